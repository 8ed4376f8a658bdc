using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.Services.Registry.Tests;
using CongNgheSo.Services.Registry.UnitImports;
using CongNgheSo.Testing;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(RegistryService))]

namespace CongNgheSo.Services.Registry.Tests;

/// <summary>The service under test, one for all tests, with the default catalogue in place.</summary>
public sealed class RegistryService() : ServiceFactory<RegistryDbContext>("registry"), IAsyncLifetime
{
    private static int communes;
    private EventListener? events;
    private string[] haGiang = [];

    /// <summary>Everything that the service publishes.</summary>
    public EventListener Events => events!;

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        events = await EventListener.StartAsync(Servers.RabbitMqConnectionString, "registry.#");
        await using var scope = Services.CreateAsyncScope();
        await DefaultCatalogue.SeedAsync(scope.ServiceProvider, default);
        var page = await Client().GetFromJsonAsync<JsonObject>("/v1/units?within=02&level=3&limit=1000");
        haGiang = [.. page!["items"]!.AsArray().Select(unit => (string)unit!["code"]!).Order()];
    }

    /// <summary>A commune of Hà Giang that no other test uses.</summary>
    public string Commune() => haGiang[Interlocked.Increment(ref communes)];

    /// <summary>A village of a test's own.</summary>
    public async Task<string> VillageAsync(string? commune = null)
    {
        var village = new
        {
            parentCode = commune ?? Commune(),
            type = "thôn",
            name = $"Nà {Guid.NewGuid():N}",
        };
        return (string)(await (await Client().PostAsJsonAsync("/v1/units", village)).ShouldBeJsonAsync(201))["code"]!;
    }

    /// <summary>A team of a test's own; its id.</summary>
    public async Task<Guid> TeamAsync(string? unit = null)
    {
        var answer = await Client().PostAsJsonAsync("/v1/teams", Make.Team(unit ?? await VillageAsync()));
        return (Guid)(await answer.ShouldBeJsonAsync(201))["id"]!;
    }

    public async Task<Guid> MemberAsync(Guid team)
    {
        var answer = await Client().PostAsJsonAsync($"/v1/teams/{team}/members", Make.Member());
        return (Guid)(await answer.ShouldBeJsonAsync(201))["id"]!;
    }

    /// <summary>The first event of this kind that meets <paramref name="condition"/>.</summary>
    public async Task<TEvent> HeardAsync<TEvent>(Func<TEvent, bool> condition)
    {
        var name = EventNames.Of(typeof(TEvent));
        var heard = await Events.WaitForAsync(heard =>
            heard.RoutingKey.StartsWith(name, StringComparison.Ordinal) && condition(heard.As<TEvent>())
        );
        return heard.As<TEvent>();
    }

    public override async ValueTask DisposeAsync()
    {
        if (events is not null)
            await events.DisposeAsync();
        await base.DisposeAsync();
        await new Infrastructure().DisposeAsync();
    }
}

/// <summary>What tests send all the time.</summary>
internal static class Make
{
    private static int phones;

    public static JsonObject Team(string unit, Guid? id = null, string? decision = null, params JsonObject[] members)
    {
        var team = new JsonObject
        {
            ["unitCode"] = unit,
            ["kind"] = "cnscd",
            ["decisionNumber"] = decision ?? "12/QĐ-UBND",
            ["decisionDate"] = "2022-04-01",
        };
        if (id is not null)
            team["id"] = id.Value;
        if (members.Length > 0)
            team["members"] = new JsonArray([.. members]);
        return team;
    }

    public static JsonObject Member(string? name = null, string? phone = null) =>
        new()
        {
            ["fullName"] = name ?? "Vàng Mí Páo",
            ["phone"] = phone ?? Phone(),
            ["role"] = "leader",
            ["background"] = "village-head",
        };

    public static string Phone() => $"09{Interlocked.Increment(ref phones):00000000}";

    public static HttpContent Csv(string text) => Body(text, "text/csv");

    public static HttpContent Json(string text) => Body(text, "application/json");

    public static HttpContent Ndjson(params JsonObject[] rows) =>
        Body(string.Join('\n', rows.Select(row => row.ToJsonString())), "application/x-ndjson");

    public static Task<HttpResponseMessage> PutAsync(
        this HttpClient client,
        string path,
        JsonNode body,
        string? ifMatch = null
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return client.SendAsync(request);
    }

    /// <summary>A file of the shared data, beside the repository.</summary>
    public static string Shared(string file)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "CongNgheSo.sln")))
            root = root.Parent;
        return File.ReadAllText(Path.Combine(root.FullName, "../shared/data", file));
    }

    private static StringContent Body(string text, string type) =>
        new(text, Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    /// <summary>A 422 whose errors name rows.</summary>
    public static async Task ShouldBeRefusedAsync(
        this HttpResponseMessage answer,
        string code,
        string title,
        params (int Row, string Field, string Code, string Text)[] errors
    )
    {
        var body = await answer.ShouldBeJsonAsync(422);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        ((string)body["code"]!, (string)body["title"]!).ShouldBe((code, title));
        body["errors"]!
            .AsArray()
            .Select(error =>
                ((int)error!["row"]!, (string)error["field"]!, (string)error["code"]!, (string)error["text"]!)
            )
            .ShouldBe(errors);
    }
}
