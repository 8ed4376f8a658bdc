using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.TeamMergers;

/// <summary>What can go wrong with a merger of teams.</summary>
public static class TeamMergerProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "team-merger.not-found",
        "Không có lần sáp nhập tổ {0}.",
        "There is no merger of teams {0}."
    );

    public static readonly ProblemType TeamsCount = new(
        400,
        "team-merger.teams-count",
        "Cần từ 2 đến {0} tổ khác nhau.",
        "Between 2 and {0} different teams are needed."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "team-merger.id-taken",
        "Mã định danh {0} đã được dùng cho lần sáp nhập có nội dung khác.",
        "The id {0} stands for a merger with other content."
    );

    public static readonly ProblemType TeamUnknown = new(
        422,
        "team-merger.team-unknown",
        "Không có tổ {0}.",
        "There is no team {0}."
    );

    public static readonly ProblemType CommunesDiffer = new(
        409,
        "team-merger.communes-differ",
        "Chỉ sáp nhập được các tổ trong cùng một xã, phường; tổ {0} thuộc xã, phường khác.",
        "Only teams of one commune can be merged; team {0} is of another."
    );

    public static readonly ProblemType UnitMissing = new(
        422,
        "team-merger.unit-missing",
        "Các tổ phục vụ những đơn vị khác nhau; hãy cho biết đơn vị của tổ mới.",
        "The teams serve different units; say which one the new team serves."
    );

    public static readonly ProblemType UnitOfAnother = new(
        422,
        "team-merger.unit-of-another",
        "Tổ tiếp tục hoạt động giữ nguyên đơn vị {0} của mình.",
        "The team that goes on keeps its unit, {0}."
    );

    public static readonly ProblemType EffectTooEarly = new(
        422,
        "team-merger.effect-too-early",
        "Việc sáp nhập phải có hiệu lực sau ngày {1}: trước đó tổ {0} chưa thành lập hoặc còn quyết định khác.",
        "The merger must take effect after {1}: until then team {0} was not established, or stood under another decision."
    );

    public static readonly ProblemType LeaderNeeded = new(
        409,
        "team-merger.leader-needed",
        "Các tổ có {0} tổ trưởng; hãy chọn một người (leaderId).",
        "The teams have {0} leaders; name one of them (leaderId)."
    );

    public static readonly ProblemType LeaderUnknown = new(
        422,
        "team-merger.leader-unknown",
        "Thành viên {0} không thuộc các tổ được sáp nhập.",
        "Member {0} is in none of the merged teams."
    );
}
