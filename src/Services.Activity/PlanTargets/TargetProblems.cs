using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>What can go wrong with a target.</summary>
public static class TargetProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "plan-target.not-found",
        "Kế hoạch này không có chỉ tiêu {0}.",
        "This plan has no target {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "plan-target.id-taken",
        "Mã định danh {0} đã được dùng cho chỉ tiêu khác.",
        "The id {0} stands for another target."
    );

    public static readonly ProblemType Exists = new(
        409,
        "plan-target.exists",
        "Đơn vị hoặc tổ này đã có chỉ tiêu {0} cho cùng chỉ số và kỳ; hãy sửa chỉ tiêu đó.",
        "This unit or team has target {0} for the same indicator and period already; change that one."
    );

    public static readonly ProblemType ForOne = new(
        400,
        "plan-target.for-one",
        "Chỉ tiêu giao cho một đơn vị hoặc một tổ; hãy cho biết đúng một.",
        "A target is for either a unit or a team; name exactly one."
    );

    public static readonly ProblemType ShareOfOne = new(
        400,
        "plan-target.share-of-one",
        "Tỷ lệ tính trên một chỉ số khác hoặc một số liệu của đơn vị; hãy cho biết nhiều nhất một.",
        "A share is one of either another indicator or a figure of the unit; name at most one."
    );

    public static readonly ProblemType ValueUnfit = new(
        400,
        "plan-target.value-unfit",
        "Chỉ tiêu số lượng cần value (từ 0 đến {0}); chỉ tiêu tỷ lệ cần percent (trên 0 đến 100, tối đa hai chữ số thập phân).",
        "A number needs value (0 to {0}); a share needs percent (above 0, at most 100, two decimals)."
    );

    public static readonly ProblemType ReferenceUnknown = new(
        400,
        "plan-target.reference-unknown",
        "Số liệu của đơn vị phải là một trong: {0}.",
        "The unit's figure must be one of: {0}."
    );

    public static readonly ProblemType IndicatorUnknown = new(
        422,
        "plan-target.indicator-unknown",
        "Không có chỉ số nào mang mã {0}.",
        "There is no indicator with the code {0}."
    );

    public static readonly ProblemType PeriodOutside = new(
        422,
        "plan-target.period-outside",
        "Kỳ của chỉ tiêu phải nằm trong kỳ của kế hoạch, từ {0} đến {1}.",
        "The target's period must lie in the plan's, from {0} to {1}."
    );

    public static readonly ProblemType OutsidePlan = new(
        422,
        "plan-target.outside-plan",
        "Kế hoạch không bao gồm đơn vị hoặc tổ này.",
        "The plan does not cover this unit or team."
    );

    public static readonly ProblemType Withdrawn = new(
        409,
        "plan-target.withdrawn",
        "Chỉ tiêu {0} đã bị thu hồi.",
        "Target {0} has been withdrawn."
    );

    public static readonly ProblemType SplitUnknown = new(
        400,
        "plan-target.split-unknown",
        "Cách chia phải là một trong: {0}.",
        "The way of splitting must be one of: {0}."
    );

    public static readonly ProblemType IntoUnknown = new(
        400,
        "plan-target.into-unknown",
        "Chỉ tiêu được chia cho các đơn vị (units) hoặc cho các tổ (teams).",
        "A target is split into units or into teams."
    );

    public static readonly ProblemType SplitUnfit = new(
        422,
        "plan-target.split-unfit",
        "Chỉ tiêu tỷ lệ được giao như nhau (same); chỉ tiêu số lượng không chia kiểu same, và chia cho tổ thì chia đều hoặc nhập tay.",
        "A share is given to all alike (same); a number is not, and among teams it is split equally or by hand."
    );

    public static readonly ProblemType NothingBelow = new(
        422,
        "plan-target.nothing-below",
        "Đơn vị {0} không có gì bên dưới để chia đến cấp đó.",
        "Unit {0} has nothing below it to split a target into at that level."
    );

    public static readonly ProblemType TeamsOfCommune = new(
        422,
        "plan-target.teams-of-commune",
        "Chỉ chia cho tổ từ chỉ tiêu của cấp xã hoặc thôn; {0} không thuộc hai cấp này.",
        "Only the target of a commune or a village is split among teams; {0} is neither."
    );

    public static readonly ProblemType HandUnknown = new(
        422,
        "plan-target.hand-unknown",
        "{0} không thuộc phần được chia.",
        "{0} is no part of this split."
    );

    public static readonly ProblemType HandExceeds = new(
        422,
        "plan-target.hand-exceeds",
        "Các phần nhập tay của {0} cộng lại là {1}, vượt chỉ tiêu {2}.",
        "The parts of {0} set by hand add up to {1}, beyond the target of {2}."
    );

    public static readonly ProblemType HandShort = new(
        422,
        "plan-target.hand-short",
        "Các phần nhập tay của {0} cộng lại là {1}, chưa đủ chỉ tiêu {2}.",
        "The parts of {0} set by hand add up to {1}, short of the target of {2}."
    );

    public static readonly ProblemType FigureMissing = new(
        422,
        "plan-target.figure-missing",
        "Chưa có số liệu của các đơn vị: {0}.",
        "The figure is missing for the units: {0}."
    );

    public static readonly ProblemType WeightsZero = new(
        422,
        "plan-target.weights-zero",
        "Các đơn vị dưới {0} đều có số liệu bằng 0 nên không chia được theo số liệu đó.",
        "All units below {0} have the figure 0, so nothing can be split by it."
    );

    public static readonly ProblemType SplitTooLarge = new(
        422,
        "plan-target.split-too-large",
        "Một lần chia có tối đa {0} phần.",
        "A split has at most {0} parts."
    );
}
