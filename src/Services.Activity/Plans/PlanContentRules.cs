using System.Globalization;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Plans;

/// <param name="Month">The month, "2022-06", within the plan's period; absent for the whole period.</param>
/// <param name="Text">What is to be done, up to 1000 characters.</param>
public sealed record PlanItemRequest(string? Month, string? Text);

/// <summary>The fields that creating and changing a plan have in common.</summary>
public interface IPlanContentFields
{
    string? Kind { get; }
    string? Title { get; }
    DateOnly? From { get; }
    DateOnly? To { get; }
    string? Text { get; }
    IReadOnlyList<string>? Topics { get; }
    IReadOnlyList<string>? Outcomes { get; }
    IReadOnlyList<PlanItemRequest>? Items { get; }
}

public static class PlanContentRules
{
    private const int MostYears = 6;
    private const int MostCodes = 100;
    private const int MostItems = 500;

    public static readonly DateOnly Earliest = new(2020, 1, 1);

    public static void AddTo<T>(AbstractValidator<T> rules)
        where T : IPlanContentFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules
            .RuleFor(request => request.Kind)
            .Must(kind => PlanKinds.All.Contains(kind))
            .WithProblem(PlanProblems.KindUnknown, string.Join(", ", PlanKinds.All));
        rules.RuleFor(request => request.Title).NotEmpty().MaximumLength(300);
        rules.RuleFor(request => request.From).NotNull();
        rules
            .RuleFor(request => request.To)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must((request, to) => request.From is not { } from || IsPeriod(from, to!.Value))
            .WithProblem(PlanProblems.PeriodInvalid, MostYears);
        rules.RuleFor(request => request.Text).MaximumLength(20_000);
        rules
            .RuleFor(request => request.Topics)
            .Must(codes => codes is null or { Count: <= MostCodes })
            .WithProblem(PlanProblems.ListTooLong, MostCodes);
        rules.RuleForEach(request => request.Topics).NotEmpty().MaximumLength(100);
        rules
            .RuleFor(request => request.Outcomes)
            .Must(codes => codes is null or { Count: <= MostCodes })
            .WithProblem(PlanProblems.ListTooLong, MostCodes);
        rules.RuleForEach(request => request.Outcomes).NotEmpty().MaximumLength(100);
        rules
            .RuleFor(request => request.Items)
            .Must(items => items is null or { Count: <= MostItems })
            .WithProblem(PlanProblems.ListTooLong, MostItems);
        rules
            .RuleForEach(request => request.Items)
            .NotNull()
            .ChildRules(item => item.RuleFor(each => each.Text).NotEmpty().MaximumLength(1000))
            .Must((request, item) => IsMonth(item?.Month, request.From, request.To))
            .WithProblem(PlanProblems.MonthInvalid);
    }

    /// <summary>The content of a request that has passed the rules.</summary>
    public static PlanContent ToContent(this IPlanContentFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new PlanContent(
            fields.Kind!,
            StoredText.Clean(fields.Title!),
            fields.From!.Value,
            fields.To!.Value,
            StoredText.Optional(fields.Text),
            [.. (fields.Topics ?? []).Distinct().Order(StringComparer.Ordinal)],
            [.. (fields.Outcomes ?? []).Distinct().Order(StringComparer.Ordinal)],
            [.. (fields.Items ?? []).Select(item => new PlanItem(item.Month, StoredText.CleanLines(item.Text!)))]
        );
    }

    /// <summary>Why these codes cannot be named; null where all are known.</summary>
    internal static ProblemHttpResult? Judge(this PlanCodes codes, PlanContent content)
    {
        var unknown =
            Array.Find(content.Topics, topic => !codes.IsTopic(topic))
            ?? Array.Find(content.Outcomes, outcome => !codes.IsOutcome(outcome));
        return unknown is null ? null : PlanProblems.CodeUnknown.Result(unknown);
    }

    private static bool IsPeriod(DateOnly from, DateOnly to) =>
        from >= Earliest && from <= to && to.Year < 2100 && from.AddYears(MostYears) > to;

    private static bool IsMonth(string? month, DateOnly? from, DateOnly? to) =>
        month is null
        || (
            DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            && first <= to
            && !(first < from?.AddDays(1 - from.Value.Day))
        );
}
