using System.Net;
using System.Net.Http.Json;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Services.Training.Coverage;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>
/// Thanh Hóa as it reported 2024: 4,351 teams, 15,995 members, all of them trained, 23,113 attendances; in 27 districts and
/// 559 communes. Which team has how many members, and who came twice, is made up.
/// </summary>
public sealed class ThanhHoaTests(TrainingService service)
{
    private const int Districts = 27;
    private const int Communes = 559;
    private const int Teams = 4351;
    private const int Members = 15_995;
    private const int Attendances = 23_113;
    private const int FactsPerEvent = 500;

    private static readonly DateOnly Established = new(2022, 6, 1);

    [Fact]
    public async Task Both_figures_of_2024_are_right_at_every_level_after_retries_and_lists_sent_again()
    {
        var (province, districts, communes, villages) = Units();
        var members = MembersOf(province, districts, communes, villages);
        await PublishAsync([province, .. districts, .. communes, .. villages], facts => new UnitsChanged(Now, facts));
        await PublishAsync(members, facts => new MembersChanged(Now, facts));
        var client = service.Client(province.Code);
        var programme = await client.ProgrammeAsync(province.Code, "portals", "law-and-policy");
        await client.RequireAsync(province.Code, null, "law-and-policy", 30, "2024-01-01");
        // Everybody comes once, in the spring; the first of them once more, to learn about the law.
        Guid[] everybody = [.. members.Select(member => member.MemberId)];
        var again = everybody[..(Attendances - Members)];
        var spring = await SessionsAsync("2024-03-12", "portals", count: 8);
        var autumn = await SessionsAsync("2024-09-20", "law-and-policy", count: 4);

        var lists = Lists(spring, everybody).Concat(Lists(autumn, again)).ToList();
        foreach (var (session, list) in lists)
        {
            // A list in which a third of the rows stand twice, and at the same moment the same list in another order.
            await Task.WhenAll(
                SendAsync(session, [.. list, .. list[..(list.Length / 3)]]),
                SendAsync(session, [.. list.Reverse()])
            );
            (await client.AttendAsync(session, list)).Unchanged.ShouldBe(list.Length);
        }

        var second = again.ToHashSet();
        await StandsAsync(province, districts, Members, Attendances);
        foreach (var district in districts)
            await StandsAsync(
                district,
                [.. communes.Where(commune => commune.Placements[0].ParentId == district.UnitId)]
            );
        foreach (var commune in communes.Where((_, index) => index % 100 == 0))
            await StandsAsync(
                commune,
                [.. villages.Where(village => village.Placements[0].ParentId == commune.UnitId)]
            );
        var needs = await client.NeedsAsync();
        needs.Count.ShouldBe(1000);
        needs.ShouldAllBe(need => !second.Contains(need.MemberId) && need.Topic == "law-and-policy");

        // On a busy machine one may wait for the other for too long: what was not acknowledged is sent again.
        async Task SendAsync(Guid session, Guid[] list)
        {
            for (var attempt = 1; ; attempt++)
                try
                {
                    await client.AttendAsync(session, list);
                    return;
                }
                catch (HttpRequestException refused)
                    when (refused.StatusCode == HttpStatusCode.ServiceUnavailable && attempt < 5) { }
        }

        async Task<Guid[]> SessionsAsync(string day, string topic, int count)
        {
            var ids = new Guid[count];
            for (var index = 0; index < count; index++)
                ids[index] = await client.SessionAsync(programme, province.Code, day, [topic]);
            return ids;
        }

        async Task StandsAsync(UnitFact unit, IReadOnlyList<UnitFact> children, int? trained = null, int? times = null)
        {
            var coverage = await client.GetFromJsonAsync<CoverageResponse>(
                $"/v1/training-coverage/{unit.Code}?from=2024-01-01&to=2024-12-31"
            );
            var whole = Expected(unit);
            Of(coverage!.Unit).ShouldBe(whole);
            if (trained is not null)
                (coverage.Unit.Trained, coverage.Unit.Attendances).ShouldBe((trained.Value, times!.Value));
            coverage
                .Children.ToDictionary(child => child.Code, Of)
                .ShouldBe(children.ToDictionary(child => child.Code, Expected), ignoreOrder: true);
            var law = coverage.Topics.Single(topic => topic.Topic == "law-and-policy");
            (law.Trained, law.Attendances, law.Due + law.Overdue).ShouldBe((whole.Twice, whole.Twice, whole.Overdue));
        }

        (long Members, long Trained, long Attendances, long Overdue, long Twice) Expected(UnitFact unit)
        {
            var within = members.Where(member => $"/{member.UnitPath}/".Contains($"/{unit.Code}/")).ToList();
            var twice = within.Count(member => second.Contains(member.MemberId));
            return (within.Count, within.Count, within.Count + twice, within.Count - twice, twice);
        }

        static (long, long, long, long, long) Of(UnitCoverage unit) =>
            (unit.Members, unit.Trained, unit.Attendances, unit.Overdue, unit.Attendances - unit.Members);
    }

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    private static (UnitFact, UnitFact[], UnitFact[], UnitFact[]) Units()
    {
        var code = Guid.NewGuid().ToString("N")[..6];
        var province = Region.Unit(code, 1, Region.Nation.UnitId);
        UnitFact[] districts = Below([province], Districts, 2, "D");
        UnitFact[] communes = Below(districts, Communes, 3, "C");
        return (province, districts, communes, Below(communes, Teams, 4, "V"));

        UnitFact[] Below(UnitFact[] parents, int count, int level, string letter) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(index =>
                        Region.Unit($"{code}{letter}{index}", level, parents[index % parents.Length].UnitId)
                    ),
            ];
    }

    /// <summary>Three or four in a team, one of them its leader, so that all teams together have as many as there were.</summary>
    private static MemberFact[] MembersOf(
        UnitFact province,
        UnitFact[] districts,
        UnitFact[] communes,
        UnitFact[] villages
    )
    {
        var teams = Array.ConvertAll(villages, _ => Guid.NewGuid());
        return
        [
            .. Enumerable
                .Range(0, Members)
                .Select(index =>
                {
                    var team = index % Teams;
                    var (commune, village) = (communes[team % Communes], villages[team]);
                    var district = districts[team % Communes % Districts];
                    return new MemberFact(
                        Guid.NewGuid(),
                        1,
                        teams[team],
                        village.UnitId,
                        $"VN/{province.Code}/{district.Code}/{commune.Code}/{village.Code}",
                        index < Teams ? "leader" : "member",
                        "village-head",
                        Established,
                        null
                    );
                }),
        ];
    }

    private static IEnumerable<(Guid Session, Guid[] List)> Lists(Guid[] sessions, Guid[] members) =>
        sessions.Zip(members.Chunk((members.Length + sessions.Length - 1) / sessions.Length));

    private async Task PublishAsync<TFact, TEvent>(IReadOnlyList<TFact> facts, Func<IReadOnlyList<TFact>, TEvent> tell)
        where TEvent : class
    {
        foreach (var events in facts.Chunk(FactsPerEvent).Select(tell).Chunk(8))
            await Task.WhenAll(events.Select(@event => service.PublishAsync(@event)));
    }
}
