using System.Globalization;
using System.Net;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Gateway.Tests;

public sealed class LimitTests(Servers servers)
{
    private static int databases;

    // The clock stands in the middle of a minute, so that no test straddles two.
    private readonly StoppedClock clock = new(
        DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 60 * 60 + 20)
    );

    [Fact]
    public async Task A_client_is_held_to_its_budget_and_told_where_it_stands()
    {
        await using var gateway = await WithAsync(10);
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);
        using var other = await gateway.ClientAsync("02", Scopes.ActivityRead);

        for (var left = 9; left >= 0; left--)
        {
            using var answer = await client.GetAsync("/docs");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            Header(answer, "RateLimit-Limit").ShouldBe(10);
            Header(answer, "RateLimit-Remaining").ShouldBe(left);
            Header(answer, "RateLimit-Reset").ShouldBe(40);
        }

        using var refused = await client.GetAsync("/docs");
        await refused.ShouldBeProblemAsync(429, "request.too-many", "Quá nhiều yêu cầu; hãy thử lại sau.");
        Header(refused, "Retry-After").ShouldBe(40);
        Header(refused, "RateLimit-Remaining").ShouldBe(0);
        using var english = await client.InEnglish().GetAsync("/docs");
        await english.ShouldBeProblemAsync(429, "request.too-many", "Too many requests; try again later.");
        (await other.GetAsync("/docs")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Replicas_share_one_budget()
    {
        await using var first = await WithAsync(40);
        await using var second = await first.AgainAsync(servers);
        var created = await first.CreateAsync("02", Scopes.ActivityRead);
        using var atFirst = await first.AsAsync(created.ClientId.ToString(), created.ClientSecret);
        using var atSecond = await second.AsAsync(created.ClientId.ToString(), created.ClientSecret);

        var allowed = 0;
        for (var i = 0; i < 60; i++)
            allowed += (await (i % 2 == 0 ? atFirst : atSecond).GetAsync("/docs")).IsSuccessStatusCode ? 1 : 0;

        allowed.ShouldBe(40);
    }

    [Fact]
    public async Task Many_at_once_are_counted_exactly()
    {
        await using var gateway = await WithAsync(100);
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);

        var answers = await Task.WhenAll(Enumerable.Range(0, 160).Select(_ => client.GetAsync("/docs")));

        answers.Count(answer => answer.IsSuccessStatusCode).ShouldBe(100);
    }

    [Fact]
    public async Task Each_replica_counts_alone_with_Redis_away()
    {
        await using var gateway = await WithAsync(
            30,
            KeyValuePair.Create("ConnectionStrings:cache", $"127.0.0.1:{Servers.FreePort()}")
        );
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++)
            answers.Add((await client.GetAsync("/docs")).StatusCode);

        answers.Count(status => status == HttpStatusCode.OK).ShouldBe(30);
        answers.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBe(10);
        (await gateway.Http.GetStringAsync("/health")).ShouldContain("\"redis\":\"Degraded\"");
    }

    [Fact]
    public async Task The_next_minute_brings_a_new_budget()
    {
        await using var gateway = await WithAsync(5);
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);
        for (var i = 0; i < 5; i++)
            await client.GetAsync("/docs");
        (await client.GetAsync("/docs")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        clock.Now = clock.Now.AddSeconds(40);

        using var answer = await client.GetAsync("/docs");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(answer, "RateLimit-Reset").ShouldBe(60);
    }

    [Fact]
    public async Task Tokens_have_a_budget_of_their_own_for_each_client()
    {
        await using var gateway = await WithAsync(1000, KeyValuePair.Create("Gateway:TokenRequestsPerMinute", "4"));
        // The ministry's own token took none of the client's.
        var client = await gateway.CreateAsync("02", Scopes.ActivityRead);

        for (var i = 0; i < 4; i++)
            (await Ask(client.ClientId)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var refused = await Ask(client.ClientId);
        await refused.ShouldBeProblemAsync(429, "request.too-many", "Quá nhiều yêu cầu; hãy thử lại sau.");
        Header(refused, "Retry-After").ShouldBe(40);
        Header(refused, "RateLimit-Limit").ShouldBe(4);

        Task<HttpResponseMessage> Ask(Guid id) =>
            gateway.AskAsync(
                ("grant_type", "client_credentials"),
                ("client_id", id.ToString()),
                ("client_secret", "guess")
            );
    }

    /// <summary>A gateway with a Redis database of its own.</summary>
    private Task<GatewayApp> WithAsync(int perMinute, params KeyValuePair<string, string>[] more) =>
        GatewayApp.StartAsync(
            servers,
            [
                new("Gateway:RequestsPerMinute", perMinute.ToString(CultureInfo.InvariantCulture)),
                new(
                    "ConnectionStrings:cache",
                    $"{servers.RedisConnectionString},defaultDatabase={Interlocked.Increment(ref databases)}"
                ),
                .. more,
            ],
            clock
        );

    private static int Header(HttpResponseMessage answer, string name) =>
        int.Parse(answer.Headers.GetValues(name).ShouldHaveSingleItem(), CultureInfo.InvariantCulture);
}
