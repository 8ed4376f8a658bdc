using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Training.Programmes;
using FluentValidation;

namespace CongNgheSo.Services.Training.Topics;

internal static class KnownEntryRules
{
    /// <summary>Refuses topics and organisations that nobody has, on whatever days.</summary>
    public static IRuleBuilderOptions<T, string?> IsKnown<T>(
        this IRuleBuilder<T, string?> rule,
        TrainingTopics topics,
        string kind
    ) => rule.Must(code => topics.Current.Knows(kind, code)).WithProblem(ProgrammeProblems.CodeUnknown);
}
