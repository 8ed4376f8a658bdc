using System.Collections.Frozen;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Training.Programmes;
using FluentValidation;

namespace CongNgheSo.Services.Training;

/// <summary>The topics of questions, quizzes and materials are those of programmes.</summary>
public sealed class KnownTopics
{
    private readonly FrozenSet<string> codes = TrainingCatalogue.TopicCodes;

    public bool Knows(string? code) => code is not null && codes.Contains(code);
}

internal static class KnownTopicsRules
{
    public static IRuleBuilderOptions<T, string?> IsTopic<T>(this IRuleBuilder<T, string?> rule, KnownTopics topics) =>
        rule.Must(topics.Knows).WithProblem(ProgrammeProblems.CodeUnknown);
}
