using System.Text.Json.Nodes;
using CongNgheSo.Services.Registry.Units;
using CongNgheSo.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Tests;

/// <summary>Whatever acts come, in whatever order: one parent a day, no circle, nothing lost.</summary>
public sealed class TreePropertyTests(SmallCountry country)
{
    private const int Sequences = 30;

    [Fact]
    public Task Random_sequences_of_acts_leave_a_sound_tree() =>
        Task.Run(() =>
            Prop.ForAll(
                    Gen.Choose(0, int.MaxValue - 1).ArrayOf(24).ToArbitrary(),
                    choices =>
                    {
                        HoldsAsync(choices).GetAwaiter().GetResult();
                        return true;
                    }
                )
                .Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences))
        );

    private async Task HoldsAsync(int[] choices)
    {
        var life = new RandomLife(country, await country.ProvinceAsync(), await country.ProvinceAsync());
        for (var index = 0; index + 2 < choices.Length; index += 3)
            await life.GoOnAsync(choices[index], choices[index + 1], choices[index + 2]);
        life.Taken.ShouldBeGreaterThan(0);
        var tree = await country.InDatabaseAsync(db =>
            db.Units.AsNoTracking().Include(unit => unit.Placements).ToDictionaryAsync(unit => unit.Id)
        );
        var mine = tree.Values.Where(unit => life.Codes.Contains(unit.Code)).ToList();
        foreach (var day in life.Days)
        foreach (var unit in mine.Where(unit => unit.ValidFrom <= day && unit.ValidTo != unit.ValidFrom))
            ShouldHang(tree, unit, day);
        await ShouldHaveLineageAsync(mine);
        ShouldKeepTotals(tree, life);
    }

    /// <summary>Under exactly one parent, which exists or has ended without an heir, and so up to the nation.</summary>
    private static void ShouldHang(Dictionary<int, Unit> tree, Unit unit, DateOnly day)
    {
        var at = unit;
        for (var height = 0; at.Level > 0; height++)
        {
            height.ShouldBeLessThan(12, $"{unit.Code} hangs in a circle on {day}");
            at.Placements.Count(placement => IsOn(placement, day))
                .ShouldBe(1, $"parents of {at.Code} ({unit.Code}) on {day}");
            var above = tree[at.Placements.Single(placement => IsOn(placement, day)).ParentId];
            if (Exists(at, day) && at.Level < 4)
                Exists(above, day).ShouldBeTrue($"{at.Code} hangs under {above.Code}, which ended before {day}");
            if (Exists(at, day))
                above.Level.ShouldBeLessThan(at.Level);
            at = above;
        }
    }

    private async Task ShouldHaveLineageAsync(List<Unit> mine)
    {
        var edges = await country.InDatabaseAsync(db => db.UnitSuccessions.AsNoTracking().ToListAsync());
        var (from, to) = (
            edges.Select(edge => edge.PredecessorId).ToHashSet(),
            edges.Select(edge => edge.SuccessorId).ToHashSet()
        );
        foreach (var unit in mine.Where(unit => unit.Level == 3 && unit.ValidTo > unit.ValidFrom))
            from.ShouldContain(unit.Id, $"{unit.Code} ended without a trace");
        foreach (
            var unit in mine.Where(unit =>
                unit.Level == 3 && unit.ValidFrom > SmallCountry.Beginning && unit.ValidTo != unit.ValidFrom
            )
        )
            to.ShouldContain(unit.Id, $"{unit.Code} came from nowhere");
        foreach (var edge in edges)
            edge.PredecessorId.ShouldNotBe(0);
    }

    /// <summary>Each fact counts in one province as it was, and in one as it is.</summary>
    private static void ShouldKeepTotals(Dictionary<int, Unit> tree, RandomLife life)
    {
        life.Facts.ShouldNotBeEmpty();
        var last = life.Days.Max();
        // What an act opened that was revoked never was; a team in it would have kept the act from being revoked.
        foreach (
            var (unitId, day) in life.Facts.Where(fact => tree[fact.UnitId].ValidTo != tree[fact.UnitId].ValidFrom)
        )
        {
            ProvincesAbove(tree, tree[unitId], day).ShouldBe(1, $"{tree[unitId].Code} on {day}");
            ProvincesAbove(tree, tree[unitId], last).ShouldBe(1, $"{tree[unitId].Code} of {day} on {last}");
        }
    }

    private static int ProvincesAbove(Dictionary<int, Unit> tree, Unit unit, DateOnly day)
    {
        var count = 0;
        for (var at = unit; at.Level > 0; at = tree[at.Placements.Single(placement => IsOn(placement, day)).ParentId])
            count += at.Level == 1 && Exists(at, day) ? 1 : 0;
        return count;
    }

    private static bool Exists(Unit unit, DateOnly day) => unit.ValidFrom <= day && !(unit.ValidTo <= day);

    private static bool IsOn(UnitPlacement placement, DateOnly day) =>
        placement.ValidFrom <= day && !(placement.ValidTo <= day);
}

/// <summary>Two provinces to which things happen, told by numbers.</summary>
internal sealed class RandomLife(SmallCountry country, TestProvince one, TestProvince other)
{
    private readonly List<string> provinces = [one.Code, other.Code];
    private readonly List<string> acts = [];
    private readonly List<string> open = [];

    public HashSet<string> Codes { get; } =
    [one.Code, other.Code, .. one.Districts, .. other.Districts, .. one.Communes, .. other.Communes];

