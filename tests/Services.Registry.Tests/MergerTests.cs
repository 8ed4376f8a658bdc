using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Services.Registry.Units;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Registry.Tests;

/// <summary>The merger of 1 July 2025 from its official table, and an act on top of it.</summary>
public sealed class MergerTests(MergedCountry country)
{
    [Theory]
    [InlineData("2025-03-01", 63, 696, 10_035)]
    [InlineData(MergedCountry.DayBefore, 63, 696, 10_035)]
    [InlineData(MergedCountry.Day, 34, 0, 3_321)]
    [InlineData("2026-04-30", 34, 0, 3_321)]
    public async Task Each_day_has_its_units(string day, int provinces, int districts, int communes)
    {
        int[] expected = [provinces, districts, communes];
        for (var level = 1; level <= 3; level++)
            (await country.AllAsync($"/v1/units?level={level}&asOf={day}")).Count.ShouldBe(expected[level - 1]);
    }

    [Theory]
    [InlineData(MergedCountry.DayBefore, "units-2025-06-30.csv")]
    [InlineData(MergedCountry.Day, "units-2025.csv")]
    [InlineData("2026-04-29", "units-2025.csv")]
    [InlineData("2026-04-30", "units-2026.csv")]
    [InlineData("2026-11-01", "units-2026.csv")]
    public async Task The_tree_of_a_day_is_the_catalogue_of_that_day(string day, string file)
    {
        var units = await country.AllAsync($"/v1/units?asOf={day}");
        ShouldBeEqual(
            units
                .Where(unit => (int)unit["level"]! is > 0 and < 4)
                .Select(unit =>
                    $"{unit["code"]},{unit["name"]},{unit["fullName"]},{unit["type"]},{unit["level"]},{unit["parentCode"]}"
                ),
            MergedCountry
                .Read(file)
                .Select(unit =>
                    $"{unit["code"]},{unit["name"]},{unit["full_name"]},{unit["type"]},{unit["level"]},{(unit["parent_code"] is "" ? "VN" : unit["parent_code"])}"
                )
        );
    }

    /// <summary>The same lines, in whatever order and spelling (Hòa, Hoà); names those that are not in both.</summary>
    private static void ShouldBeEqual(IEnumerable<string> actual, IEnumerable<string> expected)
    {
        var left = actual.Select(VietnameseText.NameKey).ToList();
        var right = expected.Select(VietnameseText.NameKey).ToList();
        (
            string.Join('\n', left.Except(right).Order()),
            string.Join('\n', right.Except(left).Order()),
            left.Count
        ).ShouldBe(("", "", right.Count));
    }

    [Fact]
    public async Task The_lineage_is_the_official_table_edge_by_edge()
    {
        var edges = await country.AllAsync($"/v1/reorganizations/{country.MergerId}/lineage");
        ShouldBeEqual(
            edges.Select(edge =>
                $"{edge["oldCode"]},{edge["newCode"]},{((bool)edge["partial"]! ? 1 : 0)},{edge["population"]},{((bool)edge["primary"]! ? 1 : 0)},{edge["oldFullName"]},{edge["newFullName"]}"
            ),
            country.Table.Select(edge =>
                $"{edge["old_code"]},{edge["new_code"]},{edge["partial"]},{edge["population"]},{edge["primary"]},{edge["old_full_name"]},{edge["new_full_name"]}"
            )
        );
        edges
            .Where(edge => ((string)edge["oldCode"]!).Length == 5)
            .DistinctBy(edge => (string)edge["oldCode"]!)
            .Count()
            .ShouldBe(10_035);
    }

    [Fact]
    public void The_dry_run_and_the_act_itself_agree()
    {
        var dry = country.DryRun.DeepClone().AsObject();
        (bool DryRun, bool) flags = ((bool)dry["dryRun"]!, (bool)country.Merger["dryRun"]!);
        flags.ShouldBe((true, false));
        JsonNode.DeepEquals(dry["effect"], country.Merger["effect"]).ShouldBeTrue();
        var effect = dry["effect"]!;
        (effect["opened"]!.AsArray().Count + effect["moved"]!.AsArray().Count + (int)effect["unchanged"]!).ShouldBe(
            34 + 3_321
        );
        (effect["closed"]!.AsArray().Count(unit => (int)unit!["level"]! == 2)).ShouldBe(696);
        ((int)effect["villagesMoved"]!).ShouldBe(7);
        effect["villagesToAssign"]!.AsArray().Select(code => (string)code!).ShouldBe([country.Villages["00016"]]);
        effect["teamsToAssign"]!.AsArray().Select(id => (Guid)id!).ShouldBe([country.Teams["00016"]]);
        ((int)effect["teamsMoved"]!).ShouldBe(5);
    }

