using CongNgheSo.ServiceDefaults.Bulk;
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
    public Outcome<Member> Add(Team team, AddMemberRequest request, DateOnly joinedByDefault) =>
        Add(team, [request], joinedByDefault)[0];

    /// <summary>
    /// Puts people into a team, unless they are in it or cannot be. Name and phone number are one person; without a
    /// number each entry of the list is a person of its own, so that namesakes stay apart and a list sent again finds
    /// each of them.
    /// </summary>
    public IReadOnlyList<Outcome<Member>> Add(
        Team team,
        IReadOnlyList<AddMemberRequest> requests,
        DateOnly joinedByDefault
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentNullException.ThrowIfNull(requests);
        var entries = requests.Select(request => Entry.Of(team, request, joinedByDefault)).ToList();
        var ids = requests.Select(request => request.Id).ToHashSet();
        // Those without a number for whom no entry stands yet.
        var open = entries
            .Where(entry => entry.Content.Phone is null)
            .Select(entry => entry.Person)
            .Distinct()
            .ToDictionary(
                person => person,
                person => byPerson.GetValueOrDefault(person, []).FindAll(member => !ids.Contains(member.Id))
            );
        // Equal ones first, so that the order of the entries makes no difference.
        var equals = entries.ConvertAll(TakeEqual);
        return [.. entries.Zip(equals, (entry, equal) => Add(team, entry, equal ?? Before(entry)))];

        Member? TakeEqual(Entry entry)
        {
            if (entry.Content.Phone is not null || entry.Request.Id is not null)
                return null;
            var members = open[entry.Person];
            var index = members.FindIndex(member => entry.Overlaps(member) && member.RecordedHash == entry.Hash);
            if (index < 0)
                return null;
            var equal = members[index];
            members.RemoveAt(index);
            return equal;
        }

        Member? Before(Entry entry) =>
            entry.Content.Phone is not null ? byPerson.GetValueOrDefault(entry.Person)?.Find(entry.Overlaps)
            : entry.Request.Id is null ? open[entry.Person].Find(entry.Overlaps)
            : null;
    }

    /// <summary>Who is in a team, those just added included.</summary>
    public IReadOnlyList<Member> InBeing(Guid team) =>
        [.. byId.Values.Where(member => member.TeamId == team && member.LeftOn is null)];

    /// <summary>Takes back what <see cref="Add(Team, IReadOnlyList{AddMemberRequest}, DateOnly)"/> added.</summary>
    public void Forget(IReadOnlyList<Outcome<Member>> added)
    {
        foreach (var member in added.Where(outcome => outcome.IsNew).Select(outcome => outcome.Value!))
        {
            byId.Remove(member.Id);
            byPerson[(member.TeamId, member.NameKey, member.Phone)].Remove(member);
        }
    }

    private Outcome<Member> Add(Team team, Entry entry, Member? same)
    {
        var (request, content, person, hash) = entry;
        if (request.Id is { } id && byId.TryGetValue(id, out var sameId))
            return sameId.ErasedOn is not null ? new Refusal(MemberProblems.Erased, "id", id)
                : sameId.TeamId == team.Id && sameId.RecordedHash == hash
                    ? new Outcome<Member>(sameId, IsNew: false, null)
                : new Refusal(MemberProblems.IdTaken, "id", id);
        if (same is not null)
            return request.Id is null && same.RecordedHash == hash
                ? new Outcome<Member>(same, IsNew: false, null)
                : new Refusal(MemberProblems.Exists, "fullName", same.Id);
        if (team.DissolvedOn is not null)
            return new Refusal(TeamProblems.Dissolved, "", team.Id);
        if (content.JoinedOn < team.EstablishedOn)
            return new Refusal(MemberProblems.JoinedBeforeTeam, "joinedOn", team.EstablishedOn);
        var member = new Member(request.Id ?? Guid.CreateVersion7(), team.Id, content, hash);
        byId[member.Id] = member;
        if (!byPerson.TryAdd(person, [member]))
            byPerson[person].Add(member);
        return new Outcome<Member>(member, IsNew: true, null);
    }

    /// <summary>Somebody on a list, and what tells them from others.</summary>
    private sealed record Entry(
        AddMemberRequest Request,
        MemberContent Content,
        (Guid Team, string Name, string? Phone) Person,
        long Hash
    )
    {
        public static Entry Of(Team team, AddMemberRequest request, DateOnly joinedByDefault)
        {
            var content = request.ToContent(joinedByDefault);
            var name = VietnameseText.NameKey(content.FullName);
            var hash = Member.HashOf(team.Id, name, content, request.JoinedOn);
            return new Entry(request, content, (team.Id, name, content.Phone), hash);
        }

        /// <summary>Who has left may come back on that day or later.</summary>
        public bool Overlaps(Member member) => member.LeftOn is null || Content.JoinedOn < member.LeftOn;
    }
}
