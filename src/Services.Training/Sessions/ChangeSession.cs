using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>The whole session as it should stand.</summary>
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
public sealed record ChangeSessionRequest(
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

public sealed class ChangeSessionRules : AbstractValidator<ChangeSessionRequest>
{
    public ChangeSessionRules(TrainingTopics topics, TimeProvider clock) =>
        SessionContentRules.AddTo(this, topics, clock);
}

public static class ChangeSession
{
    /// <summary>Replaces what a session says; a new day moves the attendances recorded for it.</summary>
    /// <remarks>
    /// If-Match names the version being changed; sending the same change again answers as before. New times are a
    /// rescheduling without a reason: rather use <c>…/rescheduling</c>. More seats move the waiting list up; fewer take
    /// none from who has one.
    /// </remarks>
    public static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ChangeSessionRequest request,
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
        var content = request.ToContent();
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = session.Says(content);
        if (session.Version != expected && !(isDone && session.Version == expected + 1))
            return CommonProblems.VersionStale.Result(session.Version);
        if (session.IsCancelled && session.Version == expected)
            return SessionProblems.Cancelled.Result(id);
        if (!isDone)
        {
            problem = await sessions.ChangeAsync(session, content, reason: null, caller, cancellationToken);
            if (problem is not null)
                return problem;
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(session.Version);
        return TypedResults.Ok(SessionResponse.Of(session));
    }
}
