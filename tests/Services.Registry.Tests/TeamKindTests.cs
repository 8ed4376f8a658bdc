using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class TeamKindTests(RegistryService service)
{
    [Fact]
    public async Task A_province_has_its_own_name_for_a_kind_while_it_holds()
    {
        var province = service.Client("22");
        var commune = await CommuneAsync("22");
        var team = Make.Team(commune);
        team["kind"] = "cnscd-rapid-response";
        var registered = await (await province.PostAsJsonAsync("/v1/teams", team)).ShouldBeJsonAsync(201);
        var path = "/v1/team-kinds/cnscd-rapid-response/names/22";
        JsonObject Name(string name, string from, string? to = null) =>
            new()
            {
                ["name"] = name,
                ["validFrom"] = from,
                ["validTo"] = to,
            };

        await (await province.PutAsync(path, Name("Tổ phản ứng nhanh", "2022-01-01"))).ShouldBeJsonAsync(
            200,
            new
            {
                kind = "cnscd-rapid-response",
                unitCode = "22",
                name = "Tổ phản ứng nhanh",
                validFrom = "2022-01-01",
                validTo = (string?)null,
            }
        );
        await (await province.PutAsync(path, Name("Tổ CNS phản ứng nhanh", "2024-01-01"))).ShouldBeJsonAsync(200);
        await (await province.PutAsync(path, Name("Tổ CNS phản ứng nhanh", "2024-01-01"))).ShouldBeJsonAsync(200);
        await (await province.PutAsync(path, Name("Tổ khác", "2021-01-01"))).ShouldBeProblemAsync(
            409,
            "team-kind.names-overlap",
            "A later name begins after 01/01/2021; say when this one ends."
        );
        await (await province.PutAsync(path, Name("Tổ khác", "2021-01-01", "2022-01-01"))).ShouldBeJsonAsync(200);

        var now = (await province.GetFromJsonAsync<JsonObject>($"/v1/teams/{registered["id"]}"))!;
        ((string)now["kindName"]!).ShouldBe("Tổ CNS phản ứng nhanh");
        ((string)now["name"]!).ShouldStartWith("Tổ CNS phản ứng nhanh ");
        var then = (await province.GetFromJsonAsync<JsonObject>($"/v1/teams/{registered["id"]}?asOf=2023-12-31"))!;
        ((string)then["kindName"]!).ShouldBe("Tổ phản ứng nhanh");
        ((string)(await KindsAsync("?unit=" + commune))[1]!["name"]!).ShouldBe("Tổ CNS phản ứng nhanh");
        var national = await KindsAsync("");
        national
            .Select(kind => ((string)kind!["code"]!, (string)kind["name"]!))
            .ShouldBe([
                ("cnscd", "Tổ công nghệ số cộng đồng"),
                ("cnscd-rapid-response", "Tổ công nghệ số cộng đồng và phản ứng nhanh"),
                ("cdscd", "Tổ chuyển đổi số cộng đồng"),
                ("de-an-06", "Tổ công tác triển khai Đề án 06"),
            ]);
    }

    [Fact]
    public async Task Only_a_province_within_reach_names_a_known_kind()
    {
        var name = new JsonObject { ["name"] = "Tổ", ["validFrom"] = "2022-01-01" };
        var client = service.Client("24");

        await (await client.PutAsync("/v1/team-kinds/club/names/24", name)).ShouldBeProblemAsync(
            404,
            "team-kind.not-found",
            "There is no kind of team club."
        );
        await (await client.PutAsync("/v1/team-kinds/cnscd/names/25", name)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            "The access token gives no right over unit 25."
        );
        await (await client.PutAsync("/v1/team-kinds/cnscd/names/VN", name)).ShouldBeProblemAsync(
            422,
            "team-kind.unit-level",
            "Only a province has names of its own for kinds of team; Việt Nam is none."
        );
        name["validTo"] = "2022-01-01";
        await (await client.PutAsync("/v1/team-kinds/cnscd/names/24", name)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("validTo", "team-kind.period-reversed", "The period must end after it begins.")
        );
    }

    private async Task<string> CommuneAsync(string province) =>
        (string)
            (await service.Client().GetFromJsonAsync<JsonObject>($"/v1/units?within={province}&level=3&limit=1"))![
                "items"
            ]![0]!["code"]!;

    private async Task<JsonArray> KindsAsync(string query) =>
        (await service.Client().GetFromJsonAsync<JsonArray>($"/v1/team-kinds{query}"))!;
}
