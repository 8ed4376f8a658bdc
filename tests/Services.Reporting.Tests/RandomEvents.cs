using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Contracts.Training.V1;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>A country whose units move about, and what its teams do, by chance but repeatably.</summary>
public sealed class RandomEvents
{
    private readonly Random random;
    private readonly Country country = new();
    private readonly List<UnitFact>[] byLevel =
    [
        [],
        [],
        [],
        [],
        [],
    ];

    public RandomEvents(int seed)
    {
        random = new Random(seed);
        byLevel[0].Add(country.Nation);
        for (var count = 0; count < 3; count++)
            byLevel[1].Add(country.Unit(1, country.Nation));
        for (var count = 0; count < 4; count++)
            byLevel[2].Add(country.Unit(2, Any(byLevel[1])));
        // Some communes hang under a province directly.
        for (var count = 0; count < 7; count++)
            byLevel[3].Add(country.Unit(3, Any(byLevel[count % 3 == 0 ? 1 : 2])));
        for (var count = 0; count < 12; count++)
            byLevel[4].Add(country.Unit(4, Any(byLevel[3])));
    }

    public UnitFact Nation => country.Nation;

    public IReadOnlyList<UnitFact> Units => [.. byLevel.SelectMany(level => level)];

    /// <summary>The first version of every unit, a unit a message.</summary>
    public IEnumerable<UnitsChanged> Tree() => Shuffled(Units.Select(unit => Country.Changed(unit)));

    /// <summary>Messages of later versions of units: moved to another parent on any day, some back into the past.</summary>
    public IEnumerable<UnitsChanged> Moves(int count)
    {
        var moved = new List<UnitFact>();
        for (; count > 0; count--)
        {
            var level = byLevel[random.Next(2, 5)];
            var index = random.Next(level.Count);
            var parentLevel = level == byLevel[3] ? random.Next(1, 3) : Array.IndexOf(byLevel, level) - 1;
            moved.Add(level[index] = level[index].Moved(Any(byLevel[parentLevel]), Day()));
        }
        return InMessages(moved, Country.Changed);
    }

    /// <summary>Messages of all kinds of facts, with earlier and later versions of each.</summary>
    public IEnumerable<object> Facts(int count)
    {
        List<ActivityFact> recorded = [],
            corrected = [],
            voided = [];
        List<TeamFact> teams = [];
        List<MemberFact> members = [];
        List<AttendanceFact> attendances = [];
        List<MemberTrainingFact> trained = [];
        for (; count > 0; count--)
        {
            var versions = random.Next(1, 4);
            for (var version = 1; version <= versions; version++)
                switch (count % 5)
                {
                    case 0 when version == 1:
                        recorded.Add(Activity());
                        break;
                    case 0 when random.Next(3) == 0:
                        voided.Add(recorded[^1] with { Version = version, Voided = true });
                        version = versions;
                        break;
                    case 0:
                        corrected.Add(Activity() with { ActivityId = recorded[^1].ActivityId, Version = version });
                        break;
                    case 1:
                        var team = Country.Team(Place(), Day());
                        teams.Add(
                            team with
                            {
                                TeamId = version == 1 ? team.TeamId : teams[^1].TeamId,
                                Version = version,
                                DissolvedOn = Later(team.EstablishedOn),
                            }
                        );
                        break;
                    case 2:
                        var member = Country.Member(Place(), Day());
                        members.Add(
                            member with
                            {
                                MemberId = version == 1 ? member.MemberId : members[^1].MemberId,
                                Version = version,
                                LeftOn = Later(member.JoinedOn),
                            }
                        );
                        break;
                    case 3:
                        attendances.Add(
                            new AttendanceFact(
                                version == 1 ? Guid.NewGuid() : attendances[^1].AttendanceId,
                                version,
                                Guid.NewGuid(),
                                Guid.NewGuid(),
                                Place().UnitId,
                                Day(),
                                random.Next(4) > 0
                            )
                        );
                        break;
                    default:
                        trained.Add(
                            new MemberTrainingFact(
                                version == 1 ? Guid.NewGuid() : trained[^1].MemberId,
                                version,
                                Place().UnitId,
                                random.Next(4) > 0 ? Day() : null,
                                random.Next(4) > 0 ? Topics() : null
                            )
                        );
                        break;
                }
        }
        return
        [
            .. InMessages(recorded, Country.Recorded),
            .. InMessages(corrected, facts => new ActivitiesCorrected(DateTimeOffset.UtcNow, facts)),
            .. InMessages(voided, facts => new ActivitiesVoided(DateTimeOffset.UtcNow, facts)),
            .. InMessages(teams, Country.Teams),
            .. InMessages(members, Country.Members),
            .. InMessages(attendances, facts => new AttendanceRecorded(DateTimeOffset.UtcNow, facts)),
            .. InMessages(trained, Country.Trained),
        ];
    }

    /// <summary>In random order; some twice under one message id, some again under another.</summary>
    public IEnumerable<(object Event, Guid MessageId)> Deliveries(IEnumerable<object> events)
    {
        var deliveries = new List<(object, Guid)>();
        foreach (var @event in events)
        {
            var id = Guid.NewGuid();
            deliveries.Add((@event, id));
            if (random.Next(4) == 0)
                deliveries.Add((@event, id));
            if (random.Next(4) == 0)
                deliveries.Add((@event, Guid.NewGuid()));
        }
        return Shuffled(deliveries);
    }

    public DateOnly Day() => new DateOnly(2023, 1, 1).AddDays(random.Next(20) * 40);

    private DateOnly? Later(DateOnly day) => random.Next(3) == 0 ? day.AddDays(random.Next(0, 5) * 40) : null;

    private TopicTrainingFact[] Topics() =>
        [new("portals", random.Next(4) > 0 ? Day() : null), new("38.sea-safety", random.Next(3) > 0 ? Day() : null)];

    private UnitFact Place() => Any(byLevel[random.Next(5) == 0 ? 3 : 4]);

    private ActivityFact Activity() =>
        Country.Activity(
            Place(),
            Day(),
            random.Next(5),
            random.Next(5),
            random.Next(2) == 0
                ? new Dictionary<string, long> { ["vneid-level2-activated"] = random.Next(4) }
                : new Dictionary<string, long> { ["e-wallets"] = 1, ["merchant-qr"] = random.Next(3) }
        );

    private IEnumerable<TMessage> InMessages<TFact, TMessage>(
        IReadOnlyList<TFact> facts,
        Func<IReadOnlyList<TFact>, TMessage> message
    )
    {
        for (var start = 0; start < facts.Count; )
        {
            var size = random.Next(1, 8);
            yield return message([.. facts.Skip(start).Take(size)]);
            start += size;
        }
    }

    private IEnumerable<T> Shuffled<T>(IEnumerable<T> items)
    {
        var all = items.ToArray();
        random.Shuffle(all);
        return all;
    }

    private T Any<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
