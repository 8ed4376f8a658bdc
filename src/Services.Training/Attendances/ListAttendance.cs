using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>One member at one session.</summary>
/// <param name="Id">Id of this (session, member) pair.</param>
/// <param name="Version">1 when first recorded; each change adds one.</param>
/// <param name="MemberId">The member.</param>
/// <param name="Attended">True where a part was attended; false where that was taken back.</param>
/// <param name="Counts">As many parts as the session requires, and the session not cancelled.</param>
/// <param name="Parts">Numbers of the parts attended, in order.</param>
public sealed record AttendanceResponse(
    Guid Id,
    int Version,
    Guid MemberId,
    bool Attended,
    bool Counts,
    IReadOnlyList<int> Parts
);

public static class ListAttendance
{
    /// <summary>Lists the attendance of a session, of the members within the caller's unit, in the order of their ids.</summary>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<AttendanceResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (session, problem) = await db.FindSessionAsync(id, caller, clock, lockIt: false, cancellationToken);
        if (session is null)
            return problem!;
        var members = db.Members.Where(member => UnitPath.IsWithin(member.UnitPath, caller.Unit));
        var rows = db
            .Attendances.AsNoTracking()
            .Where(row => row.SessionId == id && members.Any(member => member.Id == row.MemberId));
        if (Paging.Read<AttendanceKey>(cursor) is { } after)
            rows = rows.Where(row => row.MemberId.CompareTo(after.MemberId) > 0);
        IReadOnlyList<AttendanceResponse> items = await rows.OrderBy(row => row.MemberId)
            .Take(Paging.Take(limit))
            .Select(row => new AttendanceResponse(
                row.Id,
                row.Version,
                row.MemberId,
                row.Parts.Length > 0,
                row.Counts,
                row.Parts
            ))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(items.ToPage(limit, item => new AttendanceKey(item.MemberId)));
    }

    private sealed record AttendanceKey(Guid MemberId);
}
