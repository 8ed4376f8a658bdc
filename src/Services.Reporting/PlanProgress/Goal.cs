using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.PlanProgress;

/// <summary>What targets measure. Those of one measure can be compared, and added up.</summary>
/// <param name="Indicator">Code of the indicator that is counted.</param>
/// <param name="Denominator">Code of the indicator of which it is a share; null where it is none.</param>
/// <param name="Reference">Code of the reference figure of which it is a share; null where it is none.</param>
/// <param name="FirstDay">First day of the period.</param>
/// <param name="LastDay">Last day of the period.</param>
/// <param name="PlanLevel">Level of the unit whose plan set it; null where nobody did.</param>
public sealed record Measure(
    string Indicator,
    string? Denominator,
    string? Reference,
    DateOnly FirstDay,
    DateOnly LastDay,
    int? PlanLevel
)
{
    public bool IsShare => (Denominator ?? Reference) is not null;
}

/// <summary>What a unit is to reach.</summary>
/// <param name="UnitId">Surrogate id of the unit.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="PlanId">The plan; null where those of several units add up.</param>
/// <param name="TargetId">The target; null where it is inherited.</param>
/// <param name="Value">The number to reach; of a share, hundredths of a per cent.</param>
public sealed record Goal(int UnitId, Measure Measure, Guid? PlanId, Guid? TargetId, long Value);

/// <summary>Reads what units are to reach.</summary>
internal static class Goals
{
    /// <summary>The goals of units whose period holds a day.</summary>
    /// <param name="db">The database.</param>
    /// <param name="unitIds">The units.</param>
    /// <param name="on">The day.</param>
    /// <param name="heirsOn">
    /// The day of the tree by which a unit also has the targets of those it is the heir of, as far as it has none of its own
    /// of the same measure; null where it has only its own.
    /// </param>
    /// <param name="plan">Only of this plan.</param>
    /// <param name="indicator">Only of this indicator.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<List<Goal>> ReadAsync(
        ReportingDbContext db,
        int[] unitIds,
        DateOnly on,
        DateOnly? heirsOn,
        Guid? plan,
        string? indicator,
        CancellationToken cancellationToken
    )
    {
        // An heir is of its predecessor's level or below; parents stand higher.
        var rows = await db
            .Database.SqlQuery<GoalRow>(
                $"""
                WITH RECURSIVE own AS (
                    SELECT id AS root, id, level FROM units WHERE id = ANY({unitIds})
                    UNION
                    SELECT own.root, ended.id, ended.level
                    FROM own
                    JOIN unit_placements AS placed ON placed.parent_id = own.id
                        AND placed.valid_from <= {heirsOn} AND coalesce(placed.valid_to, 'infinity') > {heirsOn}
                    JOIN units AS ended ON ended.id = placed.unit_id
                        AND ended.valid_to <= {heirsOn} AND ended.level <= own.level
                )
                SELECT own.root AS "Root", target.id AS "TargetId", target.unit_id AS "UnitId",
                    target.plan_id AS "PlanId", coalesce(planner.level, own.level) AS "PlanLevel",
                    target.indicator AS "Indicator", target.denominator AS "Denominator",
                    target.reference AS "Reference", target.value AS "Value", target.first_day AS "FirstDay",
                    target.last_day AS "LastDay"
                FROM own
                JOIN planned_targets AS target ON target.unit_id = own.id
                LEFT JOIN units AS planner ON planner.id = target.plan_unit_id
                WHERE NOT target.withdrawn AND target.first_day <= {on} AND target.last_day >= {on}
                    AND ({plan}::uuid IS NULL OR target.plan_id = {plan})
                    AND ({indicator}::text IS NULL OR target.indicator = {indicator})
                """
            )
            .ToListAsync(cancellationToken);
        return [.. rows.GroupBy(row => (row.Root, row.Measure)).SelectMany(goals => Goal(goals.Key, [.. goals]))];
    }

    /// <summary>A unit's own targets; where it has none of this measure, the sum of those that it inherited.</summary>
    private static IEnumerable<Goal> Goal((int Root, Measure Measure) key, List<GoalRow> rows)
    {
        var own = rows.FindAll(row => row.UnitId == key.Root);
        if (own.Count > 0)
            return own.Select(row => new Goal(key.Root, key.Measure, row.PlanId, row.TargetId, row.Value));
        var sum = rows.Sum(row => row.Value);
        // Shares do not add up: of several, the mean.
        var value = key.Measure.IsShare
            ? (long)Math.Round((decimal)sum / rows.Count, MidpointRounding.AwayFromZero)
            : sum;
        Guid[] plans = [.. rows.Select(row => row.PlanId).Distinct()];
        return [new Goal(key.Root, key.Measure, plans is [var only] ? only : null, null, value)];
    }

    private sealed record GoalRow(
        int Root,
        Guid TargetId,
        int UnitId,
        Guid PlanId,
        int PlanLevel,
        string Indicator,
        string? Denominator,
        string? Reference,
        long Value,
        DateOnly FirstDay,
        DateOnly LastDay
    )
    {
        public Measure Measure => new(Indicator, Denominator, Reference, FirstDay, LastDay, PlanLevel);
    }
}
