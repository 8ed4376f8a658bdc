using CongNgheSo.Contracts;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;

namespace CongNgheSo.Services.Registry.UnitFigures;

/// <summary>A figure that has passed the rules.</summary>
/// <param name="UnitCode">Code of the unit on <paramref name="AsOf"/>.</param>
/// <param name="AsOf">The day on which the unit bears the code; today where null.</param>
/// <param name="Figure">Code of the figure.</param>
/// <param name="ValidFrom">The day from which it holds.</param>
/// <param name="Value">The figure.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record UnitFigureRow(
    string UnitCode,
    DateOnly? AsOf,
    string Figure,
    DateOnly ValidFrom,
    long Value,
    string Source
);

public static class UnitFigureContentRules
{
    /// <summary>Beyond the people of any unit.</summary>
    private const long Highest = 10_000_000_000;

    private const int LongestSource = 200;

    private static readonly DateOnly Earliest = new(1975, 1, 1);

    public static string Figures { get; } = string.Join(", ", ReferenceFigures.All);

    public static IRuleBuilderOptions<T, string?> IsFigure<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(figure => figure is not null && ReferenceFigures.All.Contains(figure))
            .WithProblem(UnitFigureProblems.FigureUnknown, Figures);

    public static IRuleBuilderOptions<T, long?> IsFigureValue<T>(this IRuleBuilderInitial<T, long?> rule) =>
        rule.Cascade(CascadeMode.Stop).NotNull().InclusiveBetween(0, Highest);

    public static IRuleBuilderOptions<T, string?> IsSource<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotEmpty().MaximumLength(LongestSource);

    /// <summary>True for a day from which a figure can hold.</summary>
    public static bool IsFigureDay(DateOnly? day, TimeProvider clock) =>
        day >= Earliest && day <= clock.Today().AddYears(1);

    public static string CleanSource(string source) => VietnameseText.Clean(source);
}
