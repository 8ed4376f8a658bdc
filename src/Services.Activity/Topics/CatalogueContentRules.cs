using CongNgheSo.ServiceDefaults.Http;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Topics;

/// <summary>The fields that adding and changing an entry have in common.</summary>
public interface ICatalogueContentFields
{
    string? Vi { get; }
    string? En { get; }
    int? MaxCount { get; }
    int? MaxPeople { get; }
    int? MaxHouseholds { get; }
    DateOnly? ValidFrom { get; }
    DateOnly? ValidTo { get; }
}

public static class CatalogueContentRules
{
    private const int LongestName = 200;
    private const int HighestBound = 100_000;

    public static void AddTo<T>(AbstractValidator<T> rules)
        where T : ICatalogueContentFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RuleFor(request => request.Vi).NotEmpty().MaximumLength(LongestName);
        rules.RuleFor(request => request.En).NotEmpty().MaximumLength(LongestName);
        rules.RuleFor(request => request.MaxCount).InclusiveBetween(1, HighestBound);
        rules.RuleFor(request => request.MaxPeople).InclusiveBetween(1, HighestBound);
        rules.RuleFor(request => request.MaxHouseholds).InclusiveBetween(1, HighestBound);
        rules.RuleFor(request => request.ValidFrom).NotNull();
        rules
            .RuleFor(request => request.ValidTo)
            .Must((request, day) => day is null || day > request.ValidFrom)
            .WithProblem(CatalogueProblems.PeriodReversed);
    }

    /// <summary>Why an entry of this kind cannot have these bounds; null where it can.</summary>
    internal static ProblemHttpResult? JudgeBounds(this CatalogueContent content, string kind) =>
        (content.MaxCount is not null && kind != CatalogueKinds.Outcome)
        || ((content.MaxPeople ?? content.MaxHouseholds) is not null && kind != CatalogueKinds.Form)
            ? CatalogueProblems.BoundMisplaced.Result()
            : null;

    /// <summary>The content of a request that has passed the rules.</summary>
    public static CatalogueContent ToContent(this ICatalogueContentFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new CatalogueContent(
            fields.Vi!.Trim().Normalize(),
            fields.En!.Trim().Normalize(),
            fields.MaxCount,
            fields.MaxPeople,
            fields.MaxHouseholds,
            fields.ValidFrom!.Value,
            fields.ValidTo
        );
    }
}
