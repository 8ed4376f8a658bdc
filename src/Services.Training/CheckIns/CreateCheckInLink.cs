using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Sessions;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.CheckIns;

/// <summary>A link by which members check in.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="Part">Number of the part; 1 where absent.</param>
/// <param name="ExpiresAt">When it ends, on the day of the part; when the part ends where absent.</param>
public sealed record CreateCheckInLinkRequest(Guid? Id, int? Part, DateTimeOffset? ExpiresAt);

public sealed class CreateCheckInLinkRules : AbstractValidator<CreateCheckInLinkRequest>
{
    public CreateCheckInLinkRules() => RuleFor(request => request.Part).GreaterThanOrEqualTo(1);
}

public static class CreateCheckInLink
{
    /// <summary>Makes a signed link, and its QR code, by which registered members check in for a part of a session.</summary>
    /// <remarks>
    /// Answers 201; 200 with the same link when the same is sent again. It opens 60 minutes before the part begins, and ends
    /// with its expiry, when it is revoked, and when the session is rescheduled, cancelled or confirmed.
    /// </remarks>
    public static async Task<Results<Created<CheckInLinkResponse>, Ok<CheckInLinkResponse>, ProblemHttpResult>> Handle(
        Guid id,
        CreateCheckInLinkRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        CheckInLinks links,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (session, problem) = await db.FindOwnSessionAsync(id, caller, clock, cancellationToken);
        if (session is null)
            return problem!;
        var number = request.Part ?? 1;
        var linkId = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var existing = await db.CheckInLinks.FindAsync([linkId], cancellationToken);
        // A link that was made is told again, whatever became of its session since.
        if (
            (existing?.SessionId, existing?.Part) == (id, number)
            && (request.ExpiresAt is not { } asked || ToSecond(asked) == existing!.ExpiresAt)
        )
            return TypedResults.Ok(links.Response(existing!, session));
        if (existing is not null)
            return CheckInProblems.IdTaken.Result(linkId);
        if (session.IsCancelled)
            return SessionProblems.Cancelled.Result(id);
        if (session.IsConfirmed)
            return SessionProblems.Confirmed.Result(id);
        if (number > session.Schedule.Count)
            return CheckInProblems.PartUnknown.Result(number, session.Schedule.Count);
        var part = session.Schedule[number - 1];
        var expiry = ToSecond(request.ExpiresAt ?? part.EndsAt());
        var dayBegins = part.Day.InVietnam(TimeOnly.MinValue);
        if (expiry <= clock.GetUtcNow() || expiry <= dayBegins || expiry > dayBegins.AddDays(1))
            return CheckInProblems.ExpiryOutOfRange.Result();
        var link = new CheckInLink(
            new CheckInTicket(linkId, id, number, expiry),
            session.ScheduleNumber,
            caller.ClientId,
            clock.GetUtcNow()
        );
        db.CheckInLinks.Add(link);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        // Another session was given a link of this id at the same moment.
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            return CheckInProblems.IdTaken.Result(linkId);
        }
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Created(
            $"/v1/training-sessions/{id}/check-in-links/{linkId}",
            links.Response(link, session)
        );
    }

    private static DateTimeOffset ToSecond(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());
}
