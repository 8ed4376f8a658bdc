namespace CongNgheSo.Services.Registry.Members;

/// <summary>A member without anything personal: the answer to every change.</summary>
/// <param name="Id">Id of the member.</param>
/// <param name="Version">1 when added; each change adds one. Also the ETag.</param>
/// <param name="TeamId">The team.</param>
/// <param name="Role">"leader", "deputy" or "member".</param>
/// <param name="Background">Code of the member's background.</param>
/// <param name="JoinedOn">First day on which they count.</param>
/// <param name="LeftOn">First day on which they no longer count; null while they do.</param>
public sealed record MemberStanding(
    Guid Id,
    int Version,
    Guid TeamId,
    string Role,
    string Background,
    DateOnly JoinedOn,
    DateOnly? LeftOn
)
{
    internal static MemberStanding Of(Member member) =>
        new(member.Id, member.Version, member.TeamId, member.Role, member.Background, member.JoinedOn, member.LeftOn);
}

/// <summary>A member, with as much of them as the token allows to read.</summary>
/// <param name="Id">Id of the member.</param>
/// <param name="Version">1 when added; each change adds one; what If-Match takes.</param>
/// <param name="TeamId">The team.</param>
/// <param name="FullName">Full name; null without the scope members.read, and where it was erased.</param>
/// <param name="Phone">
/// Mobile number of 10 digits, where known: whole with the scopes members.read and members.phones, "091****678" with members.read
/// alone, null without.
/// </param>
/// <param name="Role">"leader", "deputy" or "member".</param>
/// <param name="Background">Code of the member's background.</param>
/// <param name="JoinedOn">First day on which they count.</param>
/// <param name="LeftOn">First day on which they no longer count; null while they do.</param>
/// <param name="BirthYear">Year of birth, where known; with members.read.</param>
/// <param name="Sex">"female" or "male", where known; with members.read.</param>
/// <param name="Erased">True where everything personal was erased on request.</param>
/// <param name="OtherTeams">
/// Other teams in being, within the caller's unit, in which somebody of the same name and number now serves; null without
/// members.read.
/// </param>
public sealed record MemberResponse(
    Guid Id,
    int Version,
    Guid TeamId,
    string? FullName,
    string? Phone,
    string Role,
    string Background,
    DateOnly JoinedOn,
    DateOnly? LeftOn,
    int? BirthYear,
    string? Sex,
    bool Erased,
    IReadOnlyList<Guid>? OtherTeams
)
{
    internal static MemberResponse WithoutName(Member member) =>
        new(
            member.Id,
            member.Version,
            member.TeamId,
            null,
            null,
            member.Role,
            member.Background,
            member.JoinedOn,
            member.LeftOn,
            null,
            null,
            member.ErasedOn is not null,
            null
        );

    internal static MemberResponse WithName(Member member, bool wholePhone, IEnumerable<Guid> otherTeams) =>
        WithoutName(member) with
        {
            FullName = member.ErasedOn is null ? member.FullName : null,
            Phone = wholePhone || member.Phone is null ? member.Phone : PhoneNumber.Mask(member.Phone),
            BirthYear = member.BirthYear,
            Sex = member.Sex,
            OtherTeams = [.. otherTeams],
        };
}
