using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>What can go wrong with a legal act and its worklist.</summary>
public static class ReorganizationProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "reorganization.not-found",
        "Không có văn bản sắp xếp {0}.",
        "There is no reorganization {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "reorganization.id-taken",
        "Mã định danh {0} đã được dùng cho văn bản có nội dung khác.",
        "The id {0} stands for an act with other content."
    );

    public static readonly ProblemType DayOutOfRange = new(
        400,
        "reorganization.day-out-of-range",
        "Ngày hiệu lực phải từ {0} đến không quá {1} năm sau hôm nay.",
        "The day must lie on or after {0} and at most {1} years ahead."
    );

    public static readonly ProblemType ChangesRequired = new(
        400,
        "reorganization.changes-required",
        "Cần từ 1 đến {0} thay đổi.",
        "Give 1 to {0} changes."
    );

    public static readonly ProblemType ChangeTypeUnknown = new(
        400,
        "reorganization.change-type-unknown",
        "Loại thay đổi phải là một trong: {0}.",
        "The type of a change must be one of: {0}."
    );

    public static readonly ProblemType ChangeIncomplete = new(
        400,
        "reorganization.change-incomplete",
        "Thay đổi thiếu hoặc thừa trường so với loại của nó.",
        "The change lacks fields that its type needs, or has fields of other types."
    );

    public static readonly ProblemType PopulationUnknown = new(
        400,
        "reorganization.population-unknown",
        "Dân số phải là all, some hoặc none.",
        "The population must be all, some or none."
    );

    public static readonly ProblemType Refused = new(
        422,
        "reorganization.refused",
        "Văn bản có {0} lỗi nên không có gì thay đổi.",
        "The act has {0} errors, so nothing was changed."
    );

    public static readonly ProblemType Overtaken = new(
        409,
        "reorganization.overtaken",
        "Có đơn vị trong văn bản đã thay đổi sau ngày hiệu lực ({0} lỗi); không có gì thay đổi.",
        "Units of the act have changed since its day ({0} errors); nothing was changed."
    );

    public static readonly ProblemType LaterChange = new(
        409,
        "reorganization.later-change",
        "Đơn vị {0} đã có thay đổi từ ngày {1}.",
        "Unit {0} has a change of {1} already."
    );

    public static readonly ProblemType UnitUnknown = new(
        422,
        "reorganization.unit-unknown",
        "Không có đơn vị mang mã {0}.",
        "No unit bears the code {0}."
    );

    public static readonly ProblemType NameDiffers = new(
        422,
        "reorganization.name-differs",
        "Đơn vị mang mã {0} tên là {1}, không phải {2}.",
        "The unit with the code {0} is called {1}, not {2}."
    );

    public static readonly ProblemType SuccessorUnknown = new(
        422,
        "reorganization.successor-unknown",
        "Sau sắp xếp không có đơn vị mang mã {0}.",
        "No unit bears the code {0} from that day on."
    );

    public static readonly ProblemType EdgeTwice = new(
        422,
        "reorganization.edge-twice",
        "Cặp mã {0} – {1} có hai lần.",
        "The pair {0} – {1} stands there twice."
    );

    public static readonly ProblemType DrawnTwice = new(
        422,
        "reorganization.drawn-twice",
        "Đơn vị {0} được nêu hai lần với nội dung khác nhau.",
        "Unit {0} is described twice, and differently."
    );

    public static readonly ProblemType CodeTaken = new(
        422,
        "reorganization.code-taken",
        "Mã {0} đang được một đơn vị khác sử dụng.",
        "The code {0} is borne by another unit."
    );

    public static readonly ProblemType ParentUnknown = new(
        422,
        "reorganization.parent-unknown",
        "Sau sắp xếp không có đơn vị cấp trên mang mã {0}.",
        "No parent bears the code {0} from that day on."
    );

    public static readonly ProblemType ParentLevel = new(
        422,
        "reorganization.parent-level",
        "Đơn vị {0} không ở cấp cao hơn nên không thể là cấp trên.",
        "Unit {0} is not of a higher level, so it cannot be the parent."
    );

    public static readonly ProblemType ChildUndecided = new(
        422,
        "reorganization.child-undecided",
        "Chưa rõ đơn vị {0} thuộc về đâu khi {1} được chia hoặc giải thể.",
        "The act does not say where unit {0} goes when {1} is split or abolished."
    );

    public static readonly ProblemType AlreadyRevoked = new(
        409,
        "reorganization.already-revoked",
        "Văn bản {0} đã bị thu hồi.",
        "Act {0} has been revoked."
    );

    public static readonly ProblemType Depended = new(
        409,
        "reorganization.depended-on",
        "Không thể thu hồi vì đã có dữ liệu dựa trên văn bản này: {0}.",
        "It cannot be revoked, because something depends on it: {0}."
    );

    public static readonly ProblemType AssignmentDependedOn = new(
        409,
        "reorganization.assignment-depended-on",
        "Không thể rút lại việc phân công {0} vì sau đó đơn vị đã thay đổi tiếp.",
        "The assignment of {0} cannot be withdrawn, because its place has changed further since."
    );

    public static readonly ProblemType ItemUnknown = new(
        404,
        "reorganization.item-unknown",
        "Danh sách việc của văn bản này không có {0}.",
        "The worklist of this act does not hold {0}."
    );

    public static readonly ProblemType SuccessorNotAllowed = new(
        422,
        "reorganization.successor-not-allowed",
        "{0} chỉ có thể thuộc một trong: {1}.",
        "{0} can go only to one of: {1}."
    );

    public static readonly ProblemType StatusUnknown = new(
        400,
        "reorganization.status-unknown",
        "Trạng thái phải là pending, assigned hoặc all.",
        "The status is one of pending, assigned, all."
    );

    public static readonly ProblemType ItemRepeated = new(
        422,
        "reorganization.item-repeated",
        "{0} đã có ở một dòng trước.",
        "{0} stands in a row before this one."
    );
}
