using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Services.Registry.Tests;
using CongNgheSo.Services.Registry.UnitImports;
using CongNgheSo.Testing;
using CsvHelper;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(MergedCountry))]

namespace CongNgheSo.Services.Registry.Tests;

/// <summary>
/// A registry of its own that has lived through the merger of 1 July 2025 and Đồng Nai's becoming a city, with some
/// villages and teams from before.
/// </summary>
public sealed class MergedCountry() : ServiceFactory<RegistryDbContext>("registry"), IAsyncLifetime
{
    public const string DayBefore = "2025-06-30";
    public const string Day = "2025-07-01";

    /// <summary>Villages by the code of their commune before the merger.</summary>
    public Dictionary<string, string> Villages { get; } = [];

    /// <summary>Teams by the code of the unit that they served before the merger.</summary>
    public Dictionary<string, Guid> Teams { get; } = [];

    /// <summary>What the act's dry run answered.</summary>
    public JsonObject DryRun { get; private set; } = null!;

    /// <summary>What the act answered.</summary>
    public JsonObject Merger { get; private set; } = null!;

    /// <summary>What the act of 2026 answered.</summary>
    public JsonObject City { get; private set; } = null!;

    public Guid MergerId => (Guid)Merger["id"]!;

    /// <summary>The official table.</summary>
    public IReadOnlyList<Dictionary<string, string>> Table { get; } = Read("lineage-2025.csv");

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        await using (var scope = Services.CreateAsyncScope())
            await DefaultCatalogue.SeedAsync(scope.ServiceProvider, default);
        var client = Client();
        client.Timeout = TimeSpan.FromMinutes(5);
        foreach (var path in new[] { "code-aliases.csv", "name-variants.csv" })
            await (await client.PostAsync("/v1/unit-imports/aliases", Make.Csv(Make.Shared(path)))).ShouldBeJsonAsync(
                200
            );
        foreach (var (day, file) in new[] { ("2024-05-01", "units-2024.csv"), ("2025-03-01", "units-2025-06-30.csv") })
            await (
                await client.PostAsync($"/v1/unit-imports?validFrom={day}", Make.Csv(Make.Shared(file)))
            ).ShouldBeJsonAsync(200);
        // 08494, 08498 and 08512 merge; 00016 is shared by two; 00691 and 00697 merge.
        foreach (var commune in new[] { "08494", "08498", "08512", "00016", "00691", "00697", "00721", "01392" })
        {
            var village = new
            {
                parentCode = commune,
                type = "thôn",
                name = "1",
            };
            Villages[commune] = (string)
                (await (await client.PostAsJsonAsync("/v1/units", village)).ShouldBeJsonAsync(201))["code"]!;
        }
        foreach (var unit in new[] { "08498", "08512", "00016", Villages["08498"], Villages["00016"] })
            Teams[unit] = (Guid)
                (
                    await (
                        await client.PostAsJsonAsync("/v1/teams", Make.Team(unit, null, null, Make.Member()))
                    ).ShouldBeJsonAsync(201)
                )["id"]!;
        DryRun = await (
            await client.PostAsync("/v1/reorganizations/conversion-tables?dryRun=true", Act())
        ).ShouldBeJsonAsync(200);
        Merger = await (await client.PostAsync("/v1/reorganizations/conversion-tables", Act())).ShouldBeJsonAsync(201);
        City = await (await client.PostAsJsonAsync("/v1/reorganizations", CityAct())).ShouldBeJsonAsync(201);
    }

    /// <summary>The merger as it is sent.</summary>
    public static MultipartFormDataContent Act(string? lineage = null) =>
        new()
        {
            { new StringContent("202/2025/QH15"), "number" },
            { new StringContent("Quốc hội"), "issuingBody" },
            { new StringContent(Day), "effectiveOn" },
            { File(lineage ?? Make.Shared("lineage-2025.csv")), "lineage", "lineage-2025.csv" },
            { File(Make.Shared("units-2025.csv")), "units", "units-2025.csv" },
        };

    /// <summary>Đồng Nai becomes a city, and ten of its communes become wards.</summary>
    private static JsonObject CityAct()
    {
        var before = Read("units-2025.csv").ToDictionary(unit => unit["code"]);
        var changed = Read("units-2026.csv").Where(unit => unit["type"] != before[unit["code"]]["type"]);
        return new JsonObject
        {
            ["number"] = "30/2026/QH16",
            ["issuingBody"] = "Quốc hội",
            ["effectiveOn"] = "2026-04-30",
            ["changes"] = new JsonArray([
                .. changed.Select(unit => new JsonObject
                {
                    ["type"] = "retype",
                    ["units"] = new JsonArray(unit["code"]),
                    ["into"] = new JsonArray(new JsonObject { ["type"] = unit["type"] }),
                }),
            ]),
        };
    }

    /// <summary>All items of a list, page after page.</summary>
    public async Task<List<JsonObject>> AllAsync(string path)
    {
        var client = Client();
        var items = new List<JsonObject>();
        for (string? cursor = ""; cursor is not null; )
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var page = await (
                await client.GetAsync($"{path}{separator}limit=1000{(cursor == "" ? "" : $"&cursor={cursor}")}")
            ).ShouldBeJsonAsync(200);
            items.AddRange(page["items"]!.AsArray().Select(item => item!.AsObject()));
            cursor = (string?)page["next"];
        }
        return items;
    }

    public async Task<JsonObject> GetAsync(string path) => await (await Client().GetAsync(path)).ShouldBeJsonAsync(200);

    public static IReadOnlyList<Dictionary<string, string>> Read(string file)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Make.Shared(file)));
        using var csv = CsvReader.Create(stream, new CsvReaderOptions { HasHeader = false }, leaveOpen: true);
        csv.Read();
        var header = Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).ToArray();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
            rows.Add(header.Index().ToDictionary(column => column.Item, column => csv.GetString(column.Index)));
        return rows;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        // Nothing but the nation: the catalogues of this country are sent to it.
        builder.UseSetting("Catalogue:Path", "/nonexistent");
    }

    private static StringContent File(string text) => new(text, Encoding.UTF8, "text/csv");
}
