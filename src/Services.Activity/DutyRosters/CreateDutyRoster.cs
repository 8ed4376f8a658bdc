using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyRosters;

/// <summary>A duty roster.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="UnitCode">Code of a commune or village.</param>
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
public sealed record CreateDutyRosterRequest(
    Guid? Id,
    string? UnitCode,
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

public sealed class CreateDutyRosterRules : AbstractValidator<CreateDutyRosterRequest>
{
    public CreateDutyRosterRules(TimeProvider clock)
    {
        RuleFor(request => request.UnitCode).NotEmpty().MaximumLength(20);
        DutyRosterRules.AddTo(this, clock);
    }
}

public static class CreateDutyRoster
{
    private const int CommuneLevel = 3;

    /// <summary>Drafts a duty roster; its shifts are planned by its rotation, or by hand.</summary>
    /// <remarks>
    /// Answers 201; 200 with the roster as it now stands when the same roster (same id, same content) is sent again; 409
    /// when the id stands for other content.
    /// </remarks>
    public static async Task<Results<Created<DutyRosterResponse>, Ok<DutyRosterResponse>, ProblemHttpResult>> Handle(
        CreateDutyRosterRequest request,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var content = request.ToContent();
        var unit = await db.FindUnitAsync(request.UnitCode!, clock.Today(), cancellationToken);
        if (unit is null)
            return DutyRosterProblems.UnitUnknown.Result(request.UnitCode);
        if (!caller.MayTouch(unit.Path))
            return CommonProblems.UnitOutOfScope.Result(unit.Code);
        if (unit.Level < CommuneLevel)
            return DutyRosterProblems.UnitLevel.Result(unit.Code);
        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var roster = new DutyRoster(id, unit, content, caller.ClientId, clock.GetUtcNow());
        // Asked first: a pool that was right once is not judged again by a retry.
        if (await ExistingAsync() is { } answer)
            return answer;
        Guid[] pool = [.. content.Pool.Select(member => member.MemberId)];
        if (await db.JudgePoolAsync(unit.Code, pool, cancellationToken) is { } problem)
            return problem;
        db.DutyRosters.Add(roster);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            http.Response.SetETag(1);
            return TypedResults.Created($"/v1/duty-rosters/{id}", DutyRosterResponse.Of(roster));
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        return (await ExistingAsync())!;

        async Task<Results<Created<DutyRosterResponse>, Ok<DutyRosterResponse>, ProblemHttpResult>?> ExistingAsync()
        {
            var existing = await db.DutyRosters.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, cancellationToken);
            if (existing is null)
                return null;
            if (existing.CreatedHash != roster.CreatedHash)
                return DutyRosterProblems.IdTaken.Result(id);
            http.Response.SetETag(existing.Version);
            return TypedResults.Ok(DutyRosterResponse.Of(existing));
        }
    }
}
