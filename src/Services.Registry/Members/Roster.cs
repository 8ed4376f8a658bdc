using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Members;

/// <summary>Who is, and was, in some teams; decides who can be added to them.</summary>
public sealed class Roster
{
    private readonly Dictionary<Guid, Member> byId;
    private readonly Dictionary<(Guid Team, string Name, string? Phone), List<Member>> byPerson;

    private Roster(List<Member> members)
    {
        byId = members.ToDictionary(member => member.Id);
        byPerson = members
            .GroupBy(member => (member.TeamId, member.NameKey, member.Phone))
            .ToDictionary(person => person.Key, person => person.ToList());
    }

    /// <param name="teams">Teams that stand in the database.</param>
    /// <param name="ids">Ids that clients gave, wherever they may be taken.</param>
    public static async Task<Roster> ReadAsync(
        RegistryDbContext db,
        Guid[] teams,
        Guid[] ids,
        CancellationToken cancellationToken
    ) =>
        new(
            await db
                .Members.AsNoTracking()
                .Where(member => teams.Contains(member.TeamId) || ids.Contains(member.Id))
                .ToListAsync(cancellationToken)
        );

    /// <summary>Puts somebody into a team, unless they are in it or cannot be.</summary>
    public Outcome<Member> Add(Team team, AddMemberRequest request, DateOnly joinedByDefault)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentNullException.ThrowIfNull(request);
        var content = request.ToContent(joinedByDefault);
        var person = (team.Id, VietnameseText.NameKey(content.FullName), content.Phone);
        // A retry tomorrow is still a retry: only what the caller said counts, not the day that stood in for it.
        var hash = ContentHash.Of(
            person.Id,
            person.Item2,
            content with
            {
                FullName = "",
                JoinedOn = default,
            },
            request.JoinedOn
        );
        if (request.Id is { } id && byId.TryGetValue(id, out var sameId))
            return sameId.TeamId == team.Id && sameId.RecordedHash == hash
                ? new Outcome<Member>(sameId, IsNew: false, null)
                : new Refusal(MemberProblems.IdTaken, "id", id);
        var before = byPerson.GetValueOrDefault(person, []);
        // Who has left may come back on that day or later.
        if (before.Find(member => member.LeftOn is null || content.JoinedOn < member.LeftOn) is { } same)
            return request.Id is null && same.RecordedHash == hash
                ? new Outcome<Member>(same, IsNew: false, null)
                : new Refusal(MemberProblems.Exists, "fullName", same.Id);
        if (team.DissolvedOn is not null)
            return new Refusal(TeamProblems.Dissolved, "", team.Id);
        if (content.JoinedOn < team.EstablishedOn)
            return new Refusal(MemberProblems.JoinedBeforeTeam, "joinedOn", team.EstablishedOn);
        var member = new Member(request.Id ?? Guid.CreateVersion7(), team.Id, content, hash);
        byId[member.Id] = member;
        byPerson[person] = [.. before, member];
        return new Outcome<Member>(member, IsNew: true, null);
    }
}
