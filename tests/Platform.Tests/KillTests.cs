using CongNgheSo.Simulator;

namespace CongNgheSo.Platform.Tests;

/// <summary>Pulling plugs under load: what was acknowledged is counted, once.</summary>
public sealed class KillTests(RunningPlatform platform)
{
    private const int Villages = 120;
    private const int Batches = 60;
    private const int RowsPerBatch = 250;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Activities_acknowledged_while_each_part_is_killed_are_in_the_totals_exactly_once()
    {
        using var client = await platform.ClientAsync("VN");
        var plan = new ProvincePlan("04", seed: 4);
        var maker = new ProvinceMaker(client, plan);
        var villages = await maker.MakeVillagesAsync(Villages, Cancellation);
        var teams = await maker.MakeTeamsAsync(villages, Villages * 2, Cancellation);
        await maker.AwaitTeamsAsync(teams, Cancellation);
        var batches = plan.Activities([.. teams.Select(team => team.Id)], Batches * RowsPerBatch, PlatformQueries.Today)
            .Chunk(RowsPerBatch)
            .ToArray();
        var expected = new ExpectedTotals();
        foreach (var team in teams)
            expected.Add(team, ["04"]);

        string[] victims = ["activity", "reporting", "messaging", "postgres"];
        var acknowledged = 0;
        await Task.WhenAll(SendAsync(), KillAsync());

        await client.ShouldReachAsync("04", expected.Of("04"), within: TimeSpan.FromMinutes(3));
        acknowledged.ShouldBe(Batches * RowsPerBatch);
        await ShouldHaveLetGoOfDeadConnectionsAsync(client);

        async Task SendAsync() =>
            await Parallel.ForEachAsync(
                batches,
                new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = Cancellation },
                async (batch, ct) =>
                {
                    // The client sends the same ids again until it is answered; some rows were written by then.
                    var answer = await client.PostRowsAsync("/v1/activities/batch", batch, ct);
                    answer.Errors.ShouldBeEmpty();
                    lock (expected)
                    {
                        acknowledged += answer.Accepted + answer.Unchanged;
                        foreach (var activity in batch)
                            expected.Add(activity, ["04"]);
                    }
                    // Leaves room for every kill to meet the load.
                    await Task.Delay(600, ct);
                }
            );

        async Task KillAsync()
        {
            foreach (var victim in victims)
            {
                var before = platform.Host.Resource(victim).Pids[0];
                HostProcess.KillHard(before);
                await Eventually.TrueAsync(
                    () => platform.Host.Resource(victim) is { State: "Running", Pids: [var now, ..] } && now != before,
                    TimeSpan.FromSeconds(90),
                    () => platform.Host.Output
                );
                await Task.Delay(1_000, Cancellation);
            }
        }
    }

    /// <summary>PostgreSQL died under the services' pools; what comes afterwards meets none of its dead connections.</summary>
    private async Task ShouldHaveLetGoOfDeadConnectionsAsync(GatewayClient client)
    {
        string[] reads =
        [
            "/v1/units?limit=1&q=x",
            "/v1/teams?limit=1",
            "/v1/activities?limit=1",
            "/v1/training-programmes?limit=1",
            "/v1/rollups/04",
            "/v1/clients?limit=1",
        ];
        using var http = platform.Anonymous();
        http.DefaultRequestHeaders.Authorization = new("Bearer", await client.TokenAsync(Cancellation));
        var answers = await Task.WhenAll(
            Enumerable
                .Repeat(reads, 20)
                .SelectMany(each => each)
                .Select(path => http.GetAsync(new Uri(path, UriKind.Relative), Cancellation))
        );
        answers.ShouldAllBe(answer => answer.IsSuccessStatusCode);
    }
}
