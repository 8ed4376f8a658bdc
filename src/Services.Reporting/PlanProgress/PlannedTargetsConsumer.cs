using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.PlanProgress;

/// <summary>
/// Keeps the copy of units' targets: the higher version wins, whatever order they come in. Targets of teams are measured
/// where activities are kept by team.
/// </summary>
public sealed class PlannedTargetsConsumer(ReportingDbContext db) : IConsumer<TargetsChanged>
{
    /// <summary>Beyond what a nation does in a year; sums of such targets could no longer be kept.</summary>
    private const long MaxValue = 1_000_000_000_000;

    public Task Consume(ConsumeContext<TargetsChanged> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Message.Facts.FirstOrDefault(fact => !IsPlausible(fact)) is { } bad)
            throw new InvalidDataException($"Target {bad.TargetId}, version {bad.Version}, is malformed.");
        return db.ConsumeOnceAsync(context, "planned-targets", ct => Apply(context.Message.Facts, ct));
    }

    /// <summary>False for what no service of this platform sends.</summary>
    private static bool IsPlausible(TargetFact fact) =>
        fact is { Version: > 0, Value: >= 0 and <= MaxValue, Indicator: not null }
        && fact.From <= fact.To
        && fact.From > DateOnly.MinValue
        && fact.To < DateOnly.MaxValue;

    private Task<int> Apply(IReadOnlyList<TargetFact> facts, CancellationToken cancellationToken)
    {
        // One statement cannot touch a row twice: of a target named twice, the newer fact.
        TargetFact[] sorted =
        [
            .. facts
                .Where(fact => fact.TeamId is null)
                .OrderByDescending(fact => fact.Version)
                .DistinctBy(fact => fact.TargetId)
                .OrderBy(fact => fact.TargetId),
        ];
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO planned_targets AS copy (id, version, plan_id, plan_unit_id, unit_id, indicator, denominator,
                reference, value, first_day, last_day, withdrawn)
            SELECT * FROM unnest(
                {sorted.Select(fact => fact.TargetId).ToArray()},
                {sorted.Select(fact => fact.Version).ToArray()},
                {sorted.Select(fact => fact.PlanId).ToArray()},
                {sorted.Select(fact => fact.PlanUnitId).ToArray()},
                {sorted.Select(fact => fact.UnitId).ToArray()},
                {sorted.Select(fact => fact.Indicator).ToArray()},
                {sorted.Select(fact => fact.Denominator).ToArray()},
                {sorted.Select(fact => fact.Reference).ToArray()},
                {sorted.Select(fact => fact.Value).ToArray()},
                {sorted.Select(fact => fact.From).ToArray()},
                {sorted.Select(fact => fact.To).ToArray()},
                {sorted.Select(fact => fact.Withdrawn).ToArray()})
            ON CONFLICT (id) DO UPDATE SET
                version = excluded.version, plan_id = excluded.plan_id, plan_unit_id = excluded.plan_unit_id,
                unit_id = excluded.unit_id, indicator = excluded.indicator, denominator = excluded.denominator,
                reference = excluded.reference, value = excluded.value, first_day = excluded.first_day,
                last_day = excluded.last_day, withdrawn = excluded.withdrawn
            WHERE excluded.version > copy.version
            """,
            cancellationToken
        );
    }
}
