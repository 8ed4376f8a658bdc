using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;

namespace CongNgheSo.Services.Training.Materials;

/// <summary>The fields that creating and changing a material have in common.</summary>
public interface IMaterialContentFields
{
    string? Title { get; }
    string? Description { get; }
    string? Level { get; }
    IReadOnlyList<string>? Topics { get; }
    DateOnly? ValidFrom { get; }
    DateOnly? ValidTo { get; }
    string? OwnerUnit { get; }
}

public static class MaterialContentRules
{
    public static void AddTo<T>(AbstractValidator<T> rules, TrainingTopics topics)
        where T : IMaterialContentFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RuleFor(request => request.Title).NotEmpty().MaximumLength(300);
        rules.RuleFor(request => request.Description).MaximumLength(4000);
        rules.RuleFor(request => request.Level).MaximumLength(64);
        rules.RuleFor(request => request.Topics).Cascade(CascadeMode.Stop).NotEmpty().IsShortList();
        rules.RuleForEach(request => request.Topics).IsKnown(topics, TrainingEntryKinds.Topic);
        rules.RuleFor(request => request.ValidFrom).NotNull();
        rules
            .RuleFor(request => request.ValidTo)
            .Must((request, validTo) => validTo is null || validTo > request.ValidFrom)
            .WithProblem(MaterialProblems.PeriodReversed);
        rules.RuleFor(request => request.OwnerUnit).NotEmpty().MaximumLength(20);
    }

    /// <summary>The content of a request that has passed the rules.</summary>
    public static MaterialContent ToContent(this IMaterialContentFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new MaterialContent(
            StoredText.Clean(fields.Title!),
            StoredText.Optional(fields.Description),
            fields.Level,
            [.. fields.Topics!],
            fields.ValidFrom!.Value,
            fields.ValidTo,
            fields.OwnerUnit!
        );
    }
}
