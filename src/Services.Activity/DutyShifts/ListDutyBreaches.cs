using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.DutyRosters;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyShifts;

public static class ListDutyBreaches
{
    /// <summary>
    /// Lists the days of published rosters, within the caller's unit, with fewer people than the minimum or with shifts
    /// whose member is no longer there.
    /// </summary>
    /// <param name="unit">Code of a unit: only its rosters' and those of the units below it.</param>
    /// <param name="from">First day (yyyy-MM-dd).</param>
    /// <param name="to">Last day (yyyy-MM-dd).</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<DutyDay>>> Handle(
        Caller caller,
        ActivityDbContext db,
        string? unit = null,
        DateOnly? from = null,
        DateOnly? to = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var days = Within(DutyDays.Of(db).Where(day => day.RosterStatus != DutyRoster.Draft), caller.Unit);
        if (unit is not null)
            days = Within(days, unit);
        return await PageAsync(days, from, to, limit, cursor, cancellationToken);
    }

    /// <summary>Lists the days of one roster, a draft's too, that break its minimum or have shifts without a member.</summary>
    /// <param name="from">First day (yyyy-MM-dd).</param>
    /// <param name="to">Last day (yyyy-MM-dd).</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<DutyDay>>, ProblemHttpResult>> HandleOfRoster(
        Guid id,
        Caller caller,
        ActivityDbContext db,
        DateOnly? from = null,
        DateOnly? to = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (roster, problem) = await db.FindRosterAsync(id, caller, lockIt: false, cancellationToken);
        if (roster is null)
            return problem!;
        var days = DutyDays.Of(db).Where(day => day.RosterId == id);
        return await PageAsync(days, from, to, limit, cursor, cancellationToken);
    }

    private static IQueryable<DutyDay> Within(IQueryable<DutyDay> days, string unit) =>
        days.Where(day => UnitPath.IsWithin(day.UnitPath, unit));

    private static async Task<Ok<Page<DutyDay>>> PageAsync(
        IQueryable<DutyDay> days,
        DateOnly? from,
        DateOnly? to,
        int? limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        days = days.Where(day => day.Missing > 0 || day.Open > 0);
        if (from is not null)
            days = days.Where(day => day.Day >= from);
        if (to is not null)
            days = days.Where(day => day.Day <= to);
        if (Paging.Read<BreachKey>(cursor) is { } after)
            days = days.Where(day =>
                day.Day > after.Day || (day.Day == after.Day && day.RosterId.CompareTo(after.RosterId) > 0)
            );
        var read = await days.OrderBy(day => day.Day)
            .ThenBy(day => day.RosterId)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(read.ToPage(limit, day => new BreachKey(day.Day, day.RosterId)));
    }

    private sealed record BreachKey(DateOnly Day, Guid RosterId);
}