    [Fact]
    public async Task The_worklist_holds_those_that_several_share_and_nothing_else()
    {
        var progress = await country.Client().GetAsync($"/v1/reorganizations/{country.MergerId}/worklist/summary");
        var provinces = JsonNode.Parse(await progress.Content.ReadAsStringAsync())!.AsArray();
        provinces.Sum(province => (int)province!["units"]!).ShouldBe(382);
        var shared = country
            .Table.GroupBy(edge => edge["old_code"])
            .Where(edges => edges.Count() > 1 && edges.All(edge => edge["primary"] == "0"))
            .Select(edges => edges.Key);
        var resolved = country.Table.Where(edge => edge["primary"] == "1").Select(edge => edge["old_code"]).ToHashSet();
        ShouldBeEqual(
            country.Merger["effect"]!["closed"]!
                .AsArray()
                .Where(unit => unit!["successors"]!.AsArray().Count > 1)
                .Select(unit => (string)unit!["code"]!)
                .Where(code => !resolved.Contains(code)),
            shared
        );
    }

    [Theory]
    [InlineData("24", MergedCountry.DayBefore, "Tỉnh Bắc Giang", "VN/24")]
    [InlineData("24", MergedCountry.Day, "Tỉnh Bắc Ninh", "VN/24")]
    [InlineData("08494", MergedCountry.DayBefore, "Thị trấn Lâm Thao", "VN/25/237/08494")]
    [InlineData("08494", MergedCountry.Day, "Xã Lâm Thao", "VN/25/08494")]
    [InlineData("09529", MergedCountry.Day, "Xã Lâm Thao", "VN/24/09529")]
    [InlineData("769", MergedCountry.DayBefore, "Thành phố Thủ Đức", "VN/79/769")]
    [InlineData("769", MergedCountry.Day, null, null)]
    [InlineData("00697", MergedCountry.DayBefore, "Phường Minh Khai", "VN/02/024/00697")]
    [InlineData("00697", MergedCountry.Day, null, null)]
    [InlineData("00691", MergedCountry.Day, "Phường Hà Giang 2", "VN/08/00691")]
    [InlineData("01392", MergedCountry.DayBefore, "Thị trấn Xuân Hòa", "VN/04/045/01392")]
    [InlineData("01392", MergedCountry.Day, "Xã Trường Hà", "VN/04/01392")]
    [InlineData("28756", MergedCountry.DayBefore, "Phường Phú Khương", "VN/83/829/28756")]
    [InlineData("28756", MergedCountry.Day, "Phường Phú Khương", "VN/86/28756")]
    [InlineData("46", "2024-12-31", "Tỉnh Thừa Thiên Huế", "VN/46")]
    [InlineData("46", "2025-03-01", "Thành phố Huế", "VN/46")]
    [InlineData("75", "2026-04-29", "Tỉnh Đồng Nai", "VN/75")]
    [InlineData("75", "2026-04-30", "Thành phố Đồng Nai", "VN/75")]
    public async Task A_code_stands_for_what_it_stood_for_on_the_day(
        string code,
        string day,
        string? name,
        string? path
    )
    {
        var answer = await country.Client().GetAsync($"/v1/units/{code}?asOf={day}");
        if (name is null)
        {
            await answer.ShouldBeProblemAsync(
                404,
                "unit.not-found",
                $"No unit bears the code {code} on {DateOnly.Parse(day, null):dd/MM/yyyy}."
            );
            return;
        }
        var unit = await answer.ShouldBeJsonAsync(200);
        ((string)unit["fullName"]!, (string)unit["path"]!).ShouldBe((name, path!));
    }

