using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;

namespace CongNgheSo.Services.Training.Programmes;

/// <summary>The fields that creating and changing a programme have in common.</summary>
public interface IProgrammeContentFields
{
    string? Code { get; }
    string? Title { get; }
    IReadOnlyList<string>? Topics { get; }
    IReadOnlyList<string>? TargetRoles { get; }
    DateOnly? ValidFrom { get; }
    DateOnly? ValidTo { get; }
    string? OwnerUnit { get; }
}

public static class ProgrammeContentRules
{
    private const int MaxCodes = 50;

    public static void AddTo<T>(AbstractValidator<T> rules, TrainingTopics topics)
        where T : IProgrammeContentFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RuleFor(request => request.Code).Matches(@"^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}\z");
        rules.RuleFor(request => request.Title).NotEmpty().MaximumLength(300);
        rules.RuleFor(request => request.Topics).Cascade(CascadeMode.Stop).NotEmpty().IsShortList();
        rules.RuleForEach(request => request.Topics).IsKnown(topics, TrainingEntryKinds.Topic);
        rules.RuleFor(request => request.TargetRoles).Cascade(CascadeMode.Stop).IsShortList();
        rules.RuleForEach(request => request.TargetRoles).IsOneOf(TrainingCatalogue.RoleCodes);
        rules.RuleFor(request => request.ValidFrom).NotNull();
        rules
            .RuleFor(request => request.ValidTo)
            .Must((request, validTo) => validTo is null || validTo > request.ValidFrom)
            .WithProblem(ProgrammeProblems.PeriodReversed);
        rules.RuleFor(request => request.OwnerUnit).NotEmpty().MaximumLength(20);
    }

    /// <summary>Refuses long lists, and those that name a code twice.</summary>
    internal static IRuleBuilderOptions<T, IReadOnlyList<string>?> IsShortList<T>(
        this IRuleBuilder<T, IReadOnlyList<string>?> rule
    ) =>
        rule.Must(codes => codes is null or { Count: <= MaxCodes })
            .WithProblem(ProgrammeProblems.ListTooLong, MaxCodes)
            .Must(codes => codes is null || codes.Distinct().Count() == codes.Count)
            .WithProblem(ProgrammeProblems.CodeRepeated);

    /// <summary>Refuses codes that are not in the catalogue.</summary>
    internal static IRuleBuilderOptions<T, string?> IsOneOf<T>(
        this IRuleBuilder<T, string?> rule,
        IReadOnlySet<string> codes
    ) => rule.Must(code => code is not null && codes.Contains(code)).WithProblem(ProgrammeProblems.CodeUnknown);

    /// <summary>The content of a request that has passed the rules.</summary>
    public static ProgrammeContent ToContent(this IProgrammeContentFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new ProgrammeContent(
            fields.Code,
            StoredText.Clean(fields.Title!),
            [.. fields.Topics!],
            [.. fields.TargetRoles ?? []],
            fields.ValidFrom!.Value,
            fields.ValidTo,
            fields.OwnerUnit!
        );
    }
}
