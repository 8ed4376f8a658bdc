namespace CongNgheSo.Contracts.Registry.V1;

/// <summary>People joined, changed role in, moved between or left teams. Carries no personal data.</summary>
/// <param name="OccurredAt">When Registry committed the change (UTC).</param>
/// <param name="Facts">Each membership as it now stands, at most 500 a message.</param>
public sealed record MembersChanged(DateTimeOffset OccurredAt, IReadOnlyList<MemberFact> Facts);

/// <summary>One member as they stand at <paramref name="Version"/>; a higher version replaces a lower one.</summary>
/// <param name="MemberId">Id of the member.</param>
/// <param name="Version">Starts at 1 and grows by one with each change of this member.</param>
/// <param name="TeamId">The team.</param>
/// <param name="UnitId">Surrogate id of the team's unit.</param>
/// <param name="UnitPath">Codes from the nation down to that unit as of today, joined by "/".</param>
/// <param name="Role">"leader", "deputy" or "member".</param>
/// <param name="Background">Code of the member's background ("village-head", "youth-union", ...).</param>
/// <param name="JoinedOn">First day on which the member counts.</param>
/// <param name="LeftOn">First day on which the member no longer counts; null while they do.</param>
/// <param name="Earlier">The units that the team served before, as in <see cref="TeamFact"/>.</param>
/// <param name="RoleSince">
/// First day in the role; before <paramref name="JoinedOn"/> where the role came along from a merged team. Where null,
/// the day on which they joined.
/// </param>
/// <param name="PersonId">
/// Common to the memberships that one person had one after the other as teams were merged; where null, the member's own id.
/// </param>
/// <param name="Erased">
/// True once Registry has erased what is personal of the member: whoever keeps anything personal under this id erases it too.
/// </param>
public sealed record MemberFact(
    Guid MemberId,
    int Version,
    Guid TeamId,
    int UnitId,
    string UnitPath,
    string Role,
    string Background,
    DateOnly JoinedOn,
    DateOnly? LeftOn,
    IReadOnlyList<UnitStayFact>? Earlier = null,
    DateOnly? RoleSince = null,
    Guid? PersonId = null,
    bool Erased = false
);
