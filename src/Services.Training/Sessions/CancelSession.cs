using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Training.Attendances;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Sessions;

/// <param name="Reason">Why it is cancelled, up to 500 characters.</param>
public sealed record CancelSessionRequest(string? Reason);

public sealed class CancelSessionRules : AbstractValidator<CancelSessionRequest>
{
    public CancelSessionRules() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(500);
}

public static class CancelSession
{
    /// <summary>Cancels a session for good: its attendances stop counting.</summary>
    /// <remarks>
    /// Sending the same cancellation again answers as before; another reason for a cancelled session is refused (409).
    /// If-Match is not required; where it is sent, it must name the current version.
    /// </remarks>
    public static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> Handle(
        Guid id,
        CancelSessionRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        AttendanceWriter attendances,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (session, problem) = await db.FindSessionAsync(id, caller, clock, lockIt: true, cancellationToken);
        if (session is null)
            return problem!;
        if (!caller.MayTouch(session.OrganiserPath))
            return CommonProblems.UnitOutOfScope.Result(session.OrganiserUnit);
        var reason = StoredText.CleanLines(request.Reason!);
        if (session.IsCancelled && session.CancellationReason != reason)
            return SessionProblems.Cancelled.Result(id);
        if (!session.IsCancelled)
        {
            if (http.Request.IfMatch() is { } expected && expected != session.Version)
                return CommonProblems.VersionStale.Result(session.Version);
            session.Cancel(reason);
            await attendances.FollowAsync(session, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(session.Version);
        return TypedResults.Ok(SessionResponse.Of(session));
    }
}
