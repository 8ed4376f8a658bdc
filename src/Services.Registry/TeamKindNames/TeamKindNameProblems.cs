using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.TeamKindNames;

/// <summary>What can go wrong with the name of a kind of team.</summary>
public static class TeamKindNameProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "team-kind.not-found",
        "Không có loại tổ {0}.",
        "There is no kind of team {0}."
    );

    public static readonly ProblemType PeriodReversed = new(
        400,
        "team-kind.period-reversed",
        "Ngày hết hiệu lực phải sau ngày bắt đầu.",
        "The period must end after it begins."
    );

    public static readonly ProblemType UnitLevel = new(
        422,
        "team-kind.unit-level",
        "Chỉ tỉnh, thành phố mới đặt tên riêng cho loại tổ; {0} ở cấp khác.",
        "Only a province has names of its own for kinds of team; {0} is none."
    );

    public static readonly ProblemType Overlaps = new(
        409,
        "team-kind.names-overlap",
        "Từ ngày {0} đã có tên khác có hiệu lực muộn hơn; hãy cho biết ngày hết hiệu lực.",
        "A later name begins after {0}; say when this one ends."
    );
}
