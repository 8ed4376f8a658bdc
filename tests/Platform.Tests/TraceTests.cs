using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using CongNgheSo.Simulator;

namespace CongNgheSo.Platform.Tests;

/// <summary>One trace from the request to the number it changes, read back from the dashboard.</summary>
public sealed class TraceTests(RunningPlatform platform)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_trace_runs_from_the_gateways_request_to_the_totals_upsert()
    {
        using var client = await platform.ClientAsync("VN");
        var maker = new ProvinceMaker(client, new ProvincePlan("06", seed: 6));
        var villages = await maker.MakeVillagesAsync(3, Cancellation);
        var teams = await maker.MakeTeamsAsync(villages, 9, Cancellation);
        await maker.AwaitTeamsAsync(teams, Cancellation);

        using var http = platform.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            await client.TokenAsync(Cancellation)
        );
        var activity = new ProvincePlan("06", seed: 7).Activities([teams[0].Id], 1, PlatformQueries.Today).Single();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/activities")
        {
            Content = JsonContent(activity),
        };
        // Of many requests a second only some are recorded; one that asks to be always is.
        var asked = ActivityTraceId.CreateRandom().ToHexString();
        request.Headers.Add("traceparent", $"00-{asked}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
        using var response = await http.SendAsync(request, Cancellation);
        response.EnsureSuccessStatusCode();
        var traceId = response.Headers.GetValues("Trace-Id").Single();
        traceId.ShouldBe(asked);

        (string Service, string Span)[] wanted =
        [
            ("gateway", "POST /v1/activities/{**rest}"),
            ("activity", "POST /v1/activities/"),
            ("activity", "INSERT activity_ids"),
            ("activity", "outbox activity.activities-recorded.v1"),
            ("activity", "congngheso.events send"),
            ("reporting", "reporting.activity-facts process"),
            ("reporting", "UPSERT unit_days"),
        ];
        IReadOnlyList<(string Service, string Span)> seen = [];
        await Eventually.TrueAsync(
            async () =>
            {
                seen = await ReadTraceAsync(traceId);
                return wanted.All(seen.Contains);
            },
            TimeSpan.FromSeconds(30),
            () => $"trace {traceId} holds\n{string.Join('\n', seen)}"
        );
    }

    private static ByteArrayContent JsonContent(ActivityRow activity) =>
        new(JsonSerializer.SerializeToUtf8Bytes(activity, GatewayClient.Json))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };

    /// <summary>Service and name of every span of a trace that the dashboard holds, in OTLP JSON.</summary>
    private async Task<IReadOnlyList<(string, string)>> ReadTraceAsync(string traceId)
    {
        var dashboard = platform.Host.Resource("dashboard").Properties;
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-API-Key", dashboard["apiKey"]);
        using var response = await http.GetAsync(
            new Uri($"{dashboard["telemetryUrl"]}/traces/{traceId}"),
            Cancellation
        );
        if (!response.IsSuccessStatusCode)
            return [];
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        return
        [
            .. from resource in Find(json.RootElement, "resourceSpans").EnumerateArray()
            let service = resource
                .GetProperty("resource")
                .GetProperty("attributes")
                .EnumerateArray()
                .First(attribute => attribute.GetProperty("key").GetString() == "service.name")
                .GetProperty("value")
                .GetProperty("stringValue")
                .GetString()
            from scope in resource.GetProperty("scopeSpans").EnumerateArray()
            from span in scope.GetProperty("spans").EnumerateArray()
            select (service, span.GetProperty("name").GetString()!),
        ];
    }

    private static JsonElement Find(JsonElement element, string name) =>
        element.TryGetProperty(name, out var found)
            ? found
            : element
                .EnumerateObject()
                .Where(property => property.Value.ValueKind == JsonValueKind.Object)
                .Select(property => Find(property.Value, name))
                .First();
}
