using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.Teams;

/// <summary>What can go wrong with a team.</summary>
public static class TeamProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "team.not-found",
        "Không có tổ {0}.",
        "There is no team {0}."
    );

    public static readonly ProblemType NotYetEstablished = new(
        404,
        "team.not-yet-established",
        "Tổ {0} chưa được thành lập vào ngày {1}.",
        "Team {0} had not yet been established on {1}."
    );

    public static readonly ProblemType KindUnknown = new(
        400,
        "team.kind-unknown",
        "Loại tổ phải là một trong: {0}.",
        "The kind must be one of: {0}."
    );

    public static readonly ProblemType StatusUnknown = new(
        400,
        "team.status-unknown",
        "Tình trạng phải là in-being, dissolved hoặc all.",
        "The status is one of in-being, dissolved, all."
    );

    public static readonly ProblemType SortUnknown = new(
        400,
        "team.sort-unknown",
        "Thứ tự phải là place hoặc name.",
        "The sort is either place or name."
    );

    public static readonly ProblemType DateOutOfRange = new(
        400,
        "team.date-out-of-range",
        "Ngày phải từ năm 2015 trở đi và không ở tương lai.",
        "The day must lie in or after 2015 and not in the future."
    );

    public static readonly ProblemType UnitUnknown = new(
        422,
        "team.unit-unknown",
        "Hiện không có đơn vị mang mã {0}.",
        "No unit bears the code {0} today."
    );

    public static readonly ProblemType UnitLevel = new(
        422,
        "team.unit-level",
        "Tổ hoạt động ở cấp thôn hoặc cấp xã; {0} ở cấp khác.",
        "A team serves a village or a commune; {0} is neither."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "team.id-taken",
        "Mã định danh {0} đã được dùng cho tổ có nội dung khác.",
        "The id {0} stands for a team with other content."
    );

    public static readonly ProblemType DecisionTaken = new(
        409,
        "team.decision-taken",
        "Đơn vị này đã có tổ cùng loại theo quyết định {0} với nội dung khác.",
        "This unit has a team of this kind under decision {0} already, with other content."
    );

    public static readonly ProblemType Dissolved = new(
        409,
        "team.dissolved",
        "Tổ {0} đã giải thể nên không thể thay đổi.",
        "Team {0} has been dissolved, so it cannot be changed."
    );

    public static readonly ProblemType DissolvedBeforeEstablished = new(
        422,
        "team.dissolved-before-established",
        "Ngày giải thể phải sau ngày thành lập {0}.",
        "The day of dissolution must lie after the day of establishment, {0}."
    );

    public static readonly ProblemType DecisionBeforeLatest = new(
        422,
        "team.decision-before-latest",
        "Quyết định không thể có hiệu lực trước quyết định gần nhất về tổ, từ ngày {0}.",
        "A decision cannot take effect before the latest one about the team, {0}."
    );
}
