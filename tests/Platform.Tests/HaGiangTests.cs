using CongNgheSo.Simulator;

namespace CongNgheSo.Platform.Tests;

/// <summary>A whole province on the real catalogue: what was sent is what every level shows.</summary>
public sealed class HaGiangTests(RunningPlatform platform)
{
    private const int Villages = 2_071;
    private const int Members = 12_131;
    private const int Activities = 20_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_levels_totals_are_the_sum_of_what_was_sent_before_and_after_a_second_catalogue()
    {
        using var client = await platform.ClientAsync("VN");
        var plan = new ProvincePlan("02", seed: 2022);
        var maker = new ProvinceMaker(client, plan);
        var nationBefore = await client.TotalsAsync("VN");
        var villages = await maker.MakeVillagesAsync(Villages, Cancellation);
        villages.Count.ShouldBe(Villages);
        var teams = await maker.MakeTeamsAsync(villages, Members, Cancellation);
        await maker.AwaitTeamsAsync(teams, Cancellation);

        var sent = plan.Activities([.. teams.Select(team => team.Id)], Activities, PlatformQueries.Today).ToArray();
        foreach (var batch in sent.Chunk(2_000))
        {
            var answer = await client.PostRowsAsync("/v1/activities/batch", batch, Cancellation);
            (answer.Accepted, answer.Unchanged, answer.Rejected).ShouldBe((batch.Length, 0, 0));
        }

        var expected = await ExpectAsync(client, teams, sent);
        await client.ShouldReachAsync("02", expected.Of("02"), within: TimeSpan.FromMinutes(2));
        await EveryUnitShouldBeAsExpected(client, expected);
        (await client.TotalsAsync("VN")).ShouldBe(Sum(nationBefore, expected.Of("02")));

        // Sending everything again changes nothing.
        (await client.PostRowsAsync("/v1/team-imports", teams.Take(1_000), Cancellation)).Accepted.ShouldBe(0);
        (await client.PostRowsAsync("/v1/activities/batch", sent.Take(5_000), Cancellation)).Unchanged.ShouldBe(5_000);

        await ImportCatalogueAsync(client);
        await client.ShouldReachAsync("02", expected.Of("02"), within: TimeSpan.FromMinutes(1));
        await EveryUnitShouldBeAsExpected(client, expected);
        (await client.TotalsAsync("VN")).ShouldBe(Sum(nationBefore, expected.Of("02")));
        (await client.GetAsync<UnitAnswer>("/v1/units/02?asOf=2024-01-01", Cancellation)).FullName.ShouldBe(
            "Tỉnh Hà Giang"
        );
    }

    /// <summary>The catalogue in force from 1 May 2024, as the ministry's statisticians publish it.</summary>
    private static async Task ImportCatalogueAsync(GatewayClient client)
    {
        var csv = await File.ReadAllBytesAsync(RepositoryFiles.SharedData("units-2024.csv"), Cancellation);
        await client.SendAsync(HttpMethod.Post, "/v1/unit-imports?validFrom=2024-05-01", csv, "text/csv", Cancellation);
    }

    private static async Task<ExpectedTotals> ExpectAsync(
        GatewayClient client,
        IReadOnlyList<TeamRow> teams,
        IReadOnlyList<ActivityRow> activities
    )
    {
        var communes = teams.Select(team => team.UnitCode.Split('-')[0]).Distinct().ToArray();
        var paths = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var commune in communes)
            paths[commune] = (await client.GetAsync<UnitAnswer>($"/v1/units/{commune}", Cancellation)).Path.Split('/');
        // The nation is compared with what it was before: other tests count there too.
        IEnumerable<string> PathOf(TeamRow team) =>
            paths[team.UnitCode.Split('-')[0]].Where(code => code != "VN").Append(team.UnitCode);
        var expected = new ExpectedTotals();
        foreach (var team in teams)
            expected.Add(team, PathOf(team));
        var teamById = teams.ToDictionary(team => team.Id);
        foreach (var activity in activities)
            expected.Add(activity, PathOf(teamById[activity.TeamId]));
        return expected;
    }

    private static async Task EveryUnitShouldBeAsExpected(GatewayClient client, ExpectedTotals expected)
    {
        var units = expected.Units.ToArray();
        units.Count(unit => unit.Contains('-')).ShouldBe(Villages);
        units.Count(unit => unit.Length == 5).ShouldBe(193);
        units.Count(unit => unit.Length == 3).ShouldBe(11);
        var wrong = new List<string>();
        await Parallel.ForEachAsync(
            units,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation },
            async (unit, _) =>
            {
                var actual = await client.TotalsAsync(unit);
                if (!actual.SequenceEqual(expected.Of(unit)))
                    lock (wrong)
                        wrong.Add(
                            $"{unit}: {string.Join(", ", actual)} instead of {string.Join(", ", expected.Of(unit))}"
                        );
            }
        );
        wrong.ShouldBeEmpty();
    }

    private static SortedDictionary<string, long> Sum(
        SortedDictionary<string, long> one,
        SortedDictionary<string, long> other
    ) =>
        new(
            one.Concat(other)
                .GroupBy(figure => figure.Key)
                .ToDictionary(same => same.Key, same => same.Sum(f => f.Value))
        );
}
