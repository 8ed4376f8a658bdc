using CongNgheSo.AppHost.Embedded;
using CongNgheSo.Platform.Tests;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Simulator;

[assembly: AssemblyFixture(typeof(RunningPlatform))]
// The tests share one platform of many processes on few cores, and some of them kill parts of it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace CongNgheSo.Platform.Tests;

/// <summary>The whole platform as ./run starts it, on data of its own, with the ministry's client.</summary>
public sealed class RunningPlatform : IAsyncLifetime
{
    public HostProcess Host { get; private set; } = null!;

    /// <summary>The ministry's client.</summary>
    public GatewayClient Ministry { get; private set; } = null!;

    public Uri Gateway => Host.Address("gateway");

    public string ClientFile => Path.Combine(Host.Directory, "ministry-client.json");

    public async ValueTask InitializeAsync()
    {
        Host = HostProcess.Launch(
            typeof(PlatformState).Assembly.Location,
            HostProcess.NewDirectory(),
            [],
            // The limits are tested with the gateway; here they would only slow the tests down.
            ("Gateway__RequestsPerMinute", "1000000"),
            // A minute, in earnest: the test of the alarm waits for it.
            ("Outbox__AlarmAfterSeconds", "10")
        );
        await Host.RunningAsync(TimeSpan.FromMinutes(4));
        Ministry = await GatewayClient.ConnectAsync(Gateway, ClientFile, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Ministry?.Dispose();
        await Host.DisposeAsync();
        Directory.Delete(Host.Directory, recursive: true);
    }

    /// <summary>A client of the ministry's making, with a token for one unit and these scopes (all where none is named).</summary>
    public async Task<GatewayClient> ClientAsync(string unit, params string[] scopes)
    {
        var client = await Ministry.PostAsync<NewClient>(
            "/v1/clients",
            new
            {
                name = $"Test {unit}",
                unit,
                scopes = scopes is [] ? Scopes.All : scopes,
            },
            CancellationToken.None
        );
        return new GatewayClient(Gateway, client.ClientId, client.ClientSecret);
    }

    /// <summary>A bare HTTP client: no token, no retry.</summary>
    public HttpClient Anonymous(string language = "vi")
    {
        var http = new HttpClient { BaseAddress = Gateway };
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return http;
    }

    private sealed record NewClient(string ClientId, string ClientSecret);
}
