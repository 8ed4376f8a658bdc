using CongNgheSo.Contracts;
using CongNgheSo.ServiceDefaults.Http;
using FluentValidation;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>What a target's value is written as: a number, or a per cent with two decimals.</summary>
public static class TargetContentRules
{
    /// <summary>Beyond what a nation does in a year.</summary>
    public const long Highest = 1_000_000_000_000;

    public static readonly string References = string.Join(", ", ReferenceFigures.All);

    public static IRuleBuilderOptions<T, long?> IsOneValue<T>(
        this IRuleBuilder<T, long?> rule,
        Func<T, decimal?> percent
    ) =>
        rule.Must(
                (request, value) =>
                    (value, percent(request)) switch
                    {
                        (null, { } share) => share is > 0 and <= 100 && decimal.Round(share, 2) == share,
                        ({ } number, null) => number is >= 0 and <= Highest,
                        _ => false,
                    }
            )
            .WithProblem(TargetProblems.ValueUnfit, Highest);

    /// <summary>As it is kept: the number, or hundredths of a per cent.</summary>
    public static long Stored(long? value, decimal? percent) => value ?? (long)(percent!.Value * 100);

    /// <summary>The per cent of a share that is kept as hundredths.</summary>
    public static decimal PercentOf(long value) => value / 100m;
}
