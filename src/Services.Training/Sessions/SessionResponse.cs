namespace CongNgheSo.Services.Training.Sessions;

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
/// <param name="HeldOn">The day (Vietnam time).</param>
/// <param name="Topics">Codes of its topics.</param>
/// <param name="Cancelled">True once its attendances no longer count.</param>
/// <param name="CancellationReason">Why it is cancelled; null where it is not.</param>
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
    string? CancellationReason
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
            session.CancellationReason
        );
}
