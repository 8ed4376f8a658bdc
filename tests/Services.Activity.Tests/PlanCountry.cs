using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>
/// A province of a test's own: districts A and B, communes A1, A2, A3 and B1, a village in each commune, and in the villages
/// of A1 three teams, in that of A2 one.
/// </summary>
public sealed class PlanCountry
{
    private static readonly DateOnly Always = new(2020, 1, 1);
    private static readonly UnitFact Nation = new(1, 1, "VN", 0, "Quốc gia", "Việt Nam", "Việt Nam", Always, null, []);
    private static int lastUnitId = 1_000_000;

    private readonly ActivityService service;

    private PlanCountry(ActivityService service) => this.service = service;

    public UnitFact Province { get; private set; } = null!;

    /// <summary>"A", "B", "A1", "A1-001", …: each unit by the end of its code.</summary>
    public Dictionary<string, UnitFact> Units { get; } = [];

    public List<TeamFact> Teams { get; } = [];

    public static async Task<PlanCountry> CreateAsync(ActivityService service)
    {
        var country = new PlanCountry(service) { Province = Unit(Guid.NewGuid().ToString("N")[..6], 1, Nation) };
        country.Add("A", 2, country.Province);
        country.Add("B", 2, country.Province);
        foreach (var (commune, district) in new[] { ("A1", "A"), ("A2", "A"), ("A3", "A"), ("B1", "B") })
        {
            country.Add(commune, 3, country.Units[district]);
            country.Add($"{commune}-001", 4, country.Units[commune]);
        }
        await country.TellAsync([Nation, country.Province, .. country.Units.Values]);
        foreach (var village in new[] { "A1-001", "A1-001", "A1-001", "A2-001" })
            country.Teams.Add(country.Team(village));
        await service.PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, country.Teams));
        return country;
    }

    public string Code(string unit) => Units[unit].Code;

    public Task TellAsync(params IReadOnlyList<UnitFact> units) =>
        service.PublishAsync(new UnitsChanged(DateTimeOffset.UtcNow, units));

    public Task FiguresAsync(string figure, params (string Unit, long Value)[] values) =>
        service.PublishAsync(
            new UnitFiguresChanged(
                DateTimeOffset.UtcNow,
                [.. values.Select(row => new UnitFigureFact(Units[row.Unit].UnitId, figure, Always, 1, row.Value))]
            )
        );

    public UnitFact Add(string name, int level, UnitFact parent, DateOnly? from = null) =>
        Units[name] = Unit($"{Province.Code}{name}", level, parent, from);

    /// <summary>The unit's next version, ended on a day and hung under its heir.</summary>
    public UnitFact End(string name, DateOnly on, UnitFact heir) =>
        Units[name] = Hang(Units[name], on, heir) with { ValidTo = on };

    /// <summary>The unit's next version, hung under another from a day on.</summary>
    public UnitFact Move(string name, DateOnly on, UnitFact parent) => Units[name] = Hang(Units[name], on, parent);

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

    private TeamFact Team(string village)
    {
        var commune = village.Split('-')[0];
        return new TeamFact(
            Guid.NewGuid(),
            1,
            Units[village].UnitId,
            $"VN/{Province.Code}/{Code(commune[..1])}/{Code(commune)}/{Code(village)}",
            "cnscd",
            new DateOnly(2022, 4, 1),
            null
        );
    }

    private static UnitFact Hang(UnitFact unit, DateOnly on, UnitFact parent) =>
        unit with
        {
            Version = unit.Version + 1,
            Placements =
            [
                .. unit.Placements.SkipLast(1),
                unit.Placements[^1] with
                {
                    ValidTo = on,
                },
                new UnitPlacementFact(parent.UnitId, on, null),
            ],
        };
}

/// <summary>What tests of plans do all the time.</summary>
internal static class Planning
{
    public static JsonObject Plan(
        string? unit = null,
        Guid? team = null,
        string kind = "plan",
        string title = "Kế hoạch năm",
        string from = "2026-01-01",
        string to = "2026-12-31"
    )
    {
        var plan = new JsonObject
        {
            ["kind"] = kind,
            ["title"] = title,
            ["from"] = from,
            ["to"] = to,
        };
        if (unit is not null)
            plan["unitCode"] = unit;
        if (team is not null)
            plan["teamId"] = team;
        return plan;
    }

    /// <summary>Creates a plan and issues it; its id.</summary>
    public static async Task<Guid> IssuedAsync(this HttpClient client, JsonObject plan)
    {
        var id = (Guid)(await (await client.PostAsJsonAsync("/v1/plans", plan)).ShouldBeJsonAsync(201))["id"]!;
        var issuance = new JsonObject { ["documentNumber"] = "56/KH-UBND", ["issuedOn"] = "2026-01-05" };
        await (await client.PutAsync($"/v1/plans/{id}/issuance", issuance, "\"1\"")).ShouldBeJsonAsync(200);
        return id;
    }

    public static JsonObject Target(string unit, long value, string indicator = "people-guided") =>
        new()
        {
            ["unitCode"] = unit,
            ["indicator"] = indicator,
            ["value"] = value,
        };

    /// <summary>Sets a target; its id.</summary>
    public static async Task<Guid> TargetAsync(this HttpClient client, Guid plan, JsonObject target) =>
        (Guid)(await (await client.PostAsJsonAsync($"/v1/plans/{plan}/targets", target)).ShouldBeJsonAsync(201))["id"]!;

    public static Task<HttpResponseMessage> SplitAsync(
        this HttpClient client,
        Guid plan,
        Guid target,
        object split,
        bool dryRun = false
    ) => client.PostAsJsonAsync($"/v1/plans/{plan}/targets/{target}/splits{(dryRun ? "?dryRun=true" : "")}", split);

    public static async Task<List<JsonNode>> ItemsAsync(this HttpClient client, string path) =>
        [.. (await (await client.GetAsync(path)).ShouldBeJsonAsync(200))["items"]!.AsArray().Select(item => item!)];
}
