using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Reporting.PlanProgress;

/// <summary>What can go wrong when asking how plan and actual stand to each other.</summary>
public static class PlanProgressProblems
{
    public static readonly ProblemType UnitUnknown = new(
        404,
        "plan-progress.unit-unknown",
        "Không có đơn vị mang mã {0} vào ngày {1}.",
        "No unit bore the code {0} on {1}."
    );

    public static readonly ProblemType DayOutOfRange = new(
        400,
        "plan-progress.day-out-of-range",
        "Ngày xem tiến độ phải từ năm 2020 đến hôm nay.",
        "The day must lie between 2020 and today."
    );

    public static readonly ProblemType BoundariesUnknown = new(
        400,
        "plan-progress.boundaries-unknown",
        "Ranh giới là asWas (như lúc đó) hoặc today (như hiện nay).",
        "The boundaries are either asWas or today."
    );

    public static readonly ProblemType IndicatorMissing = new(
        400,
        "plan-progress.indicator-missing",
        "Hãy cho biết chỉ số (indicator) cần so sánh.",
        "Say which indicator is to be compared."
    );
}
