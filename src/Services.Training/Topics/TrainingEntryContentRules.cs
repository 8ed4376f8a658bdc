using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;

namespace CongNgheSo.Services.Training.Topics;

/// <summary>The fields that adding and changing an entry have in common.</summary>
public interface ITrainingEntryFields
{
    string? Vi { get; }
    string? En { get; }
    DateOnly? ValidFrom { get; }
    DateOnly? ValidTo { get; }
}

public static class TrainingEntryContentRules
{
    private const int LongestName = 200;

    public static void AddTo<T>(AbstractValidator<T> rules)
        where T : ITrainingEntryFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RuleFor(request => request.Vi).NotEmpty().MaximumLength(LongestName);
        rules.RuleFor(request => request.En).NotEmpty().MaximumLength(LongestName);
        rules.RuleFor(request => request.ValidFrom).NotNull();
        rules
            .RuleFor(request => request.ValidTo)
            .Must((request, day) => day is null || day > request.ValidFrom)
            .WithProblem(TrainingTopicProblems.PeriodReversed);
    }

    /// <summary>The content of a request that has passed the rules.</summary>
    public static TrainingEntryContent ToContent(this ITrainingEntryFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new TrainingEntryContent(
            StoredText.Clean(fields.Vi!),
            StoredText.Clean(fields.En!),
            fields.ValidFrom!.Value,
            fields.ValidTo
        );
    }
}
