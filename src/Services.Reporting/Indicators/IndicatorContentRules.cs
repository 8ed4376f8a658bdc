using CongNgheSo.ServiceDefaults.Http;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Indicators;

/// <summary>What is said of an indicator from a day on.</summary>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">First day on which it is no longer said; the next edition's first day, or no end, where absent.</param>
/// <param name="Vi">Name in Vietnamese, up to 200 characters.</param>
/// <param name="En">Name in English, up to 200 characters.</param>
/// <param name="MeasureVi">What it is counted in, in Vietnamese, up to 50 characters.</param>
/// <param name="MeasureEn">What it is counted in, in English, up to 50 characters.</param>
/// <param name="Group">What it is listed under, up to 50 characters: "results".</param>
/// <param name="Numerator">Up to 50 terms that are added up: codes, "-code" to take away, "figure:population" of a ratio.</param>
/// <param name="Denominator">Of a ratio: up to 50 terms whose sum divides.</param>
/// <param name="Scale">Of a ratio: what it is multiplied by, 1 to 1,000,000; 100 where absent.</param>
/// <param name="Decimals">Of a ratio: decimal places, 0 to 4; 1 where absent.</param>
public sealed record IndicatorEditionRequest(
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string? Vi,
    string? En,
    string? MeasureVi,
    string? MeasureEn,
    string? Group,
    IReadOnlyList<string>? Numerator,
    IReadOnlyList<string>? Denominator,
    int? Scale,
    int? Decimals
);

public sealed class IndicatorEditionRules : AbstractValidator<IndicatorEditionRequest>
{
    private const int MaxTerms = 50;

    public IndicatorEditionRules()
    {
        RuleFor(edition => edition.ValidFrom).NotNull();
        RuleFor(edition => edition.Vi).NotEmpty().MaximumLength(200);
        RuleFor(edition => edition.En).NotEmpty().MaximumLength(200);
        RuleFor(edition => edition.MeasureVi).NotEmpty().MaximumLength(50);
        RuleFor(edition => edition.MeasureEn).NotEmpty().MaximumLength(50);
        RuleFor(edition => edition.Group).NotEmpty().MaximumLength(50);
        RuleFor(edition => edition.Numerator)
            .Must(terms => terms is null || terms.Count <= MaxTerms)
            .WithProblem(IndicatorProblems.TermInvalid);
        RuleForEach(edition => edition.Numerator)
            .Must(IndicatorTerms.IsTerm)
            .WithProblem(IndicatorProblems.TermInvalid);
        RuleFor(edition => edition.Denominator)
            .Must(terms => terms is null || terms.Count <= MaxTerms)
            .WithProblem(IndicatorProblems.TermInvalid);
        RuleForEach(edition => edition.Denominator)
            .Must(IndicatorTerms.IsTerm)
            .WithProblem(IndicatorProblems.TermInvalid);
        RuleFor(edition => edition.Scale).InclusiveBetween(1, 1_000_000);
        RuleFor(edition => edition.Decimals).InclusiveBetween(0, 4);
    }
}

public static class IndicatorContentRules
{
    private const int MaxEditions = 50;

    /// <summary>Rules for the editions of an indicator.</summary>
    public static void AddTo<T>(
        AbstractValidator<T> rules,
        System.Linq.Expressions.Expression<Func<T, IReadOnlyList<IndicatorEditionRequest>?>> editions
    )
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules
            .RuleFor(editions)
            .Cascade(CascadeMode.Stop)
            .NotEmpty()
            .Must(all => all!.Count <= MaxEditions && Follow(all!))
            .WithProblem(IndicatorProblems.EditionsOverlap);
    }

    /// <summary>The editions of a request that has passed the rules, oldest first.</summary>
    internal static IndicatorEdition[] ToContent(this IReadOnlyList<IndicatorEditionRequest> editions)
    {
        IndicatorEditionRequest[] sorted = [.. editions.OrderBy(edition => edition.ValidFrom)];
        return
        [
            .. sorted.Select(
                (edition, index) =>
                    new IndicatorEdition(
                        edition.ValidFrom!.Value,
                        edition.ValidTo ?? sorted.ElementAtOrDefault(index + 1)?.ValidFrom,
                        edition.Vi!.Trim().Normalize(),
                        edition.En!.Trim().Normalize(),
                        edition.MeasureVi!.Trim().Normalize(),
                        edition.MeasureEn!.Trim().Normalize(),
                        edition.Group!.Trim().Normalize(),
                        [.. edition.Numerator ?? []],
                        [.. edition.Denominator ?? []],
                        edition.Scale ?? 100,
                        edition.Decimals ?? 1
                    )
            ),
        ];
    }

    /// <summary>Why an indicator of this kind cannot have these formulas; null where it can.</summary>
    public static ProblemHttpResult? JudgeFormulas(string kind, IndicatorEdition[] editions) =>
        Array.TrueForAll(
            editions,
            edition =>
                (kind, edition.Numerator, edition.Denominator) switch
                {
                    (IndicatorKinds.Ratio, [_, ..], [_, ..]) => true,
                    (IndicatorKinds.Additive, var terms, []) => !terms.Any(IsFigure),
                    (IndicatorKinds.Text or IndicatorKinds.Distinct, [], []) => true,
                    _ => false,
                }
        )
            ? null
            : IndicatorProblems.FormulaMisplaced.Result();

    /// <summary>A reference figure is as of a day: it divides, but adds nothing up over time.</summary>
    private static bool IsFigure(string term) => IndicatorTerms.FigureOf(IndicatorTerms.Read(term).Name) is not null;

    private static bool Follow(IReadOnlyList<IndicatorEditionRequest> editions)
    {
        var sorted = editions.Where(edition => edition is not null).OrderBy(edition => edition.ValidFrom).ToArray();
        for (var index = 0; index < sorted.Length; index++)
        {
            if (sorted[index].ValidTo <= sorted[index].ValidFrom)
                return false;
            if (index + 1 < sorted.Length)
            {
                var next = sorted[index + 1].ValidFrom;
                if (next == sorted[index].ValidFrom || sorted[index].ValidTo > next)
                    return false;
            }
        }
        return true;
    }
}
