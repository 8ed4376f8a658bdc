using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Training.Sessions;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.CheckIns;

/// <summary>Who is at the door.</summary>
/// <param name="Code">The code given with the registration; case, spaces and hyphens do not matter.</param>
public sealed record CheckInRequest(string? Code);

public sealed class CheckInRules : AbstractValidator<CheckInRequest>
{
    public CheckInRules() => RuleFor(request => request.Code).NotEmpty().MaximumLength(32);
}

/// <summary>What a check-in link opens.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Part">Number of the part.</param>
/// <param name="Day">Its day (Vietnam time).</param>
/// <param name="From">When it begins, HH:mm; null where only the day is known.</param>
/// <param name="To">When it ends, HH:mm; null where only the day is known.</param>
/// <param name="Place">Where.</param>
/// <param name="ExpiresAt">When the link ends (UTC).</param>
public sealed record CheckInDoorResponse(
    Guid SessionId,
    int Part,
    DateOnly Day,
    string? From,
    string? To,
    string? Place,
    DateTimeOffset ExpiresAt
)
{
    internal static CheckInDoorResponse Of(OpenDoor door)
    {
        var (session, part) = (door.Session, door.Part);
        return new CheckInDoorResponse(
            session.Id,
            door.Link.Part,
            part.Day,
            session.Parts is null ? null : SessionPartResponse.Written(part.From),
            session.Parts is null ? null : SessionPartResponse.Written(part.To),
            part.Place ?? session.Place,
            door.Link.ExpiresAt
        );
    }
}

/// <summary>Somebody was checked in.</summary>
/// <param name="CheckedIn">True: they are recorded as present at the link's part.</param>
/// <param name="Unchanged">True where they were already.</param>
/// <param name="Counts">True where their attendance of the whole session counts by now.</param>
public sealed record CheckInResponse(bool CheckedIn, bool Unchanged, bool Counts);

public static class CheckIn
{
    /// <summary>Tells which part of which session a check-in link opens. Needs no token: the link is signed.</summary>
    /// <param name="link">The link's signed text.</param>
    public static async Task<Results<Ok<CheckInDoorResponse>, ProblemHttpResult>> HandleDoorAsync(
        CheckInDesk desk,
        string? link = null,
        CancellationToken cancellationToken = default
    )
    {
        var (door, refusal) = await desk.OpenAsync(link, lockIt: false, cancellationToken);
        return door is null ? refusal!.Result() : TypedResults.Ok(CheckInDoorResponse.Of(door));
    }

    /// <summary>Checks in whoever has a registration code for the link's part. Needs no token: the link is signed.</summary>
    /// <remarks>
    /// Sending it again answers the same with <c>unchanged</c>. 422 for a code that is not right; 429 where too many were
    /// wrong at this link; 410 for a link that ended; 403 for one that is not genuine.
    /// </remarks>
    /// <param name="link">The link's signed text.</param>
    public static async Task<Results<Ok<CheckInResponse>, ProblemHttpResult>> Handle(
        CheckInRequest request,
        CheckInDesk desk,
        string? link = null,
        CancellationToken cancellationToken = default
    )
    {
        var (done, refusal) = await desk.CheckInAsync(link, request.Code, cancellationToken);
        return done is null ? refusal!.Result() : TypedResults.Ok(new CheckInResponse(true, !done.IsNew, done.Counts));
    }

    /// <summary>Refuses what is no JSON.</summary>
    internal static ProblemHttpResult RefuseBody(HttpRequest request) =>
        (request.ContentType is null ? CommonProblems.BodyMissing : CommonProblems.MediaTypeUnsupported).Result();
}
