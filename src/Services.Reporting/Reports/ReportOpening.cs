using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting.ReportDefinitions;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>
/// Gives every unit in the scope of a definition its report: those that stood below the owner, at the levels named, on
/// the last day of the period. A unit submits to the nearest one above it that reports too, the topmost to the owner.
/// Where a level is gone the chain is shorter by itself.
/// </summary>
public sealed class ReportOpening(ReportingDbContext db, TimeProvider clock)
{
    /// <summary>Opens the period; where it is open already, units that became known since get their reports.</summary>
    public async Task OpenAsync(ReportDefinition definition, CalendarPeriod days, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(days);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var opened = new ReportPeriod(definition, days, clock.GetUtcNow());
        // Whoever comes second waits here, and then finds the first one's row.
        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended({definition.Id.ToString() + days.Key}, 0))",
            cancellationToken
        );
        var period = await db.ReportPeriods.SingleOrDefaultAsync(
            each => each.DefinitionId == definition.Id && each.Key == days.Key,
            cancellationToken
        );
        if (period is null)
        {
            db.ReportPeriods.Add(period = opened);
            await db.SaveChangesAsync(cancellationToken);
        }
        await GiveReportsAsync(period, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task GiveReportsAsync(ReportPeriod period, CancellationToken cancellationToken)
    {
        var owner = await db.FindUnitAsync(period.OwnerUnit, period.To, cancellationToken);
        if (owner is null)
            return;
        var levels = period.Content.Deadlines.Select(deadline => deadline.Level).ToArray();
        var dueDays = period.Content.Deadlines.Select(deadline => period.To.AddDays(deadline.DaysAfterEnd)).ToArray();
        int? firstReminder = period.Content.ReminderDays is [] ? null : period.Content.ReminderDays.Min();
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE deadline AS (
                SELECT * FROM unnest({levels}, {dueDays}) AS deadline (level, due_on)
            ), down AS (
                SELECT unit.id, unit.code, unit.full_name, unit.level, {owner.Path} AS path, {owner.Path} AS receiver,
                    true AS exists
                FROM units AS unit WHERE unit.id = {owner.Id}
                UNION ALL
                SELECT unit.id, unit.code, unit.full_name, unit.level, down.path || '/' || unit.code,
                    CASE WHEN down.exists AND down.level IN (SELECT level FROM deadline)
                        THEN down.path ELSE down.receiver END,
                    unit.valid_from <= {period.To} AND coalesce(unit.valid_to > {period.To}, true)
                FROM down
                JOIN unit_placements AS placed ON placed.parent_id = down.id
                    AND placed.valid_from <= {period.To} AND coalesce(placed.valid_to > {period.To}, true)
                JOIN units AS unit ON unit.id = placed.unit_id
            )
            INSERT INTO reports (id, version, period_id, unit_id, unit_code, unit_name, unit_path, level, receiver_path,
                due_on, state, revision, body, remind_on)
            SELECT gen_random_uuid(), 1, {period.Id}, down.id, code, full_name, path, down.level, receiver, due_on,
                'draft', 0, {"""{"sections":{},"manual":{}}"""}::jsonb, due_on + {firstReminder}::integer
            FROM down JOIN deadline USING (level)
            WHERE down.exists
            ON CONFLICT (period_id, unit_id) DO NOTHING
            """,
            cancellationToken
        );
        await db
            .ReportPeriods.Where(each => each.Id == period.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.CompletedOn, clock.Today()), cancellationToken);
    }
}
