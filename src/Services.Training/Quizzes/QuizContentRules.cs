using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;

namespace CongNgheSo.Services.Training.Quizzes;

/// <summary>How many questions of a topic an attempt draws.</summary>
/// <param name="Topic">Code of the topic (see /v1/training-topics).</param>
/// <param name="Questions">How many, 1 to 100.</param>
public sealed record QuizDrawRequest(string? Topic, int? Questions);

public sealed class QuizDrawRules : AbstractValidator<QuizDrawRequest>
{
    public QuizDrawRules(TrainingTopics topics)
    {
        RuleFor(draw => draw.Topic).IsKnown(topics, TrainingEntryKinds.Topic);
        RuleFor(draw => draw.Questions).NotNull().InclusiveBetween(1, 100);
    }
}

/// <summary>The fields that creating and changing a quiz have in common.</summary>
public interface IQuizContentFields
{
    string? Title { get; }
    IReadOnlyList<QuizDrawRequest>? Draws { get; }
    int? PassMark { get; }
    int? Attempts { get; }
    int? Minutes { get; }
}

public static class QuizContentRules
{
    private const int MostTopics = 20;

    public static void AddTo<T>(AbstractValidator<T> rules, TrainingTopics topics)
        where T : IQuizContentFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RuleFor(request => request.Title).NotEmpty().MaximumLength(300);
        rules
            .RuleFor(request => request.Draws)
            .Must(draws =>
                draws is { Count: >= 1 and <= MostTopics }
                && draws.Select(draw => draw?.Topic).Distinct().Count() == draws.Count
            )
            .WithProblem(QuizProblems.DrawsMissing, MostTopics);
        rules.RuleForEach(request => request.Draws).NotNull().SetValidator(new QuizDrawRules(topics));
        rules.RuleFor(request => request.PassMark).NotNull().InclusiveBetween(1, 100);
        rules.RuleFor(request => request.Attempts).NotNull().InclusiveBetween(1, 20);
        rules.RuleFor(request => request.Minutes).NotNull().InclusiveBetween(1, 240);
    }

    /// <summary>The content of a request that has passed the rules.</summary>
    public static QuizContent ToContent(this IQuizContentFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new QuizContent(
            StoredText.Clean(fields.Title!),
            [.. fields.Draws!.Select(draw => new QuizDraw(draw.Topic!, draw.Questions!.Value))],
            fields.PassMark!.Value,
            fields.Attempts!.Value,
            fields.Minutes!.Value
        );
    }
}
