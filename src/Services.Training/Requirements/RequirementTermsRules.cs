using CongNgheSo.ServiceDefaults.Http;
using FluentValidation;

namespace CongNgheSo.Services.Training.Requirements;

/// <summary>The fields that creating and changing a requirement have in common.</summary>
public interface IRequirementTermsFields
{
    int? WithinDays { get; }
    DateOnly? ValidFrom { get; }
    DateOnly? ValidTo { get; }
}

public static class RequirementTermsRules
{
    private const int LongestTerm = 3650;

    /// <summary>Days beyond would make due days that nobody can write.</summary>
    private static readonly DateOnly LastDay = new(2199, 12, 31);

    public static void AddTo<T>(AbstractValidator<T> rules)
        where T : IRequirementTermsFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RuleFor(request => request.WithinDays).NotNull().InclusiveBetween(0, LongestTerm);
        rules.RuleFor(request => request.ValidFrom).NotNull().LessThanOrEqualTo(LastDay);
        rules
            .RuleFor(request => request.ValidTo)
            .Must((request, day) => day is null || day > request.ValidFrom)
            .WithProblem(RequirementProblems.PeriodReversed);
    }

    /// <summary>The terms of a request that has passed the rules.</summary>
    public static RequirementTerms ToTerms(this IRequirementTermsFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new RequirementTerms(fields.WithinDays!.Value, fields.ValidFrom!.Value, fields.ValidTo);
    }
}
