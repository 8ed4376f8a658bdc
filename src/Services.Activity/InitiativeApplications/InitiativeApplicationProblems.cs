using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.InitiativeApplications;

/// <summary>What can go wrong when somebody says that they applied an initiative.</summary>
public static class InitiativeApplicationProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "initiative-application.not-found",
        "Sáng kiến này không có lượt áp dụng {0}.",
        "The initiative has no application {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "initiative-application.id-taken",
        "Lượt áp dụng {0} đã được ghi với nội dung khác.",
        "Application {0} was recorded with other content."
    );

    public static readonly ProblemType AppliedAlready = new(
        409,
        "initiative-application.applied-already",
        "Tổ hoặc đơn vị này đã báo áp dụng sáng kiến {0}.",
        "This team or unit has said already that it applied initiative {0}."
    );

    public static readonly ProblemType WithdrawnAlready = new(
        409,
        "initiative-application.withdrawn-already",
        "Lượt áp dụng {0} đã được rút với lý do khác.",
        "Application {0} has been withdrawn for another reason."
    );

    public static readonly ProblemType NotPublishedThere = new(
        409,
        "initiative-application.not-published-there",
        "Sáng kiến {0} chưa được phổ biến tới đơn vị {1}.",
        "Initiative {0} is not published for unit {1}."
    );

    public static readonly ProblemType OwnInitiative = new(
        422,
        "initiative-application.own-initiative",
        "Tổ hoặc đơn vị này chính là nơi đề xuất sáng kiến {0}.",
        "Initiative {0} is this team's or unit's own."
    );

    public static readonly ProblemType DateOutOfRange = new(
        400,
        "initiative-application.date-out-of-range",
        "Ngày áp dụng phải từ 01/01/2022 và không ở tương lai.",
        "The day must lie in or after 2022 and not in the future."
    );
}
