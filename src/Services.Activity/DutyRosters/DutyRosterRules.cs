using System.Globalization;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;

namespace CongNgheSo.Services.Activity.DutyRosters;

/// <summary>A part of the day.</summary>
/// <param name="StartsAt">HH:mm, in Vietnam's time.</param>
/// <param name="EndsAt">HH:mm, after it starts.</param>
public sealed record DutySessionRequest(string? StartsAt, string? EndsAt);

/// <summary>Somebody who takes turns.</summary>
/// <param name="MemberId">A member of a team within the roster's unit.</param>
/// <param name="DaysOff">Days on which they cannot, up to 100.</param>
public sealed record DutyPoolMemberRequest(Guid? MemberId, IReadOnlyList<DateOnly>? DaysOff);

/// <summary>The fields that creating and changing a roster have in common.</summary>
public interface IDutyRosterFields
{
    string? PlaceKind { get; }
    string? PlaceName { get; }
    DateOnly? FirstDay { get; }
    DateOnly? LastDay { get; }
    int? MinPerDay { get; }
    int? MaxPerDay { get; }
    int? PerDay { get; }
    IReadOnlyList<int>? Weekdays { get; }
    IReadOnlyList<DutySessionRequest>? Sessions { get; }
    IReadOnlyList<DateOnly>? ClosedDays { get; }
    IReadOnlyList<DutyPoolMemberRequest>? Pool { get; }
}

public static class DutyRosterRules
{
    private const int MaxDays = 100;
    private const int MaxPool = 500;
    private const int MaxSessions = 4;
    private const int MostPeople = 100;

    /// <summary>3 to 5 a day, Monday to Friday, in office hours: where the request says nothing else.</summary>
    private const int UsualMin = 3;
    private const int UsualMax = 5;
    private static readonly int[] UsualWeekdays = [1, 2, 3, 4, 5];
    private static readonly DutySession UsualSession = new(new TimeOnly(7, 30), new TimeOnly(16, 30));
    private static readonly DateOnly FirstTeams = new(2022, 1, 1);

    public static void AddTo<T>(AbstractValidator<T> rules, TimeProvider clock)
        where T : IDutyRosterFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules
            .RuleFor(request => request.PlaceKind)
            .Must(kind => DutyRoster.PlaceKinds.Contains(kind))
            .WithProblem(DutyRosterProblems.PlaceKindUnknown, string.Join(", ", DutyRoster.PlaceKinds));
        rules.RuleFor(request => request.PlaceName).NotEmpty().MaximumLength(200);
        rules.RuleFor(request => request.FirstDay).NotNull();
        rules
            .RuleFor(request => request.LastDay)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(
                (request, last) =>
                    request.FirstDay is not { } first
                    || (
                        first >= FirstTeams
                        && last >= first
                        && last.Value.DayNumber - first.DayNumber < MaxDays
                        && last <= clock.Today().AddYears(1)
                    )
            )
            .WithProblem(DutyRosterProblems.PeriodInvalid, MaxDays);
        rules
            .RuleFor(request => request.MaxPerDay)
            .Must((request, _) => FitTogether(request))
            .WithProblem(DutyRosterProblems.NumbersInvalid, MostPeople);
        rules
            .RuleFor(request => request.Weekdays)
            .Must(days => days is null || (days.Count is >= 1 and <= 7 && days.All(day => day is >= 1 and <= 7)))
            .WithProblem(DutyRosterProblems.WeekdaysInvalid);
        rules
            .RuleFor(request => request.Sessions)
            .Must(sessions => sessions is null || AreInOrder(sessions))
            .WithProblem(DutyRosterProblems.SessionsInvalid, MaxSessions);
        rules.RuleFor(request => request.ClosedDays).Must(days => days is null or { Count: <= MaxDays });
        rules
            .RuleFor(request => request.Pool)
            .Cascade(CascadeMode.Stop)
            .NotEmpty()
            .Must(pool => pool!.Count <= MaxPool && pool.All(IsMember))
            .WithProblem(DutyRosterProblems.PoolInvalid, MaxPool, MaxDays)
            .Must(pool => pool!.DistinctBy(member => member.MemberId).Count() == pool!.Count)
            .WithProblem(DutyRosterProblems.PoolRepeated);
    }

    /// <summary>The content of a request that has passed the rules.</summary>
    public static DutyRosterContent ToContent(this IDutyRosterFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var (min, max, perDay) = Numbers(fields);
        return new DutyRosterContent(
            fields.PlaceKind!,
            StoredText.Clean(fields.PlaceName!),
            fields.FirstDay!.Value,
            fields.LastDay!.Value,
            min,
            max,
            perDay,
            [.. (fields.Weekdays ?? UsualWeekdays).Distinct().Order()],
            fields.Sessions is null ? [UsualSession] : [.. fields.Sessions.Select(session => ToSession(session)!)],
            [.. (fields.ClosedDays ?? []).Distinct().Order()],
            [
                .. fields.Pool!.Select(member => new DutyPoolMember(
                    member.MemberId!.Value,
                    [.. (member.DaysOff ?? []).Distinct().Order()]
                )),
            ]
        );
    }

    /// <summary>HH:mm and nothing else; null where it is not.</summary>
    internal static TimeOnly? ToTime(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    private static bool IsMember(DutyPoolMemberRequest? member) =>
        member?.MemberId is not null && member.DaysOff is null or { Count: <= MaxDays };

    private static (int Min, int Max, int PerDay) Numbers(IDutyRosterFields fields)
    {
        var min = fields.MinPerDay ?? UsualMin;
        return (min, fields.MaxPerDay ?? Math.Max(UsualMax, min), fields.PerDay ?? min);
    }

    private static bool FitTogether(IDutyRosterFields fields)
    {
        var (min, max, perDay) = Numbers(fields);
        return min >= Math.Max(1, fields.Sessions?.Count ?? 1) && min <= perDay && perDay <= max && max <= MostPeople;
    }

    private static bool AreInOrder(IReadOnlyList<DutySessionRequest> requests)
    {
        var sessions = requests.Select(ToSession).ToList();
        return sessions.Count is >= 1 and <= MaxSessions
            && sessions.TrueForAll(session => session is not null)
            && sessions.Zip(sessions.Skip(1)).All(pair => pair.First!.EndsAt <= pair.Second!.StartsAt);
    }

    private static DutySession? ToSession(DutySessionRequest? request) =>
        ToTime(request?.StartsAt) is { } startsAt && ToTime(request?.EndsAt) is { } endsAt && startsAt < endsAt
            ? new DutySession(startsAt, endsAt)
            : null;
}
