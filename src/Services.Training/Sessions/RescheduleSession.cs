using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>When a session is to be instead.</summary>
/// <param name="HeldOn">The day (Vietnam time), from 2022-01-01 to a year from now; that of the first part where absent.</param>
/// <param name="Parts">Its parts in order, up to 20; one part, the whole day, where absent.</param>
/// <param name="PartsRequired">How many parts make an attendance count; all where absent.</param>
/// <param name="RegistrationUntil">When registration ends, no later than the last part; when the session begins where absent.</param>
/// <param name="Reason">Why, up to 500 characters.</param>
public sealed record RescheduleSessionRequest(
    DateOnly? HeldOn,
    IReadOnlyList<SessionPartRequest>? Parts,
    int? PartsRequired,
    DateTimeOffset? RegistrationUntil,
    string? Reason
) : ISessionScheduleFields;

public sealed class RescheduleSessionRules : AbstractValidator<RescheduleSessionRequest>
{
    public RescheduleSessionRules(TimeProvider clock)
    {
        SessionScheduleRules.AddTo(this, clock);
        RuleFor(request => request.Reason).NotEmpty().MaximumLength(500);
    }
}

public static class RescheduleSession
{
    /// <summary>Moves a session to other times and says why.</summary>
    /// <remarks>
    /// Registrations stay, with their seats and codes; check-in links of before are void; attendances recorded already move
    /// to the new first day. 409 where that would put parts that were attended into the future, for a cancelled session and
    /// for one that was confirmed. If-Match names the version being changed; sending the same again answers as before.
    /// </remarks>
    public static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> Handle(
        Guid id,
        RescheduleSessionRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        SessionWriter sessions,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (session, problem) = await db.FindOwnSessionAsync(id, caller, clock, cancellationToken);
        if (session is null)
            return problem!;
        var content = session.Content.At(request);
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = session.Says(content);
        if (session.Version != expected && !(isDone && session.Version == expected + 1))
            return CommonProblems.VersionStale.Result(session.Version);
        if (session.IsCancelled && session.Version == expected)
            return SessionProblems.Cancelled.Result(id);
        if (!isDone)
        {
            problem = await sessions.ChangeAsync(
                session,
                content,
                StoredText.CleanLines(request.Reason!),
                caller,
                cancellationToken
            );
            if (problem is not null)
                return problem;
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(session.Version);
        return TypedResults.Ok(SessionResponse.Of(session));
    }
}
