using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Simulator;

namespace CongNgheSo.Platform.Tests;

/// <summary>What is recorded while a part of the platform is away is counted, once, and the operator is told.</summary>
public sealed class OutageTests(RunningPlatform platform)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Activities_are_recorded_and_counted_while_registry_is_away()
    {
        var province = await ProvinceAsync("96");
        using var http = await HttpAsync(province.Client);
        var registry = platform.Host.Resource("registry").Pids;
        foreach (var pid in registry)
            HostProcess.Pause(pid);
        try
        {
            foreach (var activity in province.Activities(5))
                await ShouldBeRecordedAsync(http, activity);
            await province.ShouldBeCountedAsync();
        }
        finally
        {
            foreach (var pid in registry)
                HostProcess.Resume(pid);
        }
    }

    [Fact]
    public async Task Events_wait_for_the_broker_with_an_alarm_and_are_counted_once_when_it_is_back()
    {
        var province = await ProvinceAsync("94");
        using var http = await HttpAsync(province.Client);
        var broker = HostProcess
            .ProcessesOf(platform.Host.Directory)
            .Where(process => process.Contains("beam.smp", StringComparison.Ordinal))
            .Select(process => int.Parse(process.Split(' ')[0], CultureInfo.InvariantCulture))
            .ToArray();
        broker.ShouldNotBeEmpty();
        foreach (var pid in broker)
            HostProcess.Pause(pid);
        try
        {
            var before = await province.Client.TotalsAsync(province.Code);
            foreach (var activity in province.Activities(20))
                await ShouldBeRecordedAsync(http, activity);
            await OutboxShouldBecomeAsync("Degraded");
            (await province.Client.TotalsAsync(province.Code)).ShouldBe(before);
            await DashboardShouldTellAsync("Events gather in the outbox: ");
        }
        finally
        {
            foreach (var pid in broker)
                HostProcess.Resume(pid);
        }
        await province.ShouldBeCountedAsync();
        await OutboxShouldBecomeAsync("Healthy");
        await DashboardShouldTellAsync("The outbox has drained: ");
    }

    [Fact]
    public async Task What_is_refused_while_postgresql_is_away_is_counted_once_when_it_is_sent_again()
    {
        var province = await ProvinceAsync("95");
        using var http = await HttpAsync(province.Client);
        var refused = new List<HttpResponseMessage>();
        using var activities = province.Activities(10_000).GetEnumerator();
        var sent = new List<ActivityRow>();
        HostProcess.KillHard(platform.Host.Resource("postgres").Pids[0]);
        // Until it is back, each is tried once.
        await Eventually.TrueAsync(
            async () =>
            {
                activities.MoveNext();
                sent.Add(activities.Current);
                var answer = await http.PostAsJsonAsync("/v1/activities", sent[^1], GatewayClient.Json, Cancellation);
                if (answer.IsSuccessStatusCode)
                    return refused.Count > 0;
                refused.Add(answer);
                return false;
            },
            Patience,
            () => $"{sent.Count} sent, {refused.Count} refused"
        );

        foreach (var answer in refused)
        {
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
            await answer.ShouldBeProblemAsync(
                503,
                "server.unavailable",
                "Hệ thống tạm thời chưa sẵn sàng; hãy gửi lại đúng yêu cầu này."
            );
        }
        // All of them, those that were answered too: none is there twice.
        foreach (var activity in sent)
            await province.Client.PostAsync<JsonObject>("/v1/activities", activity, Cancellation);
        await province.ShouldBeCountedAsync();
    }

    private async Task<Province> ProvinceAsync(string code)
    {
        var client = await platform.ClientAsync("VN");
        var plan = new ProvincePlan(code, seed: int.Parse(code, CultureInfo.InvariantCulture));
        var maker = new ProvinceMaker(client, plan);
        var villages = await maker.MakeVillagesAsync(3, Cancellation);
        var teams = await maker.MakeTeamsAsync(villages, 9, Cancellation);
        await maker.AwaitTeamsAsync(teams, Cancellation);
        var province = new Province(client, code, plan, teams);
        // What is registered has to be counted before anything is taken away.
        await province.ShouldBeCountedAsync();
        return province;
    }

    /// <summary>Sends each request once: what the platform answers is what the test sees.</summary>
    private async Task<HttpClient> HttpAsync(GatewayClient client)
    {
        var http = platform.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            await client.TokenAsync(Cancellation)
        );
        return http;
    }

    private static async Task ShouldBeRecordedAsync(HttpClient http, ActivityRow activity)
    {
        using var answer = await http.PostAsJsonAsync("/v1/activities", activity, GatewayClient.Json, Cancellation);
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task OutboxShouldBecomeAsync(string status)
    {
        using var http = new HttpClient { BaseAddress = platform.Host.Address("activity") };
        var seen = "";
        await Eventually.TrueAsync(
            async () =>
            {
                seen = await http.GetStringAsync(new Uri("/health", UriKind.Relative), Cancellation);
                return (string?)JsonNode.Parse(seen)!["checks"]!["outbox"] == status;
            },
            Patience,
            () => seen
        );
    }

    private async Task DashboardShouldTellAsync(string text)
    {
        var dashboard = platform.Host.Resource("dashboard").Properties;
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-API-Key", dashboard["apiKey"]);
        var address = new Uri($"{dashboard["telemetryUrl"]}/logs?resource=activity&limit=1000");
        var seen = "";
        await Eventually.TrueAsync(
            async () =>
                (seen = await http.GetStringAsync(address, Cancellation)).Contains(text, StringComparison.Ordinal),
            Patience,
            () => seen
        );
    }

    /// <summary>A province with three teams, and what must be counted for it.</summary>
    private sealed class Province
    {
        private readonly ExpectedTotals expected = new();
        private readonly ProvincePlan plan;
        private readonly IReadOnlyList<TeamRow> teams;

        public Province(GatewayClient client, string code, ProvincePlan plan, IReadOnlyList<TeamRow> teams)
        {
            (Client, Code, this.plan, this.teams) = (client, code, plan, teams);
            foreach (var team in teams)
                expected.Add(team, [code]);
        }

        public GatewayClient Client { get; }

        public string Code { get; }

        /// <summary>New activities, each of which must be counted once it has been taken from here.</summary>
        public IEnumerable<ActivityRow> Activities(int count)
        {
            foreach (var activity in plan.Activities([.. teams.Select(team => team.Id)], count, PlatformQueries.Today))
            {
                expected.Add(activity, [Code]);
                yield return activity;
            }
        }

        public Task ShouldBeCountedAsync() => Client.ShouldReachAsync(Code, expected.Of(Code), Patience);
    }
}