    public List<DateOnly> Days { get; } = [SmallCountry.Beginning, SmallCountry.Beginning.AddDays(1)];

    public List<(int UnitId, DateOnly Day)> Facts { get; } = [];

    /// <summary>How many acts were taken.</summary>
    public int Taken { get; private set; }

    public async Task GoOnAsync(int what, int first, int second)
    {
        var day = Days.Max().AddDays(1 + (first % 30));
        var communes = await StandingAsync(3);
        var (a, b) = (communes[first % communes.Count], communes[second % communes.Count]);
        switch (what % 11)
        {
            case 0 when a != b:
                await EnactAsync(
                    day,
                    SmallCountry.Change("merge", [a, b], SmallCountry.New(first % 2 == 0 ? a : Fresh(), "Xã"))
                );
                break;
            case 1:
                var split = SmallCountry.Change(
                    "split",
                    [a],
                    SmallCountry.New(first % 2 == 0 ? a : Fresh(), "Phường"),
                    SmallCountry.New(Fresh(), "Xã")
                );
                await EnactAsync(day, split);
                break;
            case 2:
                await EnactAsync(day, SmallCountry.Change("rename", [a], new JsonObject { ["name"] = $"{second}" }));
                break;
            case 3:
                var move = SmallCountry.Change("reparent", [a]);
                var above = (await StandingAsync(2)).Concat(await StandingAsync(1)).ToList();
                move["parentCode"] = above[second % above.Count];
                await EnactAsync(day, move);
                break;
            case 4 when provinces.Count > 1:
                await EnactAsync(
                    day,
                    SmallCountry.Change("merge", [.. provinces], SmallCountry.New(provinces[first % 2], "Tỉnh", "VN"))
                );
                provinces.RemoveAt(1 - (first % 2));
                break;
            case 5:
                await EnactAsync(
                    day,
                    new JsonObject
                    {
                        ["type"] = "abolish-level",
                        ["level"] = 2,
                        ["parentCode"] = provinces[first % provinces.Count],
                    }
                );
                break;
            case 6 when a != b:
                var takes = SmallCountry.Change("merge", [a], SmallCountry.New(a, "Xã"));
                takes["parts"] = new JsonArray(b);
                var gives = SmallCountry.Change("merge", [], SmallCountry.New(b, "Xã"));
                gives["parts"] = new JsonArray(b);
                await EnactAsync(day, takes, gives);
                break;
            case 7:
                await EnactAsync(
                    day,
                    SmallCountry.Change("rename", [provinces[0]], new JsonObject { ["name"] = $"{second}" })
                );
                break;
            case 8:
                await AssignAsync(first);
                break;
            case 9 when acts.Count > 0:
                await country
                    .Client()
                    .PutAsync($"/v1/reorganizations/{acts[^1]}/revocation", new JsonObject { ["reason"] = "nhầm" });
                break;
            default:
                var village = await country.VillageAsync(a);
                Codes.Add(village);
                open.Add(village);
                break;
        }
        Days.Add(day);
        await RecordAsync(a, day, first);
    }

    private string Fresh()
    {
        var code = country.CommuneCode();
        Codes.Add(code);
        return code;
    }

    private async Task EnactAsync(DateOnly day, params JsonObject[] changes)
    {
        var answer = await country.SendAsync(day, dryRun: false, changes);
        ((int)answer.StatusCode).ShouldBeOneOf(201, 409, 422);
        if (!answer.IsSuccessStatusCode)
            return;
        Taken++;
        acts.Add((string)(await answer.ShouldBeJsonAsync(201))["id"]!);
    }

    /// <summary>Gives the first village that waits to one of those that share its commune, and takes it back now and then.</summary>
    private async Task AssignAsync(int choice)
    {
        foreach (var act in acts)
        {
            var answer = await country.Client().GetAsync($"/v1/reorganizations/{act}/worklist");
            if (!answer.IsSuccessStatusCode)
                continue;
            var items = (await answer.ShouldBeJsonAsync(200))["items"]!.AsArray();
            if (items.Count == 0)
                continue;
            var candidates = items[0]!["candidates"]!.AsArray();
            var to = new JsonObject { ["successorCode"] = (string)candidates[choice % candidates.Count]!["code"]! };
            var path = $"/v1/reorganizations/{act}/worklist/{items[0]!["item"]}";
            (await country.Client().PutAsync(path, to)).EnsureSuccessStatusCode();
            if (choice % 3 == 0)
                ((int)(await country.Client().PutAsync($"{path}/withdrawal", null)).StatusCode).ShouldBeOneOf(200, 409);
            return;
        }
    }

    private async Task RecordAsync(string commune, DateOnly day, int choice)
    {
        var code = open.Count == 0 || choice % 2 == 0 ? commune : open[choice % open.Count];
        var units = await country.InDatabaseAsync(db =>
            db.Units.AsNoTracking().Where(unit => unit.Code == code).ToListAsync()
        );
        if (units.Find(unit => unit.ValidFrom <= day && !(unit.ValidTo <= day)) is { } unit)
            Facts.Add((unit.Id, day));
    }

    /// <summary>The codes of this country's units of a level that stand, in order.</summary>
    private Task<List<string>> StandingAsync(int level) =>
        country.InDatabaseAsync(db =>
            db.Units.Where(unit => unit.Level == level && unit.ValidTo == null && Codes.Contains(unit.Code))
                .Select(unit => unit.Code)
                .OrderBy(code => code)
                .ToListAsync()
        );
}
