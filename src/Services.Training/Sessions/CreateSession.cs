using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>A training session.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="ProgrammeId">The programme that it belongs to, in force on the day.</param>
/// <param name="OrganiserUnit">Code of the unit that holds it.</param>
/// <param name="CoOrganisers">Codes of the units that hold it together with the organiser, up to 50.</param>
/// <param name="Trainers">The lecturers, 1 to 50.</param>
/// <param name="Mode">"in-person" or "online".</param>
/// <param name="Place">Where, up to 500 characters; required in person.</param>
/// <param name="Link">Where, an http(s) address up to 500 characters; required online.</param>
/// <param name="HeldOn">The day (Vietnam time), from 2022-01-01 to a year from now; that of the first part where absent.</param>
/// <param name="Topics">Codes of its topics; the programme's where absent.</param>
/// <param name="Form">"conference", "class" or "online".</param>
/// <param name="Parts">Its parts in order, up to 20; one part, the whole day, where absent.</param>
/// <param name="PartsRequired">How many parts make an attendance count; all where absent.</param>
/// <param name="Capacity">Seats, 1 to 100,000; no limit where absent.</param>
/// <param name="RegistrationUntil">When registration ends, no later than the last part; when the session begins where absent.</param>
public sealed record CreateSessionRequest(
    Guid? Id,
    Guid? ProgrammeId,
    string? OrganiserUnit,
    IReadOnlyList<string>? CoOrganisers,
    IReadOnlyList<TrainerRequest>? Trainers,
    string? Mode,
    string? Place,
    string? Link,
    DateOnly? HeldOn,
    IReadOnlyList<string>? Topics,
    string? Form,
    IReadOnlyList<SessionPartRequest>? Parts,
    int? PartsRequired,
    int? Capacity,
    DateTimeOffset? RegistrationUntil
) : ISessionContentFields;

public sealed class CreateSessionRules : AbstractValidator<CreateSessionRequest>
{
    public CreateSessionRules(TrainingTopics topics, TimeProvider clock) =>
        SessionContentRules.AddTo(this, topics, clock);
}

public static class CreateSession
{
    /// <summary>Creates a training session, planned or held.</summary>
    /// <remarks>
    /// Answers 201; 200 with the same body when the same session (same id, same content) is sent again; 409 when the id
    /// stands for other content.
    /// </remarks>
    public static async Task<Results<Created<SessionResponse>, Ok<SessionResponse>, ProblemHttpResult>> Handle(
        CreateSessionRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TrainingTopics topics,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var content = request.ToContent();
        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        // What was created is told again, whatever became of its programme and topics since.
        if (
            await db.Sessions.AsNoTracking().SingleOrDefaultAsync(other => other.Id == id, cancellationToken)
                is { } known
            && caller.MayTouch(known.OrganiserPath)
            && known.CreatedHash == ContentHash.Of(content)
        )
        {
            http.Response.SetETag(1);
            return TypedResults.Ok(SessionResponse.Of(known));
        }
        var (plan, problem) = await db.JudgeAsync(content, topics.Current, caller, clock, cancellationToken);
        if (plan is null)
            return problem!;
        var session = new TrainingSession(id, content, plan, caller.ClientId, clock.GetUtcNow());
        db.Sessions.Add(session);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            http.Response.SetETag(1);
            return TypedResults.Created($"/v1/training-sessions/{id}", SessionResponse.Of(session));
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        var existing = await db.Sessions.SingleAsync(other => other.Id == id, cancellationToken);
        if (existing.CreatedHash != session.CreatedHash)
            return SessionProblems.IdTaken.Result(id);
        http.Response.SetETag(1);
        return TypedResults.Ok(SessionResponse.Of(session));
    }
}
