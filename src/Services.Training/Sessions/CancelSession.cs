using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Training.Certificates;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

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
    /// Registrations stay, for whoever has to be told; nobody can be registered, withdrawn or checked in any more. 409 for
    /// a session that was confirmed, and for one on which certificates stand that are not revoked. Sending the same cancellation again answers as before; another reason for a cancelled session is refused (409).
    /// If-Match is not required; where it is sent, it must name the current version.
    /// </remarks>
    public static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> Handle(
        Guid id,
        CancelSessionRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        SessionWriter sessions,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (session, problem) = await db.FindOwnSessionAsync(id, caller, clock, cancellationToken);
        if (session is null)
            return problem!;
        var reason = StoredText.CleanLines(request.Reason!);
        if (session.IsCancelled && session.CancellationReason != reason)
            return SessionProblems.Cancelled.Result(id);
        if (!session.IsCancelled)
        {
            if (http.Request.IfMatch() is { } expected && expected != session.Version)
                return CommonProblems.VersionStale.Result(session.Version);
            if (session.IsConfirmed)
                return SessionProblems.Confirmed.Result(id);
            if (await db.Certificates.StandingOn(id).AnyAsync(cancellationToken))
                return SessionProblems.Certified.Result(id);
            await sessions.CancelAsync(session, reason, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(session.Version);
        return TypedResults.Ok(SessionResponse.Of(session));
    }
}
