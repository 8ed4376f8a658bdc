using CongNgheSo.ServiceDefaults.Http;
using FluentValidation;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>When a session can be: on a day, or in parts of which the first gives the day.</summary>
public static class SessionScheduleRules
{
    public static void AddTo<T>(AbstractValidator<T> rules, TimeProvider clock)
        where T : ISessionScheduleFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules
            .RuleFor(request => request.HeldOn)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .When(request => request.Parts is null or [], ApplyConditionTo.CurrentValidator)
            .Must(day => day is null || SessionContentRules.IsPossible(day, clock))
            .WithProblem(SessionProblems.DateOutOfRange)
            .Must((request, day) => day is null || request.Parts is not [{ Day: { } first }, ..] || first == day)
            .WithProblem(SessionProblems.DayNotOfParts);
        rules.RuleForEach(request => request.Parts).NotNull().SetValidator(new SessionPartRules(clock));
        rules
            .RuleFor(request => request.Parts)
            .Cascade(CascadeMode.Stop)
            .Must(parts => parts is null or { Count: <= SessionPartRules.MaxParts })
            .WithProblem(SessionProblems.TooManyParts, SessionPartRules.MaxParts)
            .Must(parts => parts is null || SessionPartRules.AreInOrder(parts))
            .WithProblem(SessionProblems.PartsOutOfOrder);
        rules
            .RuleFor(request => request.PartsRequired)
            .Must((request, required) => required is null || (required >= 1 && required <= PartCount(request)))
            .WithProblem(SessionProblems.PartsRequiredOutOfRange);
        rules
            .RuleFor(request => request.RegistrationUntil)
            .Must((request, until) => until is null || EndOf(request) is not { } end || until <= end)
            .WithProblem(SessionProblems.RegistrationTooLate);
    }

    private static int PartCount(ISessionScheduleFields fields) => Math.Max(1, fields.Parts?.Count ?? 0);

    /// <summary>When the last part ends; null where that cannot be read, which is told of elsewhere.</summary>
    private static DateTimeOffset? EndOf(ISessionScheduleFields fields) =>
        fields.Parts is [.., var last]
            ? SessionPartRules.IsReadable(last)
                ? SessionPartRules.ToPart(last).EndsAt()
                : null
            : fields.HeldOn is { Year: > 1 and < 9999 } day
                ? SessionPart.WholeDay(day).EndsAt()
                : null;
}
