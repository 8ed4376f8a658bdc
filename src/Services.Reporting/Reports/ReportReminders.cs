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

    /// <summary>Sends what is due. Where several are, after days of silence, the last one stands for all.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var reminded = await db
            .Database.SqlQuery<Reminded>(
                $"""
                UPDATE reports AS report SET reminders_sent = due.reminders
                FROM (
                    SELECT late.id, period.code, period.key, (
                        SELECT count(*)::int FROM jsonb_array_elements_text(period.content -> 'reminderDays') AS day
                        WHERE late.due_on + day::int <= {today}
                    ) AS reminders
                    FROM reports AS late JOIN report_periods AS period ON period.id = late.period_id
                    WHERE late.state IN ('draft', 'returned') AND late.due_on >= {today.AddDays(-62)}
                        AND late.revision = 0
                ) AS due
                WHERE report.id = due.id AND report.reminders_sent < due.reminders
                    AND report.state IN ('draft', 'returned')
                RETURNING report.id AS "Id", due.code AS "Definition", due.key AS "Period",
                    report.unit_id AS "UnitId", report.unit_path AS "UnitPath", report.due_on AS "DueOn"
                """
            )
            .ToListAsync(cancellationToken);
        if (reminded.Count == 0)
            return;
        foreach (var province in reminded.GroupBy(report => UnitPath.Province(report.UnitPath)))
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
