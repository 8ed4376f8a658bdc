using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Reporting.TotalsChecks;

/// <summary>What can go wrong with checks of totals.</summary>
public static class TotalsCheckProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "totals-check.not-found",
        "Không có lần kiểm tra số tổng hợp {0}.",
        "There is no check of totals {0}."
    );
}
