using System.Globalization;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>A half-day or another part of a session.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Day">Its day (Vietnam time).</param>
/// <param name="From">When it begins, HH:mm.</param>
/// <param name="To">When it ends, HH:mm.</param>
/// <param name="Place">Where, if not where the session is.</param>
/// <param name="Link">Where online, if not where the session is.</param>
public sealed record SessionPartResponse(int Number, DateOnly Day, string From, string To, string? Place, string? Link)
{
    internal static SessionPartResponse Of(SessionPart part, int index) =>
        new(index + 1, part.Day, Written(part.From), Written(part.To), part.Place, part.Link);

    internal static string Written(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>Somebody's word that a session took place.</summary>
/// <param name="By">"organiser" or "trainer".</param>
/// <param name="Trainer">Name of the trainer whose word it is; null where it is the organiser's.</param>
/// <param name="Attended">How many members were there, for one part at least.</param>
/// <param name="At">When it was given (UTC).</param>
public sealed record SessionConfirmationResponse(string By, string? Trainer, int Attended, DateTimeOffset At);

/// <summary>A training session.</summary>
/// <param name="Id">Id of the session.</param>
/// <param name="Version">1 when created; each change or cancellation adds one. Also the ETag.</param>
/// <param name="ProgrammeId">The programme that it belongs to.</param>
/// <param name="OrganiserUnit">Code of the unit that holds it.</param>
/// <param name="CoOrganisers">Codes of the units that hold it together with the organiser.</param>
/// <param name="Trainers">The lecturers.</param>
/// <param name="Mode">"in-person" or "online".</param>
/// <param name="Place">Where, in person.</param>
/// <param name="Link">Where, online.</param>
/// <param name="HeldOn">The day of its first part (Vietnam time), for which its attendances count.</param>
/// <param name="Topics">Codes of its topics.</param>
/// <param name="Cancelled">True once its attendances no longer count.</param>
/// <param name="CancellationReason">Why it is cancelled; null where it is not.</param>
/// <param name="Form">"conference", "class" or "online"; null where it was not said.</param>
/// <param name="Parts">Its parts in order; empty where it is one part, the whole day.</param>
/// <param name="PartsRequired">How many parts make an attendance count.</param>
/// <param name="Capacity">Seats; null where there is no limit.</param>
/// <param name="RegistrationEndsAt">Until when members can be registered (UTC).</param>
/// <param name="ReschedulingReason">Why it was rescheduled last; null where it was not, or nobody said why.</param>
/// <param name="Confirmation">Who says that it took place; null until somebody does.</param>
public sealed record SessionResponse(
    Guid Id,
    int Version,
    Guid ProgrammeId,
    string OrganiserUnit,
    IReadOnlyList<string> CoOrganisers,
    IReadOnlyList<Trainer> Trainers,
    string Mode,
    string? Place,
    string? Link,
    DateOnly HeldOn,
    IReadOnlyList<string> Topics,
    bool Cancelled,
    string? CancellationReason,
    string? Form,
    IReadOnlyList<SessionPartResponse> Parts,
    int PartsRequired,
    int? Capacity,
    DateTimeOffset RegistrationEndsAt,
    string? ReschedulingReason,
    SessionConfirmationResponse? Confirmation
)
{
    internal static SessionResponse Of(TrainingSession session) =>
        new(
            session.Id,
            session.Version,
            session.ProgrammeId,
            session.OrganiserUnit,
            session.CoOrganisers,
            session.Trainers,
            session.Mode,
            session.Place,
            session.Link,
            session.HeldOn,
            session.Topics,
            session.IsCancelled,
            session.CancellationReason,
            session.Form,
            [.. (session.Parts ?? []).Select(SessionPartResponse.Of)],
            session.RequiredParts,
            session.Capacity,
            session.RegistrationEndsAt,
            session.ReschedulingReason,
            session.Confirmation is { } word
                ? new SessionConfirmationResponse(word.By, word.Trainer, word.Attended, word.At)
                : null
        );
}
