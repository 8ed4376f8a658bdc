using CongNgheSo.Contracts.Reporting.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>Tells, around the deadline, of those who have not reported: each reminder once, late rather than never.</summary>
public sealed class ReportReminders(ReportingDbContext db, TimeProvider clock)
{
    private const int FactsPerEvent = 500;

    /// <summary>Days after the last day of a report after which nobody is reminded of it.</summary>
    private const int LongestDelay = 62;

    /// <summary>Sends what is due. Where several are, after days of silence, the last one stands for all.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var reminded = await db
            .Database.SqlQuery<Reminded>(
                $"""
                UPDATE reports AS report SET remind_on = due.next
                FROM (
                    SELECT late.id, period.code, period.key, (
                        SELECT min(late.due_on + day::int)
                        FROM jsonb_array_elements_text(period.content -> 'reminderDays') AS day
                        WHERE late.due_on + day::int > {today}
                    ) AS next
                    FROM reports AS late JOIN report_periods AS period ON period.id = late.period_id
                    WHERE late.state IN ('draft', 'returned') AND late.revision = 0 AND late.remind_on <= {today}
                    ORDER BY late.id FOR UPDATE OF late SKIP LOCKED
                ) AS due
                WHERE report.id = due.id
                RETURNING report.id AS "Id", due.code AS "Definition", due.key AS "Period",
                    report.unit_id AS "UnitId", report.unit_path AS "UnitPath", report.due_on AS "DueOn"
                """
            )
            .ToListAsync(cancellationToken);
        if (reminded.Count == 0)
            return;
        // A period of long ago that was opened late is nobody's hurry.
        foreach (
            var province in reminded
                .Where(report => report.DueOn >= today.AddDays(-LongestDelay))
                .GroupBy(report => UnitPath.Province(report.UnitPath))
        )
        foreach (var chunk in province.OrderBy(report => report.UnitPath).Chunk(FactsPerEvent))
            db.Outbox.Add(
                OutboxMessage.From(
                    new ReportsDue(clock.GetUtcNow(), [.. chunk.Select(report => report.ToFact(today))]),
                    province.Key
                )
            );
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private sealed record Reminded(
        Guid Id,
        string Definition,
        string Period,
        int UnitId,
        string UnitPath,
        DateOnly DueOn
    )
    {
        public ReportReminderFact ToFact(DateOnly today) =>
            new(Id, Definition, Period, UnitId, DueOn, DueOn.DayNumber - today.DayNumber);
    }
}
