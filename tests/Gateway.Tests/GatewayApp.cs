using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Gateway.Clients;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.Gateway.Tests;

/// <summary>A gateway on a real port, with its own database unless told which.</summary>
public sealed class GatewayApp : WebApplicationFactory<GatewayDbContext>
{
    private readonly Dictionary<string, string> settings;
    private readonly TimeProvider? clock;

    private GatewayApp(Dictionary<string, string> settings, TimeProvider? clock)
    {
        this.settings = settings;
        this.clock = clock;
        UseKestrel(0);
    }

    public HttpClient Http { get; private set; } = null!;

    /// <summary>Settings that others, or a restart, need to find the same data.</summary>
    public IReadOnlyDictionary<string, string> Settings => settings;

    public (string Id, string Secret) Ministry { get; private set; }

    /// <summary>Migrates as the AppHost does, then starts.</summary>
    public static async Task<GatewayApp> StartAsync(
        Servers servers,
        IEnumerable<KeyValuePair<string, string>>? more = null,
        TimeProvider? clock = null
    )
    {
        var settings = NewSettings(servers);
        foreach (var (key, value) in more ?? [])
            settings[key] = value;
        await CommandAsync("migrate", settings);
        var app = new GatewayApp(settings, clock);
        app.Http = app.CreateClient();
        var file = JsonNode.Parse(await File.ReadAllTextAsync(settings["Gateway:ClientFile"]))!;
        app.Ministry = ((string)file["client_id"]!, (string)file["client_secret"]!);
        return app;
    }

    /// <summary>A gateway in front of one service's replicas, at these addresses.</summary>
    public static Task<GatewayApp> BeforeAsync(Servers servers, string service, params string[] replicas) =>
        StartAsync(
            servers,
            replicas.Select((address, number) => KeyValuePair.Create($"services:{service}:http:{number}", address))
        );

    /// <summary>Another gateway on the same data: a restart, or a replica.</summary>
    public Task<GatewayApp> AgainAsync(Servers servers, params (string Key, string Value)[] more)
    {
        var changed = new Dictionary<string, string>(settings);
        foreach (var (key, value) in more)
            changed[key] = value;
        return StartAsync(servers, changed, clock);
    }

    public static Dictionary<string, string> NewSettings(Servers servers) =>
        new()
        {
            ["ConnectionStrings:gatewaydb"] = servers.NewDatabase(),
            ["Auth:Issuer"] = "http://issuer.test",
            ["Gateway:ClientFile"] = Path.Combine(Path.GetTempPath(), $"client-{Guid.NewGuid():N}", "client.json"),
            // The ministry's client asks for a token in nearly every test. Redis is for the tests of limits: all
            // gateways here would share the budget of one address there.
            ["Gateway:TokenRequestsPerMinute"] = "1000",
        };

    /// <summary>Runs <c>Gateway COMMAND</c> in this process.</summary>
    public static Task CommandAsync(string command, IReadOnlyDictionary<string, string> settings) =>
        Task.Run(() =>
            typeof(GatewayDbContext).Assembly.EntryPoint!.Invoke(
                null,
                [(string[])[command, .. settings.Select(setting => $"--{setting.Key}={setting.Value}")]]
            )
        );

    /// <summary>A client with a token of its own, created by the ministry.</summary>
    public async Task<HttpClient> ClientAsync(string unit, params string[] scopes)
    {
        var created = await CreateAsync(unit, scopes);
        return await AsAsync(created.ClientId.ToString(), created.ClientSecret);
    }

    public async Task<ClientCredentialsResponse> CreateAsync(string unit, params string[] scopes)
    {
        using var ministry = await MinistryAsync();
        var answer = await ministry.PostAsJsonAsync(
            "/v1/clients",
            new CreateClientRequest($"client {Guid.NewGuid():N}", unit, scopes)
        );
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        return (await answer.Content.ReadFromJsonAsync<ClientCredentialsResponse>())!;
    }

    public Task<HttpClient> MinistryAsync() => AsAsync(Ministry.Id, Ministry.Secret);

    public async Task<HttpClient> AsAsync(string id, string secret)
    {
        var client = new HttpClient { BaseAddress = Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            await TokenAsync(id, secret)
        );
        return client;
    }

    public async Task<string> TokenAsync(string id, string secret)
    {
        using var answer = await AskAsync(
            ("grant_type", "client_credentials"),
            ("client_id", id),
            ("client_secret", secret)
        );
        return (string)(await answer.JsonAsync())["access_token"]!;
    }

    /// <summary>POST /connect/token.</summary>
    public Task<HttpResponseMessage> AskAsync(params (string Name, string Value)[] form) =>
        Http.PostAsync(
            "/connect/token",
            new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)))
        );

    /// <summary>Posts what is given and nothing more; everything that is answered until the connection ends.</summary>
    public async Task<string> PostBareAsync(HttpClient client, string path, string rest)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Http.BaseAddress!.Host, Http.BaseAddress.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n"
                    + $"Authorization: {client.DefaultRequestHeaders.Authorization}\r\n{rest}"
            )
        );
        using var reader = new StreamReader(stream);
        var (answer, buffer) = (new StringBuilder(), new char[4096]);
        try
        {
            while (
                await reader.ReadAsync(buffer, 0, buffer.Length).WaitAsync(TimeSpan.FromSeconds(20))
                    is > 0
                        and var count
            )
                answer.Append(buffer, 0, count);
        }
        catch (IOException) when (answer.Length > 0)
        {
            // Answered, and then cut off: the server does not wait for the rest of the body.
        }
        return answer.ToString();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
        if (clock is not null)
            builder.ConfigureTestServices(services => services.AddSingleton(clock));
    }
}

/// <summary>One gateway for the tests that do not change how it runs.</summary>
public sealed class SharedGateway(Servers servers) : IAsyncLifetime
{
    public GatewayApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await GatewayApp.StartAsync(servers);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>Time that stands still until it is moved.</summary>
public sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
