using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Members;

namespace CongNgheSo.Services.Registry.TeamMergers;

/// <summary>
/// The members of merged teams as people: one name and phone number is one person; without a number each membership is a
/// person of its own, because nothing tells namesakes apart.
/// </summary>
internal sealed class MergedPeople
{
    private static readonly List<string> ByRank = ["leader", "deputy", "member"];

    private readonly List<Person> people;
    private readonly Guid? survivor;
    private readonly Person? leader;

    private MergedPeople(List<Person> people, Guid? survivor, Person? leader, Refusal? refusal) =>
        (this.people, this.survivor, this.leader, Refusal) = (people, survivor, leader, refusal);

    /// <summary>Why nobody can say who leads.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Memberships that end.</summary>
    public List<Member> Left { get; } = [];

    /// <summary>Memberships that begin.</summary>
    public List<Member> Joined { get; } = [];

    /// <summary>These, and those in the team that goes on whose role, or person, changes.</summary>
    public List<Member> Changed { get; } = [];

    /// <param name="members">Everybody in the merged teams.</param>
    /// <param name="survivor">The team that goes on, if one does.</param>
    /// <param name="leaderId">Whose membership makes the leader; null where nobody was named.</param>
    public static MergedPeople Of(List<Member> members, Guid? survivor, Guid? leaderId)
    {
        var people = members
            .GroupBy(member => member.Phone is null ? (object)member.Id : (member.NameKey, member.Phone))
            .Select(person => new Person([.. person.OrderBy(member => ByRank.IndexOf(member.Role))]))
            .ToList();
        if (leaderId is not null)
        {
            var named = people.Find(person => person.Memberships.Any(member => member.Id == leaderId));
            return new MergedPeople(
                people,
                survivor,
                named,
                named is null ? new Refusal(TeamMergerProblems.LeaderUnknown, "leaderId", leaderId) : null
            );
        }
        var leaders = people.FindAll(person => person.Role == "leader");
        return new MergedPeople(
            people,
            survivor,
            leaders.FirstOrDefault(),
            leaders.Count > 1 ? new Refusal(TeamMergerProblems.LeaderNeeded, "leaderId", leaders.Count) : null
        );
    }

    /// <summary>Everybody leaves the teams that end and is in the resulting one, once.</summary>
    public void MoveTo(Guid result, DateOnly day, Guid merger)
    {
        foreach (var person in people)
        {
            var stays = person.Memberships.FirstOrDefault(member => member.TeamId == survivor);
            // Before anybody joins anew: the new membership is of the same person.
            var personId = person.Id;
            var becomesAnother = stays is not null && stays.PersonId != personId;
            foreach (var member in person.Memberships)
                member.BelongTo(personId);
            if (stays is not null)
                Lead(stays, person, day, becomesAnother);
            else
                Joined.Add(
                    person
                        .Memberships[0]
                        .JoinAnew(
                            StableId.From($"{merger}\n{person.Memberships[0].Id}"),
                            result,
                            RoleOf(person.Role, person),
                            day
                        )
                );
            foreach (var member in person.Memberships.Where(member => member != stays))
            {
                member.Leave(day);
                Left.Add(member);
            }
        }
        Changed.AddRange([.. Left, .. Joined]);
    }

    private void Lead(Member stays, Person person, DateOnly day, bool becomesAnother)
    {
        var role = RoleOf(stays.Role, person);
        if (role == stays.Role && !becomesAnother)
            return;
        stays.Change(stays.Content with { Role = role }, day);
        Changed.Add(stays);
    }

    private string RoleOf(string role, Person person) =>
        person == leader ? "leader"
        : role == "leader" ? "deputy"
        : role;

    /// <param name="Memberships">The highest role first.</param>
    private sealed record Person(IReadOnlyList<Member> Memberships)
    {
        public string Role => Memberships[0].Role;

        /// <summary>The one that goes furthest back, if one came along from an earlier merger.</summary>
        public Guid Id =>
            (Memberships.FirstOrDefault(member => member.PersonId != member.Id) ?? Memberships[0]).PersonId;
    }
}
