using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>What can go wrong when asking for figures.</summary>
public static class RollupProblems
{
    public static readonly ProblemType UnitUnknown = new(
        404,
        "rollup.unit-unknown",
        "Không có đơn vị mang mã {0} vào ngày {1}.",
        "No unit bore the code {0} on {1}."
    );

    public static readonly ProblemType PeriodInvalid = new(
        400,
        "rollup.period-invalid",
        "Ngày bắt đầu phải không sau ngày kết thúc, từ năm 1900 đến năm 2200, tối đa 20 năm.",
        "The first day must not come after the last; both lie between 1900 and 2200, at most 20 years apart."
    );

    public static readonly ProblemType GranularityUnknown = new(
        400,
        "rollup.granularity-unknown",
        "Mức thời gian phải là total, day, month, quarter hoặc year.",
        "The granularity is one of total, day, month, quarter, year."
    );

    public static readonly ProblemType BoundariesUnknown = new(
        400,
        "rollup.boundaries-unknown",
        "Ranh giới phải là asWas (như khi đó) hoặc today (hiện nay).",
        "The boundaries are either asWas or today."
    );

    public static readonly ProblemType IndicatorMissing = new(
        400,
        "rollup.indicator-missing",
        "Hãy cho biết chỉ tiêu (indicator) cần xếp hạng.",
        "Say which indicator is to be ranked."
    );
}
