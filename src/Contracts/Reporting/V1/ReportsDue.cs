namespace CongNgheSo.Contracts.Reporting.V1;

/// <summary>Units have not submitted a report whose deadline is near or has passed.</summary>
/// <param name="OccurredAt">When Reporting found it (UTC).</param>
/// <param name="Facts">The reminders, at most 500 a message; all of one province.</param>
public sealed record ReportsDue(DateTimeOffset OccurredAt, IReadOnlyList<ReportReminderFact> Facts);

/// <summary>One reminder. Each is told once.</summary>
/// <param name="ReportId">Id of the report.</param>
/// <param name="Definition">Code of the report's definition ("nd09-month").</param>
/// <param name="Period">Name of the period ("2026-07").</param>
/// <param name="UnitId">Surrogate id of the unit that has not reported.</param>
/// <param name="DueOn">The last day on which it is in time (Vietnam time).</param>
/// <param name="DaysLeft">Days until then when it was told; 0 on the day, negative after it.</param>
public sealed record ReportReminderFact(
    Guid ReportId,
    string Definition,
    string Period,
    int UnitId,
    DateOnly DueOn,
    int DaysLeft
);
