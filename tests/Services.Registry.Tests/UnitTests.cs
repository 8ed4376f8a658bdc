using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Units;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class UnitTests(RegistryService service)
{
    [Fact]
    public async Task The_default_catalogue_holds_all_units_of_its_day()
    {
        var byLevel = await service.InDatabaseAsync(db =>
            Task.FromResult(
                db.Units.Where(unit => unit.Level < 4 && unit.ValidFrom <= new DateOnly(2022, 7, 1))
                    .GroupBy(unit => unit.Level)
                    .ToDictionary(level => level.Key, level => level.Count())
            )
        );

        byLevel.ShouldBe(
            new Dictionary<int, int>
            {
                [0] = 1,
                [1] = 63,
                [2] = 705,
                [3] = 10_599,
            },
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task A_unit_is_read_by_its_code()
    {
        var unit = await (await service.Client().GetAsync("/v1/units/00688?asOf=2023-01-01")).ShouldBeJsonAsync(200);

        unit.Remove("id");
        JsonNode
            .DeepEquals(
                unit,
                new JsonObject
                {
                    ["code"] = "00688",
                    ["name"] = "Quang Trung",
                    ["fullName"] = "Phường Quang Trung",
                    ["type"] = "Phường",
                    ["level"] = 3,
                    ["parentCode"] = "024",
                    ["path"] = "VN/02/024/00688",
                    ["validFrom"] = "2022-07-01",
                    ["validTo"] = null,
                }
            )
            .ShouldBeTrue(unit.ToString());
    }

    [Theory]
    [InlineData("ha giang")]
    [InlineData("Hà Giang")]
    [InlineData("HÀ GIANG")]
    [InlineData(" hà  GIANG ")]
    public async Task A_name_is_found_however_it_is_typed(string typed)
    {
        foreach (var form in new[] { NormalizationForm.FormC, NormalizationForm.FormD })
        {
            var q = Uri.EscapeDataString(typed.Normalize(form));
            var page = await service.Client().GetFromJsonAsync<JsonObject>($"/v1/units?q={q}&asOf=2023-01-01");
            page!["items"]!
                .AsArray()
                .Select(unit => (string)unit!["fullName"]!)
                .ShouldBe(["Tỉnh Hà Giang", "Thành phố Hà Giang", "Xã Hà Giang", "Xã Hà Giang"], ignoreOrder: true);
        }
    }

    [Theory]
    [InlineData("Đồng Văn", "dong van")]
    [InlineData("ĐỒNG VĂN", "dong van")]
    [InlineData("Ðồng Văn", "dong van")]
    [InlineData("Hoà Bình", "hoa binh")]
    [InlineData("Thuỷ  Nguyên", "thuy nguyen")]
    public void Search_keys_have_no_marks(string name, string key) => VietnameseText.SearchKey(name).ShouldBe(key);

    [Theory]
    [InlineData("Hòa Bình", "Hoà bình", true)]
    [InlineData("Thủy", "Thuỷ", true)]
    [InlineData("Nà Tà", "Na Ta", false)]
    [InlineData("Tân", "Tấn", false)]
    [InlineData("Đông", "Dông", false)]
    public void Names_are_the_same_when_only_their_spelling_differs(string left, string right, bool same)
    {
        (VietnameseText.NameKey(left) == VietnameseText.NameKey(right)).ShouldBe(same);
        (VietnameseText.NameKey(left.Normalize(NormalizationForm.FormD)) == VietnameseText.NameKey(right)).ShouldBe(
            same
        );
    }

    [Fact]
    public async Task Pages_follow_each_other_as_Vietnamese_sorts()
    {
        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = await service
                .Client()
                .GetFromJsonAsync<JsonObject>($"/v1/units/VN/children?asOf=2023-01-01&limit=10&cursor={cursor}");
            names.AddRange(page!["items"]!.AsArray().Select(unit => (string)unit!["name"]!));
            cursor = (string?)page["next"];
        } while (cursor is not null);

        names.Count.ShouldBe(63);
        names[0].ShouldBe("An Giang");
        names.IndexOf("Đà Nẵng").ShouldBe(names.IndexOf("Cần Thơ") + 1);
        names.IndexOf("Điện Biên").ShouldBeLessThan(names.IndexOf("Gia Lai"));
    }

    [Theory]
    [InlineData("vi", "Không có đơn vị mang mã 99999 vào ngày 01/01/2023.")]
    [InlineData("en", "No unit bears the code 99999 on 01/01/2023.")]
    public async Task An_unknown_code_is_a_problem_in_both_languages(string language, string text)
    {
        foreach (var path in new[] { "/v1/units/99999", "/v1/units/99999/children" })
            await (await service.Client(language: language).GetAsync($"{path}?asOf=2023-01-01")).ShouldBeProblemAsync(
                404,
                "unit.not-found",
                text
            );
    }

    [Fact]
    public async Task Reading_needs_its_scope_and_no_unit()
    {
        (await service.Client("96", scopes: Scopes.RegistryRead).GetAsync("/v1/units/02")).EnsureSuccessStatusCode();
        await (await service.Client(scopes: Scopes.ActivityRead).GetAsync("/v1/units/02")).ShouldBeProblemAsync(
            403,
            "auth.scope-missing",
            "The access token lacks the scope that this needs."
        );
    }

    [Fact]
    public async Task The_document_names_every_path()
    {
        var document = await service.CreateClient().GetFromJsonAsync<JsonObject>("/openapi/registry.json");

        document!["paths"]!
            .AsObject()
            .Select(path => $"{path.Key} {string.Join(' ', path.Value!.AsObject().Select(verb => verb.Key).Order())}")
            .ShouldBe(
                [
                    "/v1/team-imports get post",
                    "/v1/team-imports/{id} get",
                    "/v1/team-imports/{id}/errors get",
                    "/v1/team-imports/{id}/rejected-rows get",
                    "/v1/teams get post",
                    "/v1/teams/{id} get put",
                    "/v1/teams/{id}/dissolution put",
                    "/v1/teams/{id}/members get post",
                    "/v1/teams/{id}/members/{memberId} put",
                    "/v1/teams/{id}/members/{memberId}/departure put",
                    "/v1/unit-imports post",
                    "/v1/unit-imports/villages post",
                    "/v1/units get post",
                    "/v1/units/{code} get",
                    "/v1/units/{code}/children get",
                ],
                ignoreOrder: true
            );
    }
}
