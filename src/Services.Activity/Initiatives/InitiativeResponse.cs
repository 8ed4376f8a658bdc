namespace CongNgheSo.Services.Activity.Initiatives;

/// <summary>An initiative.</summary>
/// <param name="Id">Id of the initiative.</param>
/// <param name="Version">1 when proposed; each revision, decision or withdrawal adds one. Also the ETag.</param>
/// <param name="TeamId">The team that proposed it; null where a unit did.</param>
/// <param name="UnitCode">Code of the unit that proposed it, or of the team's.</param>
/// <param name="UnitPath">Codes from the nation down to that unit when it was proposed.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Description">What was done, and what came of it.</param>
/// <param name="Topics">Codes of its topics (see /v1/topics).</param>
/// <param name="Status">"submitted", "changes-requested", "rejected", "published" or "withdrawn".</param>
/// <param name="ReviewUnit">Code of the unit at which it waits for a decision; null where it waits for none.</param>
/// <param name="PublishedUnit">Code of the unit for which it is published, with all below; null where it never was.</param>
/// <param name="PublishedOn">The day of the latest publication.</param>
/// <param name="Applications">How many teams and units say that they applied it.</param>
/// <param name="ProposedAt">When (UTC).</param>
public sealed record InitiativeResponse(
    Guid Id,
    int Version,
    Guid? TeamId,
    string UnitCode,
    string UnitPath,
    string Title,
    string Description,
    IReadOnlyList<string> Topics,
    string Status,
    string? ReviewUnit,
    string? PublishedUnit,
    DateOnly? PublishedOn,
    int Applications,
    DateTimeOffset ProposedAt
)
{
    internal static InitiativeResponse Of(Initiative initiative) =>
        new(
            initiative.Id,
            initiative.Version,
            initiative.TeamId,
            initiative.UnitCode,
            initiative.UnitPath,
            initiative.Title,
            initiative.Description,
            initiative.Topics,
            initiative.Status,
            initiative.ReviewPath is { } path ? Initiative.CodeOf(path) : null,
            initiative.PublishedUnit,
            initiative.PublishedOn,
            initiative.Applications,
            initiative.ProposedAt
        );
}
