using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.DutyRosters;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>A turn of duty.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="Day">A day with duty.</param>
/// <param name="StartsAt">HH:mm at which a session of the roster starts; its first one where absent.</param>
/// <param name="MemberId">A member of the roster's pool.</param>
public sealed record AddDutyShiftRequest(Guid? Id, DateOnly? Day, string? StartsAt, Guid? MemberId);

public sealed class AddDutyShiftRules : AbstractValidator<AddDutyShiftRequest>
{
    public AddDutyShiftRules()
    {
        RuleFor(request => request.Day).NotNull();
        RuleFor(request => request.StartsAt).MaximumLength(5);
        RuleFor(request => request.MemberId).NotNull();
    }
}

public static class AddDutyShift
{
    /// <summary>Plans a shift by hand. A rotation that comes later keeps it.</summary>
    /// <remarks>
    /// Answers 201; 200 when the same shift is sent again. 409 where the day would have more people than the maximum, or
    /// the member is on duty elsewhere at that time or has the day off.
    /// </remarks>
    public static async Task<
        Results<Created<DutyShiftChangeResponse>, Ok<DutyShiftChangeResponse>, ProblemHttpResult>
    > Handle(
        Guid id,
        AddDutyShiftRequest request,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        DutyShiftWriter writer,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (roster, problem) = await db.FindRosterAsync(id, caller, lockIt: true, cancellationToken);
        if (roster is null)
            return problem!;
        var (day, memberId) = (request.Day!.Value, request.MemberId!.Value);
        if (SessionOf(roster, request.StartsAt) is not { } session)
            return DutyShiftProblems.SessionUnknown.Result(request.StartsAt);
        var time = new DutyTime(day, session.StartsAt, session.EndsAt);
        var shiftId = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var shift = new DutyShift(shiftId, id, time, memberId, DutyShift.ByHand, caller.ClientId, clock.GetUtcNow());
        if (await db.DutyShifts.FindAsync([shiftId], cancellationToken) is { } existing)
        {
            if (existing.PlannedHash != shift.PlannedHash)
                return DutyShiftProblems.IdTaken.Result(shiftId);
            http.Response.SetETag(existing.Version);
            return TypedResults.Ok(await writer.AnswerAsync(roster, existing, [], cancellationToken));
        }
        if (roster.Status == DutyRoster.Closed)
            return DutyRosterProblems.Closed.Result(id);
        if (!roster.IsDutyDay(day))
            return DutyShiftProblems.NoDutyDay.Result(day);
        if (await DutyBoard.JudgeAsync(db, roster, memberId, time, givenUp: null, cancellationToken) is { } refusal)
            return refusal;
        db.DutyShifts.Add(shift);
        var (answer, full) = await writer.SaveAsync(roster, shift, cancellationToken);
        if (answer is null)
            return full!;
        http.Response.SetETag(shift.Version);
        return TypedResults.Created($"/v1/duty-rosters/{id}/shifts/{shiftId}", answer);
    }

    private static DutySession? SessionOf(DutyRoster roster, string? startsAt) =>
        startsAt is null
            ? roster.Sessions[0]
            : Array.Find(roster.Sessions, session => session.StartsAt == DutyRosterRules.ToTime(startsAt));
}
