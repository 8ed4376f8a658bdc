namespace CongNgheSo.Services.Training.Programmes;

/// <summary>A training programme.</summary>
/// <param name="Id">Id of the programme.</param>
/// <param name="Version">1 when created; each change adds one. Also the ETag.</param>
/// <param name="Code">The owner's own code; null where it has none.</param>
/// <param name="Title">Title.</param>
/// <param name="Topics">Codes of its topics (see /v1/training-topics).</param>
/// <param name="TargetRoles">Codes of the roles that it is for; empty for all.</param>
/// <param name="ValidFrom">First day on which sessions can be held.</param>
/// <param name="ValidTo">First day on which they no longer can; null while they can.</param>
/// <param name="OwnerUnit">Code of the unit that owns it.</param>
public sealed record ProgrammeResponse(
    Guid Id,
    int Version,
    string? Code,
    string Title,
    IReadOnlyList<string> Topics,
    IReadOnlyList<string> TargetRoles,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string OwnerUnit
)
{
    internal static ProgrammeResponse Of(Programme programme) =>
        new(
            programme.Id,
            programme.Version,
            programme.Code,
            programme.Title,
            programme.Topics,
            programme.TargetRoles,
            programme.ValidFrom,
            programme.ValidTo,
            programme.OwnerUnit
        );
}
