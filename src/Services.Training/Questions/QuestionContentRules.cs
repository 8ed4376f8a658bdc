using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;

namespace CongNgheSo.Services.Training.Questions;

/// <summary>One of the answers that a question offers.</summary>
/// <param name="Text">What it says, up to 500 characters.</param>
/// <param name="Right">True where choosing it is right; false where absent.</param>
public sealed record QuestionChoiceRequest(string? Text, bool? Right);

public sealed class QuestionChoiceRules : AbstractValidator<QuestionChoiceRequest>
{
    public QuestionChoiceRules() => RuleFor(choice => choice.Text).NotEmpty().MaximumLength(500);
}

/// <summary>The fields that creating and changing a question have in common.</summary>
public interface IQuestionContentFields
{
    string? Topic { get; }
    string? Kind { get; }
    string? Text { get; }
    IReadOnlyList<QuestionChoiceRequest>? Choices { get; }
    int? Points { get; }
    DateOnly? ValidFrom { get; }
    DateOnly? ValidTo { get; }
    string? OwnerUnit { get; }
}

public static class QuestionContentRules
{
    private const int MostChoices = 10;

    public static void AddTo<T>(AbstractValidator<T> rules, TrainingTopics topics)
        where T : IQuestionContentFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RuleFor(request => request.Topic).IsKnown(topics, TrainingEntryKinds.Topic);
        rules
            .RuleFor(request => request.Kind)
            .Must(kind => kind is Question.OneRight or Question.ManyRight)
            .WithProblem(QuestionProblems.KindUnknown);
        rules.RuleFor(request => request.Text).NotEmpty().MaximumLength(2000);
        rules
            .RuleFor(request => request.Choices)
            .Must(choices => choices is { Count: >= 2 and <= MostChoices })
            .WithProblem(QuestionProblems.ChoicesMissing, MostChoices);
        rules.RuleForEach(request => request.Choices).NotNull().SetValidator(new QuestionChoiceRules());
        rules
            .RuleFor(request => request.Choices)
            .Must(choices => choices is null || AreDistinct(choices))
            .WithProblem(QuestionProblems.ChoiceRepeated)
            .Must((request, choices) => choices is null || HasItsRights(request.Kind, choices))
            .WithProblem(QuestionProblems.RightsWrong);
        rules.RuleFor(request => request.Points).NotNull().InclusiveBetween(1, 100);
        rules.RuleFor(request => request.ValidFrom).NotNull();
        rules
            .RuleFor(request => request.ValidTo)
            .Must((request, validTo) => validTo is null || validTo > request.ValidFrom)
            .WithProblem(QuestionProblems.PeriodReversed);
        rules.RuleFor(request => request.OwnerUnit).NotEmpty().MaximumLength(20);
    }

    /// <summary>The content of a request that has passed the rules.</summary>
    public static QuestionContent ToContent(this IQuestionContentFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new QuestionContent(
            fields.Topic!,
            fields.Kind!,
            StoredText.CleanLines(fields.Text!),
            [
                .. fields.Choices!.Select(choice => new QuestionChoice(
                    StoredText.Clean(choice.Text!),
                    choice.Right == true
                )),
            ],
            fields.Points!.Value,
            fields.ValidFrom!.Value,
            fields.ValidTo,
            fields.OwnerUnit!
        );
    }

    private static bool AreDistinct(IReadOnlyList<QuestionChoiceRequest> choices) =>
        choices.Select(choice => StoredText.Clean(choice?.Text ?? "")).Distinct().Count() == choices.Count;

    private static bool HasItsRights(string? kind, IReadOnlyList<QuestionChoiceRequest> choices)
    {
        var rights = choices.Count(choice => choice?.Right == true);
        return kind == Question.OneRight ? rights == 1 : rights > 0;
    }
}
