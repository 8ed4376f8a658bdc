using CongNgheSo.ServiceDefaults.RegistryCopies;

namespace CongNgheSo.Services.Reporting.PlanProgress;

/// <summary>How plan and actual of one unit and one measure stand to each other on a day.</summary>
/// <param name="Rank">Among the units compared, 1 for who is furthest behind plan; null where nothing is compared.</param>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="UnitName">Its full name.</param>
/// <param name="Level">0 nation, 1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="PlanId">The plan; null where there is none, or where those of several units that ended add up.</param>
/// <param name="TargetId">The target; null where there is none, or where it was inherited.</param>
/// <param name="Inherited">True where the unit has it from units that ended and whose heir it is.</param>
/// <param name="Indicator">Code of the indicator that is counted.</param>
/// <param name="Denominator">Code of the indicator of which it is a share; null where it is none.</param>
/// <param name="Reference">Code of the reference figure of which it is a share; null where it is none.</param>
/// <param name="From">First day of the period.</param>
/// <param name="To">Last day of the period.</param>
/// <param name="Target">The number to reach; of a share, what it comes to, rounded up. Null without a target.</param>
/// <param name="TargetPercent">The share to reach in per cent; null of a number.</param>
/// <param name="Actual">What is counted in the period so far.</param>
/// <param name="Base">Of a share, what it is one of; null where that is missing.</param>
/// <param name="Share">Actual in per cent of the base; null where that is missing or 0.</param>
/// <param name="Percent">Actual in per cent of the target; null where there is none, or where it is 0.</param>
/// <param name="Expected">What should be reached by the day; null without a target.</param>
/// <param name="State">"ahead", "on-plan", "behind", "no-target" or "unknown" (the base is missing).</param>
/// <param name="StateName">The state in the reader's language.</param>
/// <param name="RecordedNothing">True where no activity of the period so far is recorded.</param>
/// <param name="Missing">Where the reference figure is missing: codes of the units right below that lack theirs.</param>
public sealed record PlanProgressRow(
    int? Rank,
    string UnitCode,
    string UnitName,
    int Level,
    Guid? PlanId,
    Guid? TargetId,
    bool Inherited,
    string Indicator,
    string? Denominator,
    string? Reference,
    DateOnly From,
    DateOnly To,
    long? Target,
    decimal? TargetPercent,
    long Actual,
    long? Base,
    decimal? Share,
    decimal? Percent,
    decimal? Expected,
    string State,
    string StateName,
    bool RecordedNothing,
    IReadOnlyList<string> Missing
)
{
    internal static PlanProgressRow Of(
        ProgressUnit unit,
        Measure measure,
        Goal? goal,
        Counted counted,
        KnownFigure? reference,
        DateOnly on
    )
    {
        var @base = measure.Reference is null ? counted.Base : reference?.Value;
        var progress = PlanComparison.Of(measure, goal?.Value, counted.Actual, counted.Start, @base, on);
        return new PlanProgressRow(
            null,
            unit.Code,
            unit.FullName,
            unit.Level,
            goal?.PlanId,
            goal?.TargetId,
            goal is { TargetId: null },
            measure.Indicator,
            measure.Denominator,
            measure.Reference,
            measure.FirstDay,
            measure.LastDay,
            progress.Goal is { } number ? (long)Math.Ceiling(number) : null,
            goal is not null && measure.IsShare ? goal.Value / 100m : null,
            counted.Actual,
            @base,
            measure.IsShare ? PlanComparison.PerCent(counted.Actual, @base) : null,
            PlanComparison.PerCent(counted.Actual, progress.Goal),
            progress.Expected is { } expected ? PlanComparison.Rounded(expected) : null,
            progress.State,
            PlanComparison.NameOf(progress.State),
            counted.Activities == 0,
            reference?.Missing ?? []
        )
        {
            Pace = progress.Pace,
        };
    }

    /// <summary>Actual by expected, not rounded: what ranks.</summary>
    internal decimal? Pace { get; private init; }
}
