using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Activity.DutyRosters;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>The shifts that a change touched, and the days that it leaves behind.</summary>
/// <param name="Shifts">The shifts as they now stand: the one that was named first.</param>
/// <param name="Days">Their days. One with <c>missing</c> above 0 is a breach, and listed as such.</param>
public sealed record DutyShiftChangeResponse(IReadOnlyList<DutyShiftResponse> Shifts, IReadOnlyList<DutyDay> Days);

/// <summary>What all changes of shifts share: the roster's lock, the version check, the most people a day, one transaction.</summary>
public sealed class DutyShiftWriter(ActivityDbContext db, Caller caller)
{
    /// <summary>Changes one shift, and perhaps others of its roster.</summary>
    /// <param name="rosterId">The roster.</param>
    /// <param name="shiftId">The shift.</param>
    /// <param name="http">Carries If-Match; gets the new ETag.</param>
    /// <param name="isDone">True where the shift's latest change is what this one would do: a retry.</param>
    /// <param name="change">Changes what is tracked, or says why not; null where it did.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Results<Ok<DutyShiftChangeResponse>, ProblemHttpResult>> ChangeAsync(
        Guid rosterId,
        Guid shiftId,
        HttpContext http,
        Func<DutyShiftChange, bool> isDone,
        Func<DutyRoster, DutyShift, Task<ProblemHttpResult?>> change,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(change);
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (roster, problem) = await db.FindRosterAsync(rosterId, caller, lockIt: true, cancellationToken);
        if (roster is null)
            return problem!;
        if (await FindAsync(rosterId, shiftId, cancellationToken) is not { } shift)
            return DutyShiftProblems.NotFound.Result(shiftId);
        var latest = await db.DutyShiftChanges.FindAsync([shiftId, expected + 1], cancellationToken);
        if (shift.Version == expected + 1 && latest is not null && isDone(latest))
        {
            Guid[] both = latest.OtherShiftId is { } other ? [shiftId, other] : [shiftId];
            var touched = await db.DutyShifts.Where(each => both.Contains(each.Id)).ToListAsync(cancellationToken);
            http.Response.SetETag(shift.Version);
            return TypedResults.Ok(await AnswerAsync(roster, shift, touched, cancellationToken));
        }
        if (shift.Version != expected)
            return CommonProblems.VersionStale.Result(shift.Version);
        if (roster.Status == DutyRoster.Closed)
            return DutyRosterProblems.Closed.Result(rosterId);
        if (await change(roster, shift) is { } refusal)
            return refusal;
        var (answer, full) = await SaveAsync(roster, shift, cancellationToken);
        if (answer is not null)
            http.Response.SetETag(shift.Version);
        return answer is null ? full! : TypedResults.Ok(answer);
    }

    /// <summary>A shift of the roster, tracked.</summary>
    public Task<DutyShift?> FindAsync(Guid rosterId, Guid shiftId, CancellationToken cancellationToken) =>
        db.DutyShifts.SingleOrDefaultAsync(x => x.Id == shiftId && x.RosterId == rosterId, cancellationToken);

    /// <summary>Commits what is tracked, unless a day would have too many people or somebody would be at two places.</summary>
    /// <param name="roster">The roster, locked by the current transaction.</param>
    /// <param name="named">The shift that was asked for.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<(DutyShiftChangeResponse?, ProblemHttpResult?)> SaveAsync(
        DutyRoster roster,
        DutyShift named,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(roster);
        ArgumentNullException.ThrowIfNull(named);
        List<DutyShift> touched =
        [
            .. db
                .ChangeTracker.Entries<DutyShift>()
                .Where(entry => entry.State is EntityState.Added or EntityState.Modified)
                .Select(entry => entry.Entity),
        ];
        DateOnly[] days = [.. touched.Select(shift => shift.Day).Distinct()];
        var before = (await DutyDays.ReadAsync(db, roster, days, cancellationToken)).ToDictionary(day => day.Day);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            foreach (var day in await DutyDays.ReadAsync(db, roster, days, cancellationToken))
                if (day.OnDuty > day.MaxPerDay && day.OnDuty > before[day.Day].OnDuty)
                    return (null, DutyRosterProblems.DayFull.Result(day.Day, before[day.Day].OnDuty, day.MaxPerDay));
            await db.CommitDutiesAsync(cancellationToken);
        }
        // Another roster took them at the same moment.
        catch (Exception exception) when (DatabaseFailures.IsUniqueViolation(exception, DutyShiftTable.OnePlaceAtATime))
        {
            return (null, DutyShiftProblems.DoubleBooked.Result(named.MemberId, named.Day));
        }
        // Another roster was given a shift of this id at the same moment.
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            return (null, DutyShiftProblems.IdTaken.Result(named.Id));
        }
        return (await AnswerAsync(roster, named, touched, cancellationToken), null);
    }

    /// <summary>The answer to a change, as things stand.</summary>
    public async Task<DutyShiftChangeResponse> AnswerAsync(
        DutyRoster roster,
        DutyShift named,
        IReadOnlyCollection<DutyShift> touched,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(named);
        Guid[] ids = [named.Id, .. touched.Select(shift => shift.Id)];
        DateOnly[] days = [named.Day, .. touched.Select(shift => shift.Day)];
        var shifts = ShiftStanding.Of(db).Where(shift => ids.Contains(shift.Id)).InOrder();
        var read = await DutyShiftResponses.ReadAsync(db, shifts, cancellationToken);
        return new DutyShiftChangeResponse(
            [.. read.OrderByDescending(shift => shift.Id == named.Id)],
            await DutyDays.ReadAsync(db, roster, days, cancellationToken)
        );
    }
}
