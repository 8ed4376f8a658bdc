using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace CongNgheSo.Platform.Tests;

/// <summary>Redis is a convenience: with it away everything answers, and says that it is away.</summary>
public sealed class RedisAwayTests(RunningPlatform platform)
{
    private static readonly TimeSpan Fast = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_answers_fast_while_redis_hangs_and_health_says_so_until_it_is_back()
    {
        using var client = await platform.ClientAsync("VN");
        using var http = platform.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            await client.TokenAsync(Cancellation)
        );
        await AskEverythingAsync(http);
        var redis = platform.Host.Resource("cache").Pids[0];
        HostProcess.Pause(redis);
        try
        {
            var times = new List<(TimeSpan Took, string Path)>();
            for (var round = 0; round < 8; round++)
            {
                times.AddRange(await AskEverythingAsync(http));
                await Task.Delay(250, Cancellation);
            }
            // Now and then a busy machine makes one wait; Redis must not.
            times.Sort((left, right) => right.Took.CompareTo(left.Took));
            times[times.Count / 20].Took.ShouldBeLessThan(Fast, string.Join(", ", times.Take(5)));
            await HealthShouldBecomeAsync("Degraded");
        }
        finally
        {
            HostProcess.Resume(redis);
        }
        await HealthShouldBecomeAsync("Healthy");
        await AskEverythingAsync(http);
    }

    private static async Task<List<(TimeSpan Took, string Path)>> AskEverythingAsync(HttpClient http)
    {
        string[] paths =
        [
            "/v1/units/VN",
            $"/v1/units?q={Guid.NewGuid():N}",
            "/v1/teams?limit=1",
            "/v1/activities?limit=1",
            "/v1/training-programmes?limit=1",
            "/v1/overview",
            "/v1/rollups/VN",
            "/v1/clients?limit=1",
        ];
        var times = new List<(TimeSpan, string)>();
        foreach (var path in paths)
        {
            var asked = Stopwatch.StartNew();
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            times.Add((asked.Elapsed, path));
        }
        return times;
    }

    private async Task HealthShouldBecomeAsync(string status)
    {
        foreach (var service in ApiOperation.Services)
        {
            using var http = new HttpClient { BaseAddress = platform.Host.Address(service) };
            JsonNode? health = null;
            for (
                var waited = Stopwatch.StartNew();
                waited.Elapsed < TimeSpan.FromSeconds(15);
                await Task.Delay(200, Cancellation)
            )
            {
                using var answer = await http.GetAsync(new Uri("/health", UriKind.Relative), Cancellation);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, service);
                health = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
                if ((string?)health!["checks"]!["redis"] == status)
                    break;
            }
            ((string?)health!["checks"]!["redis"]).ShouldBe(status, service);
            ((string?)health["status"]).ShouldBe(status, service);
        }
    }
}
