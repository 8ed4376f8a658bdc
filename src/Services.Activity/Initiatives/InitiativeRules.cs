using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Activity.Topics;
using FluentValidation;

namespace CongNgheSo.Services.Activity.Initiatives;

/// <summary>The fields that proposing and revising an initiative have in common.</summary>
public interface IInitiativeFields
{
    string? Title { get; }
    string? Description { get; }
    IReadOnlyList<string>? Topics { get; }
}

public static class InitiativeRules
{
    private const int MaxTopics = 8;

    public static void AddTo<T>(AbstractValidator<T> rules, ActivityCatalogue catalogue)
        where T : IInitiativeFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RuleFor(request => request.Title).NotEmpty().MaximumLength(300);
        rules.RuleFor(request => request.Description).NotEmpty().MaximumLength(5_000);
        rules
            .RuleFor(request => request.Topics)
            .Must(topics =>
                topics is { Count: >= 1 and <= MaxTopics }
                && topics.Distinct().Count() == topics.Count
                && topics.All(topic => topic is not null && catalogue.Current.Knows(CatalogueKinds.Topic, topic))
            )
            .WithProblem(InitiativeProblems.TopicsInvalid, MaxTopics);
    }

    /// <summary>The content of a request that has passed the rules.</summary>
    public static InitiativeContent ToContent(this IInitiativeFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new InitiativeContent(
            StoredText.Clean(fields.Title!),
            StoredText.CleanLines(fields.Description!),
            [.. fields.Topics!]
        );
    }
}
