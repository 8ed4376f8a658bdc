using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;

namespace CongNgheSo.Services.Registry.CompositionPolicies;

/// <summary>The fields that recording and changing a policy have in common.</summary>
public interface IPolicyContentFields
{
    string? TeamKind { get; }
    string? TeamLevel { get; }
    DateOnly? ValidFrom { get; }
    DateOnly? ValidTo { get; }
    int? MinMembers { get; }
    int? MaxMembers { get; }
    IReadOnlyList<string>? LeaderBackgrounds { get; }
    string? Enforcement { get; }
    string? DocumentNumber { get; }
}

public static class PolicyContentRules
{
    private const int MostMembers = 1000;
    private static readonly string[] Levels = [CompositionPolicy.Commune, CompositionPolicy.Village];
    private static readonly string[] Enforcements = [CompositionPolicy.Report, CompositionPolicy.Refuse];

    public static void AddTo<T>(AbstractValidator<T> rules)
        where T : IPolicyContentFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules
            .RuleFor(request => request.TeamKind)
            .Must(kind => kind is null || TeamKinds.Names.ContainsKey(kind))
            .WithProblem(TeamProblems.KindUnknown, TeamKinds.All);
        rules
            .RuleFor(request => request.TeamLevel)
            .Must(level => level is null || Levels.Contains(level))
            .WithProblem(CompositionPolicyProblems.CodeUnknown, string.Join(", ", Levels));
        rules.RuleFor(request => request.ValidFrom).NotNull();
        rules
            .RuleFor(request => request.ValidTo)
            .Must((request, day) => day is null || day > request.ValidFrom)
            .WithProblem(CompositionPolicyProblems.PeriodReversed);
        rules.RuleFor(request => request.MinMembers).InclusiveBetween(1, MostMembers);
        rules.RuleFor(request => request.MaxMembers).InclusiveBetween(1, MostMembers);
        rules
            .RuleFor(request => request.MaxMembers)
            .Must((request, most) => most is null || request.MinMembers is null || most >= request.MinMembers)
            .WithProblem(CompositionPolicyProblems.LimitsReversed);
        rules
            .RuleForEach(request => request.LeaderBackgrounds)
            .Must(background => background is not null && MemberCodes.Backgrounds.ContainsKey(background))
            .WithProblem(CompositionPolicyProblems.CodeUnknown, string.Join(", ", MemberCodes.Backgrounds.Keys));
        rules
            .RuleFor(request => request.LeaderBackgrounds)
            .Must((request, list) => list is { Count: > 0 } || (request.MinMembers ?? request.MaxMembers) is not null)
            .WithProblem(CompositionPolicyProblems.RuleMissing);
        rules
            .RuleFor(request => request.Enforcement)
            .Must(enforcement => enforcement is not null && Enforcements.Contains(enforcement))
            .WithProblem(CompositionPolicyProblems.CodeUnknown, string.Join(", ", Enforcements));
        rules.RuleFor(request => request.DocumentNumber).NotEmpty().MaximumLength(100);
    }

    /// <summary>The content of a request that has passed the rules.</summary>
    public static PolicyContent ToContent(this IPolicyContentFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new PolicyContent(
            fields.TeamKind,
            fields.TeamLevel,
            fields.ValidFrom!.Value,
            fields.ValidTo,
            fields.MinMembers,
            fields.MaxMembers,
            [.. (fields.LeaderBackgrounds ?? []).Distinct().Order(StringComparer.Ordinal)],
            fields.Enforcement!,
            VietnameseText.Clean(fields.DocumentNumber!)
        );
    }
}
