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

/// <summary>A member with their name and number.</summary>
/// <param name="Id">Id of the member.</param>
/// <param name="Version">1 when added; each change adds one; what If-Match takes.</param>
/// <param name="TeamId">The team.</param>
/// <param name="FullName">Full name.</param>
/// <param name="Phone">Mobile number of 10 digits, where known.</param>
/// <param name="Role">"leader", "deputy" or "member".</param>
/// <param name="Background">Code of the member's background.</param>
/// <param name="JoinedOn">First day on which they count.</param>
/// <param name="LeftOn">First day on which they no longer count; null while they do.</param>
/// <param name="BirthYear">Year of birth, where known.</param>
/// <param name="Sex">"female" or "male", where known.</param>
public sealed record MemberResponse(
    Guid Id,
    int Version,
    Guid TeamId,
    string FullName,
    string? Phone,
    string Role,
    string Background,
    DateOnly JoinedOn,
    DateOnly? LeftOn,
    int? BirthYear,
    string? Sex
)
{
    internal static MemberResponse Of(Member member) =>
        new(
            member.Id,
            member.Version,
            member.TeamId,
            member.FullName,
            member.Phone,
            member.Role,
            member.Background,
            member.JoinedOn,
            member.LeftOn,
            member.BirthYear,
            member.Sex
        );
}
