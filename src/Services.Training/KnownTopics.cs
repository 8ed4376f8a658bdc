using CongNgheSo.Services.Training.Programmes;
using FluentValidation;

namespace CongNgheSo.Services.Training;

/// <summary>The topics of questions, quizzes and materials are those of programmes.</summary>
internal static class KnownTopics
{
    public static IRuleBuilderOptions<T, string?> IsTopic<T>(this IRuleBuilder<T, string?> rule) =>
        rule.IsOneOf(TrainingCatalogue.TopicCodes);
}
