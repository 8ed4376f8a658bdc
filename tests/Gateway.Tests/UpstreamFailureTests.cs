using System.Net.Http.Json;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http;

namespace CongNgheSo.Gateway.Tests;

/// <summary>A service, or a replica of it, that is away, slow or dies.</summary>
public sealed class UpstreamFailureTests(Servers servers)
{
    private const string Away = "Dịch vụ phía sau tạm thời không trả lời; hãy thử lại.";

    [Fact]
    public async Task A_service_that_is_away_is_a_problem_in_the_readers_language()
    {
        await using var gateway = await GatewayApp.BeforeAsync(
            servers,
            "activity",
            $"http://127.0.0.1:{Servers.FreePort()}"
        );
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);

        using var write = await client.PostAsJsonAsync("/v1/activities", new { });
        await write.ShouldBeProblemAsync(502, "server.upstream-unavailable", Away);
        using var read = await client.InEnglish().GetAsync("/v1/activities");
        await read.ShouldBeProblemAsync(
            502,
            "server.upstream-unavailable",
            "The service behind the gateway does not answer; try again."
        );
        using var nowhere = await client.GetAsync("/v1/units");
        await nowhere.ShouldBeProblemAsync(
            503,
            "server.unavailable",
            "The system is not ready for the moment; send the same request again."
        );
    }

    [Fact]
    public async Task A_slow_service_is_a_problem()
    {
        await using var upstream = await Upstream.StartAsync(context => Task.Delay(-1, context.RequestAborted));
        await using var gateway = await GatewayApp.StartAsync(
            servers,
            [
                new("services:activity:http:0", upstream.Address),
                new("ReverseProxy:Clusters:activity:HttpRequest:ActivityTimeout", "00:00:01"),
            ]
        );
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);

        using var answer = await client.PostAsJsonAsync("/v1/activities", new { });

        await answer.ShouldBeProblemAsync(
            504,
            "server.upstream-timeout",
            "Dịch vụ phía sau trả lời quá chậm; hãy thử lại."
        );
    }

    [Fact]
    public async Task Reads_do_not_notice_a_dead_replica_and_writes_only_until_it_is_known()
    {
        var port = Servers.FreePort();
        await using var alive = await Upstream.NamedAsync("alive");
        var dead = await Upstream.NamedAsync("dead", port);
        await using var gateway = await GatewayApp.BeforeAsync(
            servers,
            "activity",
            alive.Address,
            $"http://127.0.0.1:{port}"
        );
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);
        var both = new HashSet<string>();
        for (var i = 0; i < 40; i++)
            both.Add(await client.GetStringAsync("/v1/activities"));
        both.ShouldBe(["alive", "dead"], ignoreOrder: true);

        await dead.DisposeAsync();

        for (var i = 0; i < 40; i++)
            (await client.GetStringAsync("/v1/activities")).ShouldBe("alive");
        for (var i = 0; i < 40; i++)
        {
            using var write = await client.PostAsJsonAsync("/v1/activities", new { });
            (await write.Content.ReadAsStringAsync()).ShouldBe("alive");
        }
    }

    [Fact]
    public async Task A_write_goes_to_one_replica_once()
    {
        var received = 0;
        RequestDelegate dropping = async context =>
        {
            Interlocked.Increment(ref received);
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Abort();
        };
        await using var first = await Upstream.StartAsync(dropping);
        await using var second = await Upstream.StartAsync(dropping);
        await using var gateway = await GatewayApp.StartAsync(
            servers,
            [
                new("services:activity:http:0", first.Address),
                new("services:activity:http:1", second.Address),
                new("ReverseProxy:Clusters:activity:HealthCheck:Active:Enabled", "false"),
            ]
        );
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);

        using var answer = await client.PostAsJsonAsync("/v1/activities", new { });

        await answer.ShouldBeProblemAsync(502, "server.upstream-unavailable", Away);
        received.ShouldBe(1);
    }
}
