using System.Text.RegularExpressions;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;

namespace CongNgheSo.Services.Reporting.ReportDefinitions;

/// <summary>By when the units of a level hand their reports in.</summary>
/// <param name="Level">1 province, 2 district, 3 commune, 4 village.</param>
/// <param name="DaysAfterEnd">Days after the last day of the data, 0 to 120: 11 after a 14th is the 25th.</param>
public sealed record LevelDeadlineRequest(int? Level, int? DaysAfterEnd);

public sealed class LevelDeadlineRules : AbstractValidator<LevelDeadlineRequest>
{
    public LevelDeadlineRules()
    {
        RuleFor(deadline => deadline.Level).NotNull().InclusiveBetween(1, 4);
        RuleFor(deadline => deadline.DaysAfterEnd).NotNull().InclusiveBetween(0, 120);
    }
}

/// <summary>A part of a report that is told in words.</summary>
/// <param name="Code">Stable code, up to 64 characters.</param>
/// <param name="Vi">Heading in Vietnamese, up to 200 characters.</param>
/// <param name="En">Heading in English, up to 200 characters.</param>
/// <param name="Required">True where a report cannot be submitted without it; false where absent.</param>
public sealed record ReportSectionRequest(string? Code, string? Vi, string? En, bool? Required);

public sealed class ReportSectionRules : AbstractValidator<ReportSectionRequest>
{
    public ReportSectionRules()
    {
        RuleFor(section => section.Code)
            .Must(code => code is not null && DefinitionContentRules.IsCode(code))
            .WithProblem(ReportDefinitionProblems.CodeInvalid);
        RuleFor(section => section.Vi).NotEmpty().MaximumLength(200);
        RuleFor(section => section.En).NotEmpty().MaximumLength(200);
    }
}

/// <summary>The fields that creating and changing a definition have in common.</summary>
public interface IDefinitionContentFields
{
    string? Vi { get; }
    string? En { get; }
    int? OpensAfterDays { get; }
    IReadOnlyList<LevelDeadlineRequest>? Deadlines { get; }
    IReadOnlyList<int>? ReminderDays { get; }
    IReadOnlyList<string>? Indicators { get; }
    IReadOnlyList<ReportSectionRequest>? Sections { get; }
    DateOnly? ValidFrom { get; }
    DateOnly? ValidTo { get; }
}

public static partial class DefinitionContentRules
{
    public static void AddTo<T>(AbstractValidator<T> rules)
        where T : IDefinitionContentFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RuleFor(request => request.Vi).NotEmpty().MaximumLength(200);
        rules.RuleFor(request => request.En).NotEmpty().MaximumLength(200);
        rules.RuleFor(request => request.OpensAfterDays).InclusiveBetween(-31, 31);
        rules
            .RuleFor(request => request.Deadlines)
            .Cascade(CascadeMode.Stop)
            .NotEmpty()
            .Must(deadlines => AllDiffer(deadlines!, deadline => deadline?.Level))
            .WithProblem(ReportDefinitionProblems.ItemRepeated);
        rules.RuleForEach(request => request.Deadlines).NotNull().SetValidator(new LevelDeadlineRules());
        rules
            .RuleFor(request => request.ReminderDays)
            .Must(days => days is null || (days.Count <= 10 && AllDiffer(days, day => day)))
            .WithProblem(ReportDefinitionProblems.ItemRepeated);
        rules.RuleForEach(request => request.ReminderDays).InclusiveBetween(-31, 31);
        rules
            .RuleFor(request => request.Indicators)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(codes => codes!.Count <= 200 && AllDiffer(codes, code => code))
            .WithProblem(ReportDefinitionProblems.ItemRepeated);
        rules
            .RuleForEach(request => request.Indicators)
            .Must(code => code is not null && Indicator().IsMatch(code))
            .WithProblem(ReportDefinitionProblems.IndicatorInvalid);
        rules
            .RuleFor(request => request.Sections)
            .Must(sections => sections is null || (sections.Count <= 20 && AllDiffer(sections, part => part?.Code)))
            .WithProblem(ReportDefinitionProblems.ItemRepeated);
        rules.RuleForEach(request => request.Sections).NotNull().SetValidator(new ReportSectionRules());
        rules.RuleFor(request => request.ValidFrom).NotNull();
        rules
            .RuleFor(request => request.ValidTo)
            .Must((request, day) => day is null || day > request.ValidFrom)
            .WithProblem(ReportDefinitionProblems.PeriodReversed);
    }

    /// <summary>The content of a request that has passed the rules.</summary>
    public static DefinitionContent ToContent(this IDefinitionContentFields fields, string periodType, CutOff cutOff)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new DefinitionContent(
            StoredText.Clean(fields.Vi!),
            StoredText.Clean(fields.En!),
            periodType,
            cutOff,
            fields.OpensAfterDays ?? 1,
            [
                .. fields
                    .Deadlines!.Select(deadline => new LevelDeadline(
                        deadline.Level!.Value,
                        deadline.DaysAfterEnd!.Value
                    ))
                    .OrderByDescending(deadline => deadline.Level),
            ],
            [.. (fields.ReminderDays ?? []).Order()],
            [.. fields.Indicators!],
            [
                .. (fields.Sections ?? []).Select(section => new ReportSection(
                    section.Code!,
                    StoredText.Clean(section.Vi!),
                    StoredText.Clean(section.En!),
                    section.Required ?? false
                )),
            ],
            fields.ValidFrom!.Value,
            fields.ValidTo
        );
    }

    internal static bool IsCode(string code) => Code().IsMatch(code);

    private static bool AllDiffer<T, TKey>(IReadOnlyList<T> items, Func<T, TKey> key) =>
        items.DistinctBy(key).Count() == items.Count;

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{2,63}\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{0,127}\z")]
    private static partial Regex Indicator();
}
