using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Services.Activity.Topics;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>A province of a test's own, known to the service, and what it adds to the catalogue.</summary>
public sealed record Province(UnitFact Unit)
{
    private const int NationId = 1;
    private static readonly DateOnly Always = new(2020, 1, 1);
    private static int lastCode = 20;

    private static readonly UnitFact Nation = new(
        NationId,
        1,
        "VN",
        0,
        "Quốc gia",
        "Việt Nam",
        "Việt Nam",
        Always,
        null,
        []
    );

    public string Code => Unit.Code;

    public static async Task<Province> CreateAsync(ActivityService service)
    {
        var code = $"{Interlocked.Increment(ref lastCode)}";
        var unit = new UnitFact(
            Random.Shared.Next(1_000, int.MaxValue),
            1,
            code,
            1,
            "Tỉnh",
            code,
            $"Tỉnh {code}",
            Always,
            null,
            [new UnitPlacementFact(NationId, Always, null)]
        );
        await service.PublishAsync(new UnitsChanged(DateTimeOffset.UtcNow, [Nation, unit]));
        return new Province(unit);
    }

    /// <summary>It ends, and <paramref name="heir"/> stands in its place from a day on.</summary>
    public Task MergeIntoAsync(ActivityService service, Province heir, DateOnly day) =>
        service.PublishAsync(
            new UnitsChanged(
                DateTimeOffset.UtcNow,
                [
                    Unit with
                    {
                        Version = 2,
                        ValidTo = day,
                        Placements =
                        [
                            new UnitPlacementFact(NationId, Always, day),
                            new UnitPlacementFact(heir.Unit.UnitId, day, null),
                        ],
                    },
                ]
            )
        );

    /// <summary>An entry of its own, an outcome unless said otherwise, valid since 2022.</summary>
    public JsonObject Entry(string code, string kind = CatalogueKinds.Outcome) => Entry(Code, $"{Code}.{code}", kind);

    public static JsonObject Entry(string unit, string code, string kind) =>
        new()
        {
            ["kind"] = kind,
            ["code"] = code,
            ["unit"] = unit,
            ["vi"] = "Ứng dụng của tỉnh",
            ["en"] = "App of the province",
            ["validFrom"] = "2022-01-01",
        };

    /// <summary>Adds an entry as whoever may.</summary>
    public static async Task<JsonObject> AddAsync(ActivityService service, JsonObject entry) =>
        await (await service.Client().PostAsJsonAsync("/v1/topics/entries", entry)).ShouldBeJsonAsync(201);

    /// <summary>What a change of the entry sends.</summary>
    public static JsonObject Change(JsonObject entry)
    {
        var change = entry.DeepClone().AsObject();
        foreach (var identity in new[] { "kind", "code", "unit", "partOf" })
            change.Remove(identity);
        return change;
    }

    public static string PathOf(JsonObject entry) => $"/v1/topics/entries/{entry["kind"]}/{entry["code"]}";
}