    [Theory]
    [InlineData("08498", "08494")]
    [InlineData("08512", "08494")]
    [InlineData("00697", "00691")]
    [InlineData("01392", "01392")]
    [InlineData("06", "19")]
    [InlineData("19", "19")]
    [InlineData("02", "08")]
    [InlineData("08", "08")]
    [InlineData("83", "86")]
    [InlineData("00016", "00004,00008")]
    [InlineData("755", "26732")]
    public async Task A_unit_knows_its_successors(string code, string successors)
    {
        var lineage = await country.GetAsync($"/v1/units/{code}/lineage?asOf={MergedCountry.DayBefore}");
        var steps = lineage["successors"]!.AsArray();
        steps.Select(step => (string)step!["to"]!["code"]!).Order().ShouldBe(successors.Split(','));
        foreach (var step in steps)
            ((string)step!["act"]!["number"]!, (string)step["day"]!).ShouldBe(("202/2025/QH15", MergedCountry.Day));
    }

    [Fact]
    public async Task A_lineage_walks_over_several_acts()
    {
        var now = await country.GetAsync("/v1/units/75/lineage");
        now["predecessors"]!
            .AsArray()
            .Select(step => $"{step!["from"]!["fullName"]} > {step["to"]!["fullName"]} {step["act"]!["number"]}")
            .ShouldBe([
                "Tỉnh Đồng Nai > Thành phố Đồng Nai 30/2026/QH16",
                "Tỉnh Bình Phước > Tỉnh Đồng Nai 202/2025/QH15",
                "Tỉnh Đồng Nai > Tỉnh Đồng Nai 202/2025/QH15",
            ]);
        var then = await country.GetAsync($"/v1/units/70/lineage?asOf={MergedCountry.DayBefore}");
        then["successors"]!
            .AsArray()
            .Select(step => (string)step!["to"]!["validFrom"]!)
            .ShouldBe([MergedCountry.Day, "2026-04-30"]);
    }

    [Fact]
    public async Task Villages_and_teams_stand_where_their_unit_went()
    {
        foreach (
            var (commune, path) in new[]
            {
                ("08498", "VN/25/08494"),
                ("00697", "VN/08/00691"),
                ("00016", "VN/01/00016"),
            }
        )
        {
            var village = country.Villages[commune];
            ((string)(await country.GetAsync($"/v1/units/{village}"))["path"]!).ShouldBe($"{path}/{village}");
        }
        (
            (string)
                (await country.GetAsync($"/v1/units/{country.Villages["00697"]}?asOf={MergedCountry.DayBefore}"))[
                    "path"
                ]!
        ).ShouldBe($"VN/02/024/00697/{country.Villages["00697"]}");
        ((string)(await country.GetAsync($"/v1/teams/{country.Teams["08512"]}"))["unitPath"]!).ShouldBe("VN/25/08494");
        ((string)(await country.GetAsync($"/v1/teams/{country.Teams["08498"]}"))["unitPath"]!).ShouldBe("VN/25/08494");
        ((string)(await country.GetAsync($"/v1/teams/{country.Teams["00016"]}"))["unitPath"]!).ShouldBe("VN/01/00016");
    }

    [Theory]
    [InlineData("xa pho bang", "2025-07-01", "00745")]
    [InlineData("Phố Bảng", "2026-11-01", "00745")]
    [InlineData("06970", "2025-07-01", "06978")]
    public async Task Other_spellings_and_codes_find_a_unit(string q, string day, string code)
    {
        var found = await country.GetAsync($"/v1/units?q={Uri.EscapeDataString(q)}&asOf={day}");
        found["items"]!.AsArray().Select(unit => (string)unit!["code"]!).ShouldContain(code);
    }

    [Fact]
    public async Task A_mistaken_code_and_another_spelling_are_understood_on_import()
    {
        var village = new
        {
            parentCode = "06970",
            type = "thôn",
            name = "Bằng Cả",
        };
        var answer = await country.Client().PostAsJsonAsync("/v1/units", village);
        ((string)(await answer.ShouldBeJsonAsync(201))["parentCode"]!).ShouldBe("06978");
        var catalogue = Make.Shared("units-2026.csv")
            .Replace("06978,", "06970,", StringComparison.Ordinal)
            .Replace("Phó Bảng,Xã Phó Bảng", "Phố Bảng,Xã Phố Bảng", StringComparison.Ordinal);
        var dry = await (
            await country.Client().PostAsync("/v1/unit-imports?validFrom=2026-11-01&dryRun=true", Make.Csv(catalogue))
        ).ShouldBeJsonAsync(200);
        ((int)dry["opened"]!, (int)dry["closed"]!, (int)dry["unchanged"]!).ShouldBe((0, 0, 3_355));
    }
}
