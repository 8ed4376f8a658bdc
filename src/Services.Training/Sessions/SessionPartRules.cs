using System.Globalization;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>A half-day or another part of a session.</summary>
/// <param name="Day">Its day (Vietnam time), from 2022-01-01 to a year from now.</param>
/// <param name="From">When it begins, HH:mm.</param>
/// <param name="To">When it ends, HH:mm, the same day.</param>
/// <param name="Place">Where, up to 500 characters; the session's place where absent.</param>
/// <param name="Link">Where online, an http(s) address up to 500 characters; the session's where absent.</param>
public sealed record SessionPartRequest(DateOnly? Day, string? From, string? To, string? Place, string? Link);

public sealed class SessionPartRules : AbstractValidator<SessionPartRequest>
{
    /// <summary>Parts that a session can have.</summary>
    public const int MaxParts = 20;

    public SessionPartRules(TimeProvider clock)
    {
        RuleFor(part => part.Day)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(day => SessionContentRules.IsPossible(day, clock))
            .WithProblem(SessionProblems.DateOutOfRange);
        RuleFor(part => part.From).Must(time => ToTime(time) is not null).WithProblem(SessionProblems.TimeUnreadable);
        RuleFor(part => part.To)
            .Cascade(CascadeMode.Stop)
            .Must(time => ToTime(time) is not null)
            .WithProblem(SessionProblems.TimeUnreadable)
            .Must((part, to) => ToTime(part.From) is not { } from || ToTime(to) > from)
            .WithProblem(SessionProblems.PartReversed);
        RuleFor(part => part.Place).MaximumLength(500);
        RuleFor(part => part.Link)
            .Must(link => link is null || SessionContentRules.IsWebAddress(link))
            .WithProblem(SessionProblems.LinkMissing);
    }

    /// <summary>True where each begins once the one before has ended; what cannot be read is told of elsewhere.</summary>
    internal static bool AreInOrder(IReadOnlyList<SessionPartRequest> parts)
    {
        if (!parts.All(IsReadable))
            return true;
        var read = parts.Select(ToPart).ToArray();
        return read.Zip(read.Skip(1), (part, next) => part.EndsAt() <= next.BeginsAt()).All(inOrder => inOrder);
    }

    /// <summary>True where it can be said when the part is: at the ends of the calendar there are no instants in UTC.</summary>
    internal static bool IsReadable(SessionPartRequest? part) =>
        part is { Day: { Year: > 1 and < 9999 } } && ToTime(part.From) is not null && ToTime(part.To) is not null;

    internal static SessionPart ToPart(SessionPartRequest part) =>
        new(
            part.Day!.Value,
            ToTime(part.From)!.Value,
            ToTime(part.To)!.Value,
            StoredText.Optional(part.Place),
            part.Link
        );

    /// <summary>HH:mm and nothing else; null where it is not.</summary>
    private static TimeOnly? ToTime(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
}
