using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Registrations;

/// <summary>Whether a session takes registrations, and whose the caller may see.</summary>
internal static class RegistrationSession
{
    /// <summary>The session, locked, if it takes registrations now; or why it does not.</summary>
    public static async Task<(TrainingSession?, ProblemHttpResult?)> FindOpenSessionAsync(
        this TrainingDbContext db,
        Guid id,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (session, problem) = await db.FindSessionAsync(id, caller, clock, lockIt: true, cancellationToken);
        if (session is null)
            return (null, problem);
        if (session.IsCancelled)
            return (null, SessionProblems.Cancelled.Result(id));
        return session.RegistrationEndsAt <= clock.GetUtcNow()
            ? (null, RegistrationProblems.Closed.Result(id))
            : (session, null);
    }

    /// <summary>One member's registration, tracked, if the member is the caller's; or why they cannot have it.</summary>
    public static async Task<(Registration?, ProblemHttpResult?)> FindRegistrationAsync(
        this TrainingDbContext db,
        Guid sessionId,
        Guid memberId,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var registration = await db.Registrations.FindAsync([sessionId, memberId], cancellationToken);
        if (registration is null)
            return (null, RegistrationProblems.NotFound.Result(memberId));
        var member = await db.Members.AsNoTracking().SingleAsync(row => row.Id == memberId, cancellationToken);
        return caller.MayTouch(member.UnitPath)
            ? (registration, null)
            : (null, CommonProblems.UnitOutOfScope.Result(member.UnitPath.Split('/')[^1]));
    }
}
