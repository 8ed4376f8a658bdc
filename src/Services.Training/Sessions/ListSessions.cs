using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Sessions;

public static class ListSessions
{
    /// <summary>Lists the sessions of the caller's unit, of those below it and of those above it, the latest day first.</summary>
    /// <param name="unit">Code of a unit: only what it, or a unit below it, organises or co-organises.</param>
    /// <param name="programme">Only this programme's.</param>
    /// <param name="from">First day (yyyy-MM-dd).</param>
    /// <param name="to">Last day (yyyy-MM-dd).</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<SessionResponse>>> Handle(
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        string? unit = null,
        Guid? programme = null,
        DateOnly? from = null,
        DateOnly? to = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var above = await db.UnitsAboveAsync(caller, clock, cancellationToken);
        var sessions = db
            .Sessions.AsNoTracking()
            .Where(session =>
                UnitPath.IsWithin(session.OrganiserPath, caller.Unit)
                || above.Contains(session.OrganiserUnit)
                || session.CoOrganisers.Any(code => above.Contains(code))
            );
        if (unit is not null)
            sessions = sessions.Where(session =>
                UnitPath.IsWithin(session.OrganiserPath, unit) || session.CoOrganisers.Contains(unit)
            );
        if (programme is not null)
            sessions = sessions.Where(session => session.ProgrammeId == programme);
        if (from is not null)
            sessions = sessions.Where(session => session.HeldOn >= from);
        if (to is not null)
            sessions = sessions.Where(session => session.HeldOn <= to);
        if (Paging.Read<SessionKey>(cursor) is { } after)
            sessions = sessions.Where(session =>
                session.HeldOn < after.HeldOn || (session.HeldOn == after.HeldOn && session.Id.CompareTo(after.Id) < 0)
            );
        var read = await sessions
            .OrderByDescending(session => session.HeldOn)
            .ThenByDescending(session => session.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<SessionResponse> items = [.. read.Select(SessionResponse.Of)];
        return TypedResults.Ok(items.ToPage(limit, item => new SessionKey(item.HeldOn, item.Id)));
    }

    private sealed record SessionKey(DateOnly HeldOn, Guid Id);
}
