namespace CongNgheSo.Services.Reporting.TotalsChecks;

/// <summary>How far a check of totals is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">"verification": compares; "rebuild": also puts right what differs.</param>
/// <param name="Status">"queued", "running", "succeeded" (carried out, whatever was found) or "failed".</param>
/// <param name="RequestedAt">When it was asked for (UTC).</param>
/// <param name="StartedAt">When it was begun (UTC).</param>
/// <param name="FinishedAt">When it ended (UTC).</param>
/// <param name="Passes">Which time it goes through all units: a rebuild begins anew when the tree moves meanwhile.</param>
/// <param name="UnitsTotal">Units to go through.</param>
/// <param name="UnitsDone">Units gone through in this pass.</param>
/// <param name="Differences">Figures that were not what the facts say; 0 where all is right.</param>
public sealed record TotalsCheckResponse(
    Guid Id,
    string Kind,
    string Status,
    DateTimeOffset RequestedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    int Passes,
    int UnitsTotal,
    int UnitsDone,
    long Differences
)
{
    internal static TotalsCheckResponse Of(TotalsCheck check) =>
        new(
            check.Id,
            check.Kind,
            check.Status,
            check.RequestedAt,
            check.StartedAt,
            check.FinishedAt,
            check.Passes,
            check.UnitsTotal,
            check.UnitsDone,
            check.Differences
        );
}

/// <summary>A figure that was not what the facts say.</summary>
/// <param name="UnitCode">Code of the unit; empty where only facts or totals name it.</param>
/// <param name="UnitId">Its surrogate id.</param>
/// <param name="Period">"day", or "month": the sum that is kept of a month.</param>
/// <param name="Day">The day, or the first of the month.</param>
/// <param name="Indicator">Code of the indicator.</param>
/// <param name="Kept">What was kept; of a stock, its change on the day.</param>
/// <param name="Recomputed">What the facts say.</param>
public sealed record TotalsDifferenceResponse(
    string UnitCode,
    int UnitId,
    string Period,
    DateOnly Day,
    string Indicator,
    long Kept,
    long Recomputed
);
