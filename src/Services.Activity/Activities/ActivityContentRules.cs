using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Activity.Topics;
using FluentValidation;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>The fields that recording and correcting an activity have in common.</summary>
public interface IActivityContentFields
{
    DateOnly? OccurredOn { get; }
    string? Topic { get; }
    string? Form { get; }
    string? Audience { get; }
    int? PeopleGuided { get; }
    int? Households { get; }
    IReadOnlyDictionary<string, long>? Outcomes { get; }
    string? Channel { get; }
}

public static class ActivityContentRules
{
    private const int MaxPeople = 100_000;
    private const int LongestCode = 64;

    public static void AddTo<T>(AbstractValidator<T> rules, TimeProvider clock, ActivityCatalogue catalogue)
        where T : IActivityContentFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules
            .RuleFor(request => request.OccurredOn)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(day => day <= clock.Today() && day >= clock.Today().AddYears(-1))
            .WithProblem(ActivityProblems.DateOutOfRange);
        rules
            .RuleFor(request => request.Topic)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(code => Knows(CatalogueKinds.Topic, code!))
            .WithProblem(ActivityProblems.CodeUnknown);
        rules
            .RuleFor(request => request.Form)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(code => Knows(CatalogueKinds.Form, code!))
            .WithProblem(ActivityProblems.CodeUnknown);
        rules
            .RuleFor(request => request.Audience)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(code => Knows(CatalogueKinds.Audience, code!))
            .WithProblem(ActivityProblems.CodeUnknown);
        rules
            .RuleFor(request => request.PeopleGuided)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .InclusiveBetween(0, MaxPeople);
        rules.RuleFor(request => request.Households).InclusiveBetween(0, MaxPeople);
        rules
            .RuleForEach(request => request.Outcomes)
            // "outcomes.e-wallets", as the column is called in CSV.
            .OverrideIndexer((_, _, outcome, _) => outcome.Key.Length <= LongestCode ? $".{outcome.Key}" : "")
            .Must(outcome => Knows(CatalogueKinds.Outcome, outcome.Key))
            .WithProblem(ActivityProblems.CodeUnknown)
            .Must(outcome => outcome.Value is >= 0 and <= MaxPeople)
            .WithProblem(ActivityProblems.OutcomeOutOfRange, MaxPeople)
            .OverridePropertyName("outcomes");
        rules
            .RuleFor(request => request.Channel)
            .Must(code => code is null || Knows(CatalogueKinds.Channel, code))
            .WithProblem(ActivityProblems.CodeUnknown);

        // Whether it may be said of that day and by that team is judged where the team is known.
        bool Knows(string kind, string code) => catalogue.Current.Find(kind, code) is not null;
    }

    /// <summary>The content of a request that has passed the rules.</summary>
    public static ActivityContent ToContent(this IActivityContentFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new ActivityContent(
            fields.OccurredOn!.Value,
            fields.Topic!,
            fields.Form!,
            fields.Audience!,
            fields.PeopleGuided!.Value,
            fields.Households ?? 0,
            new SortedDictionary<string, long>(
                (fields.Outcomes ?? new Dictionary<string, long>()).ToDictionary(),
                StringComparer.Ordinal
            ),
            fields.Channel
        );
    }
}
