using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Tests;
using CongNgheSo.Services.Registry.UnitImports;
using CongNgheSo.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(SmallCountry))]

namespace CongNgheSo.Services.Registry.Tests;

/// <summary>
/// A registry of its own with nothing but the nation, whose clock can be put forward. Each test adds the provinces that it
/// reorganizes.
/// </summary>
public sealed class SmallCountry() : ServiceFactory<RegistryDbContext>("registry"), IAsyncLifetime
{
    /// <summary>The first day of every province.</summary>
    public static readonly DateOnly Beginning = new(2020, 1, 1);

    private readonly MovableClock clock = new();
    private int provinces;
    private int districts = 100;
    private int communes = 10_000;

    public DateOnly Today => clock.Today();

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        await using var scope = Services.CreateAsyncScope();
        await DefaultCatalogue.SeedAsync(scope.ServiceProvider, default);
    }

    /// <summary>Puts the clock forward to the first moment of a day.</summary>
    public void GoTo(DateOnly day) => clock.GoTo(day);

    /// <summary>
    /// A new province "Tỉnh {code}" with two districts of three communes each, all named after their codes, from
    /// <see cref="Beginning"/> on.
    /// </summary>
    public async Task<TestProvince> ProvinceAsync()
    {
        var code = $"{Interlocked.Increment(ref provinces):00}";
        string[] below = [.. Enumerable.Range(0, 2).Select(_ => $"{Interlocked.Increment(ref districts):000}")];
        string[] communes = [.. Enumerable.Range(0, 6).Select(_ => CommuneCode())];
        var units = new JsonArray([
            New(code, "Tỉnh", "VN"),
            .. below.Select(district => New(district, "Huyện", code)),
            .. communes.Select((commune, index) => New(commune, "Xã", below[index / 3])),
        ]);
        await EnactAsync(Beginning, new JsonObject { ["type"] = "new", ["into"] = units });
        return new TestProvince(code, below, communes);
    }

    /// <summary>A commune's code that nobody bears.</summary>
    public string CommuneCode() => $"{Interlocked.Increment(ref communes):00000}";

    public async Task<string> VillageAsync(string commune)
    {
        var village = new
        {
            parentCode = commune,
            type = "thôn",
            name = $"{Guid.NewGuid():N}",
        };
        return (string)(await (await Client().PostAsJsonAsync("/v1/units", village)).ShouldBeJsonAsync(201))["code"]!;
    }

    /// <summary>Sends an act; its answer.</summary>
    public Task<HttpResponseMessage> SendAsync(DateOnly day, bool dryRun, params JsonObject[] changes) =>
        Client()
            .PostAsJsonAsync(
                $"/v1/reorganizations{(dryRun ? "?dryRun=true" : "")}",
                new JsonObject
                {
                    ["number"] = "1/NQ-UBTVQH",
                    ["issuingBody"] = "Ủy ban Thường vụ Quốc hội",
                    ["effectiveOn"] = $"{day:yyyy-MM-dd}",
                    ["changes"] = new JsonArray([.. changes.Select(change => change.DeepClone())]),
                }
            );

    /// <summary>Sends an act that is to be taken; what it answered.</summary>
    public async Task<JsonObject> EnactAsync(DateOnly day, params JsonObject[] changes) =>
        await (await SendAsync(day, dryRun: false, changes)).ShouldBeJsonAsync(201);

    public async Task<JsonObject> GetAsync(string path) => await (await Client().GetAsync(path)).ShouldBeJsonAsync(200);

    /// <summary>A change that names units and what they become.</summary>
    public static JsonObject Change(string type, string[] units, params JsonObject[] into)
    {
        var change = new JsonObject { ["type"] = type, ["units"] = new JsonArray([.. units]) };
        if (into.Length > 0)
            change["into"] = new JsonArray([.. into]);
        return change;
    }

    /// <summary>A unit named after its code.</summary>
    public static JsonObject New(string code, string type, string? parent = null)
    {
        var unit = new JsonObject
        {
            ["code"] = code,
            ["type"] = type,
            ["name"] = code,
        };
        if (parent is not null)
            unit["parentCode"] = parent;
        return unit;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Catalogue:Path", "/nonexistent");
        builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(clock));
    }
}

/// <summary>A province of a test's own.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Districts">The codes of its two districts.</param>
/// <param name="Communes">The codes of its six communes, three in each district.</param>
public sealed record TestProvince(string Code, string[] Districts, string[] Communes);
