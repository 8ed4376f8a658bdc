using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.Initiatives;

/// <summary>What can go wrong with an initiative.</summary>
public static class InitiativeProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "initiative.not-found",
        "Không có sáng kiến {0}.",
        "There is no initiative {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "initiative.id-taken",
        "Sáng kiến {0} đã được đề xuất với nội dung khác.",
        "Initiative {0} was proposed with other content."
    );

    public static readonly ProblemType StatusRefused = new(
        409,
        "initiative.status-refused",
        "Sáng kiến {0} đang ở trạng thái {1} nên không làm được việc này.",
        "Initiative {0} is {1}, so this cannot be done."
    );

    public static readonly ProblemType NotWaiting = new(
        409,
        "initiative.not-waiting",
        "Sáng kiến {0} không chờ xem xét ở cấp nào.",
        "Initiative {0} waits for no decision."
    );

    public static readonly ProblemType NobodyAbove = new(
        409,
        "initiative.nobody-above",
        "Không còn cấp nào ở trên {0} để chuyển lên.",
        "No level stands above {0} to pass it up to."
    );

    public static readonly ProblemType TeamUnknown = new(
        422,
        "initiative.team-unknown",
        "Không có tổ {0}; nếu tổ vừa được đăng ký, hãy gửi lại sau ít phút.",
        "There is no team {0}; if it was registered just now, resend in a moment."
    );

    public static readonly ProblemType TeamNotInBeing = new(
        422,
        "initiative.team-not-in-being",
        "Tổ {0} chưa thành lập hoặc đã giải thể vào ngày {1}.",
        "Team {0} was not yet established, or already dissolved, on {1}."
    );

    public static readonly ProblemType UnitUnknown = new(
        422,
        "initiative.unit-unknown",
        "Không có đơn vị mang mã {0} vào ngày {1}.",
        "No unit bore the code {0} on {1}."
    );

    public static readonly ProblemType PartyUnclear = new(
        400,
        "initiative.party-unclear",
        "Cần có hoặc teamId hoặc unitCode, không phải cả hai.",
        "Give either teamId or unitCode, not both."
    );

    public static readonly ProblemType TopicsInvalid = new(
        400,
        "initiative.topics-invalid",
        "Cần từ 1 đến {0} mã chủ đề khác nhau trong danh mục (xem /v1/topics).",
        "Give 1 to {0} different topic codes of the catalogue (see /v1/topics)."
    );

    public static readonly ProblemType DecisionUnknown = new(
        400,
        "initiative.decision-unknown",
        "Quyết định phải là một trong: {0}.",
        "The decision must be one of: {0}."
    );

    public static readonly ProblemType ReasonMissing = new(
        400,
        "initiative.reason-missing",
        "Yêu cầu chỉnh sửa hoặc từ chối cần có lý do.",
        "Requesting changes or rejecting needs a reason."
    );

    public static readonly ProblemType StatusUnknown = new(
        400,
        "initiative.status-unknown",
        "Trạng thái phải là một trong: {0}.",
        "The status must be one of: {0}."
    );

    public static readonly ProblemType SortUnknown = new(
        400,
        "initiative.sort-unknown",
        "Thứ tự phải là một trong: {0}.",
        "The sort must be one of: {0}."
    );
}
