using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Testing;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>
/// A province of a test's own: communes A and B in a district, commune C right below the province, a village with a team in
/// each. Codes are made up; units hang under a nation that all tests share.
/// </summary>
public sealed class ObstacleRegion
{
    private static readonly DateOnly Always = new(2020, 1, 1);
    private static int lastUnitId = 500_000_000;

    private readonly ActivityService service;

    private ObstacleRegion(ActivityService service)
    {
        this.service = service;
        var code = Guid.NewGuid().ToString("N")[..6];
        Province = Unit(code, 1, Nation);
        District = Unit($"{code}D", 2, Province);
        CommuneA = Unit($"{code}A", 3, District);
        CommuneB = Unit($"{code}B", 3, District);
        CommuneC = Unit($"{code}C", 3, Province);
        VillageA = Unit($"{code}A-001", 4, CommuneA);
        VillageB = Unit($"{code}B-001", 4, CommuneB);
        VillageC = Unit($"{code}C-001", 4, CommuneC);
        TeamA = Team(VillageA, Province, District, CommuneA, VillageA);
        TeamB = Team(VillageB, Province, District, CommuneB, VillageB);
        TeamC = Team(VillageC, Province, CommuneC, VillageC);
    }

    public static UnitFact Nation { get; } = new(1, 1, "VN", 0, "Quốc gia", "Việt Nam", "Việt Nam", Always, null, []);

    public UnitFact Province { get; }
    public UnitFact District { get; }
    public UnitFact CommuneA { get; }
    public UnitFact CommuneB { get; }
    public UnitFact CommuneC { get; }
    public UnitFact VillageA { get; }
    public UnitFact VillageB { get; }
    public UnitFact VillageC { get; }
    public TeamFact TeamA { get; }
    public TeamFact TeamB { get; }
    public TeamFact TeamC { get; }

    public static string Today => Day(0);

    public static string Day(int fromToday) => $"{TimeProvider.System.Today().AddDays(fromToday):yyyy-MM-dd}";

    public static async Task<ObstacleRegion> CreateAsync(ActivityService service)
    {
        var region = new ObstacleRegion(service);
        await service.PublishAsync(
            new UnitsChanged(
                DateTimeOffset.UtcNow,
                [
                    Nation,
                    region.Province,
                    region.District,
                    region.CommuneA,
                    region.CommuneB,
                    region.CommuneC,
                    region.VillageA,
                    region.VillageB,
                    region.VillageC,
                ]
            )
        );
        await service.PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, [region.TeamA, region.TeamB, region.TeamC]));
        return region;
    }

    public HttpClient As(UnitFact unit) => service.Client(unit.Code);

    /// <summary>Raises an obstacle for a team, as its village; its id.</summary>
    public async Task<Guid> RaiseAsync(TeamFact team, string cause = "forgotten-account", string? title = null)
    {
        var answer = await service
            .Client(team.UnitPath.Split('/')[^1])
            .PostAsJsonAsync("/v1/obstacles", Obstacle(team, cause, title));
        return (Guid)(await answer.ShouldBeJsonAsync(201))["id"]!;
    }

    /// <summary>Raises an obstacle and passes it on until it waits so many levels above its village; its version is levels + 1.</summary>
    public async Task<Guid> RaiseAsync(TeamFact team, int levels, string cause = "forgotten-account")
    {
        var id = await RaiseAsync(team, cause);
        for (var version = 1; version <= levels; version++)
            await service.Client().StepAsync(id, "escalation", version, new { note = "Chuyển cấp trên" });
        return id;
    }

    public static JsonObject Obstacle(TeamFact team, string cause = "forgotten-account", string? title = null) =>
        new()
        {
            ["teamId"] = team.TeamId,
            ["cause"] = cause,
            ["title"] = title ?? "Người dân quên mật khẩu",
            ["description"] = "Nhiều hộ trong thôn quên mật khẩu đã đặt",
            ["topic"] = "public-services",
            ["outcome"] = "public-service-accounts",
            ["raisedOn"] = Today,
        };

    public static UnitFact Unit(string code, int level, UnitFact parent, DateOnly? from = null) =>
        new(
            Interlocked.Increment(ref lastUnitId),
            1,
            code,
            level,
            "Đơn vị",
            code,
            $"Đơn vị {code}",
            from ?? Always,
            null,
            [new UnitPlacementFact(parent.UnitId, from ?? Always, null)]
        );

    private static TeamFact Team(UnitFact unit, params UnitFact[] path) =>
        new(
            Guid.NewGuid(),
            1,
            unit.UnitId,
            string.Join('/', path.Select(above => above.Code).Prepend("VN")),
            "cnscd",
            new DateOnly(2022, 4, 1),
            null
        );
}

/// <summary>A replica of the service with a clock of the test's: the same database and queues.</summary>
public sealed class ReplicaInTime : IDisposable
{
    private readonly WebApplicationFactory<ActivityDbContext> replica;

    public ReplicaInTime(ActivityService service, int days)
    {
        var clock = new ClockAhead(TimeSpan.FromDays(days));
        replica = service.WithWebHostBuilder(builder =>
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(clock))
        );
    }

    public HttpClient As(UnitFact unit)
    {
        var client = replica.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            TestTokens.Create(unit.Code, Scopes.All)
        );
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return client;
    }

    public void Dispose() => replica.Dispose();

    private sealed class ClockAhead(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}

/// <summary>What tests of obstacles do all the time.</summary>
public static class ObstacleSteps
{
    public static Task<HttpResponseMessage> TryStepAsync(
        this HttpClient client,
        Guid id,
        string step,
        int version,
        object body
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/obstacles/{id}/{step}")
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return client.SendAsync(request);
    }

    /// <summary>Takes a step that is to be taken; the obstacle then.</summary>
    public static async Task<JsonObject> StepAsync(
        this HttpClient client,
        Guid id,
        string step,
        int version,
        object body
    ) => await (await client.TryStepAsync(id, step, version, body)).ShouldBeJsonAsync(200);

    public static async Task<JsonObject> ReadAsync(this HttpClient client, string path) =>
        await (await client.GetAsync(path)).ShouldBeJsonAsync(200);

    public static Task<JsonObject> ObstacleAsync(this HttpClient client, Guid id) =>
        client.ReadAsync($"/v1/obstacles/{id}");

    /// <summary>The ids of a list that fits on a page.</summary>
    public static async Task<Guid[]> IdsAsync(this HttpClient client, string path) =>
        [.. (await client.ReadAsync(path))["items"]!.AsArray().Select(item => (Guid)item!["id"]!)];

    /// <summary>What is waited for: status, unit, whether it is overdue.</summary>
    public static (string Status, string? WaitsAt, bool Overdue) State(this JsonObject obstacle) =>
        ((string)obstacle["status"]!, (string?)obstacle["waitsAt"], (bool)obstacle["overdue"]!);
}
