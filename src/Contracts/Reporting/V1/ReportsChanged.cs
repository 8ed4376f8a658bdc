namespace CongNgheSo.Contracts.Reporting.V1;

/// <summary>Units' periodic reports were submitted, accepted, returned or reopened.</summary>
/// <param name="OccurredAt">When Reporting committed it (UTC).</param>
/// <param name="Facts">Each report as it now stands, at most 500 a message; all of one province.</param>
public sealed record ReportsChanged(DateTimeOffset OccurredAt, IReadOnlyList<ReportFact> Facts);

/// <summary>One unit's report on one period; a higher version replaces a lower one.</summary>
/// <param name="ReportId">Id of the report.</param>
/// <param name="Version">Grows by one with each change.</param>
/// <param name="Definition">Code of the report's definition ("nd09-month").</param>
/// <param name="Period">Name of the period ("2026-07").</param>
/// <param name="UnitId">Surrogate id of the unit that reports.</param>
/// <param name="State">"draft", "submitted", "returned" or "accepted".</param>
/// <param name="Revision">How often it was reopened after it had been accepted.</param>
/// <param name="DueOn">The last day on which it is in time (Vietnam time).</param>
/// <param name="SubmittedAt">When it was submitted last (UTC); null where it never was.</param>
/// <param name="AcceptedAt">When it was accepted (UTC); null where it is not.</param>
public sealed record ReportFact(
    Guid ReportId,
    int Version,
    string Definition,
    string Period,
    int UnitId,
    string State,
    int Revision,
    DateOnly DueOn,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? AcceptedAt
);
