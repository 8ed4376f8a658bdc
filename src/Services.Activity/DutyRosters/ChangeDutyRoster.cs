using CongNgheSo.Services.Activity.DutyShifts;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyRosters;

/// <summary>The whole roster as it should stand; its unit stays.</summary>
/// <param name="PlaceKind">"service-centre", "culture-house" or "other".</param>
/// <param name="PlaceName">What the place is called, up to 200 characters.</param>
/// <param name="FirstDay">First day of the period, typically a month.</param>
/// <param name="LastDay">Last day; the period spans up to 100 days.</param>
/// <param name="MinPerDay">Fewest people on duty a day; 3 where absent.</param>
/// <param name="MaxPerDay">Most people on duty a day; where absent 5, or the fewest where that is more.</param>
/// <param name="PerDay">How many the rotation puts on duty a day; the fewest where absent.</param>
/// <param name="Weekdays">The days of the week with duty, 1 Monday to 7 Sunday; Monday to Friday where absent.</param>
/// <param name="Sessions">The parts of such a day, up to 4; one from 07:30 to 16:30 where absent.</param>
/// <param name="ClosedDays">Days of the period without duty, up to 100.</param>
/// <param name="Pool">Who takes turns, up to 500, in the order in which turns begin.</param>
public sealed record ChangeDutyRosterRequest(
    string? PlaceKind,
    string? PlaceName,
    DateOnly? FirstDay,
    DateOnly? LastDay,
    int? MinPerDay,
    int? MaxPerDay,
    int? PerDay,
    IReadOnlyList<int>? Weekdays,
    IReadOnlyList<DutySessionRequest>? Sessions,
    IReadOnlyList<DateOnly>? ClosedDays,
    IReadOnlyList<DutyPoolMemberRequest>? Pool
) : IDutyRosterFields;

public sealed class ChangeDutyRosterRules : AbstractValidator<ChangeDutyRosterRequest>
{
    public ChangeDutyRosterRules(TimeProvider clock) => DutyRosterRules.AddTo(this, clock);
}

public static class ChangeDutyRoster
{
    /// <summary>Replaces what a roster says. Its shifts stay as they are until it is rotated again.</summary>
    /// <remarks>
    /// If-Match names the version being changed; sending the same change again answers as before. 409 where shifts would
    /// lie outside the period, or a day has more people than the new maximum.
    /// </remarks>
    public static async Task<Results<Ok<DutyRosterResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ChangeDutyRosterRequest request,
        HttpContext http,
        DutyRosterChange change,
        ActivityDbContext db,
        CancellationToken cancellationToken
    )
    {
        var content = request.ToContent();
        var (roster, problem) = await change.ApplyAsync(
            id,
            http,
            isDone: roster => Task.FromResult(roster.Says(content)),
            change: async roster =>
            {
                if (await JudgeAsync(db, roster, content, cancellationToken) is { } refusal)
                    return refusal;
                roster.Change(content);
                return null;
            },
            cancellationToken
        );
        return roster is null ? problem! : TypedResults.Ok(DutyRosterResponse.Of(roster));
    }

    private static async Task<ProblemHttpResult?> JudgeAsync(
        ActivityDbContext db,
        DutyRoster roster,
        DutyRosterContent content,
        CancellationToken cancellationToken
    )
    {
        var known = roster.Pool.Select(member => member.MemberId);
        Guid[] newcomers = [.. content.Pool.Select(member => member.MemberId).Except(known)];
        if (await db.JudgePoolAsync(roster.UnitCode, newcomers, cancellationToken) is { } refusal)
            return refusal;
        var shifts = await ShiftStanding
            .Of(db)
            .Where(shift => shift.RosterId == roster.Id)
            .ToListAsync(cancellationToken);
        foreach (var day in shifts.GroupBy(shift => shift.Day).OrderBy(day => day.Key))
        {
            if (day.All(shift => shift.Status == DutyShift.Withdrawn))
                continue;
            if (day.Key < content.FirstDay || day.Key > content.LastDay)
                return DutyRosterProblems.ShiftsOutside.Result(day.Key);
            if (ShiftStanding.OnDuty(day) is var people && people > content.MaxPerDay)
                return DutyRosterProblems.DayFull.Result(day.Key, people, content.MaxPerDay);
        }
        return null;
    }
}
