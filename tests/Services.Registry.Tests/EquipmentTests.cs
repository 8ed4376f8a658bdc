using System.Text.Json.Nodes;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class EquipmentTests(RegistryService service)
{
    [Fact]
    public async Task A_team_s_equipment_is_replaced_as_a_list()
    {
        var team = await service.TeamAsync();
        var path = $"/v1/teams/{team}/equipment";
        var client = service.Client("02");
        var empty = await client.GetAsync(path);
        await empty.ShouldBeJsonAsync(
            200,
            new
            {
                teamId = team,
                version = 0,
                items = Array.Empty<object>(),
            }
        );
        empty.Headers.ETag!.Tag.ShouldBe("\"0\"");

        var list = Parse(
            """
            { "items": [
                { "kind": "printer", "count": 1, "place": "  Nhà văn hóa  thôn ", "note": null },
                { "kind": "computer", "count": 2, "place": null, "note": "hỏng một" } ] }
            """
        );
        var said = await client.PutAsync(path, list);
        var body = await said.ShouldBeJsonAsync(
            200,
            new
            {
                teamId = team,
                version = 1,
                items = new[]
                {
                    new
                    {
                        kind = "printer",
                        count = 1,
                        place = (string?)"Nhà văn hóa thôn",
                        note = (string?)null,
                    },
                    new
                    {
                        kind = "computer",
                        count = 2,
                        place = (string?)null,
                        note = (string?)"hỏng một",
                    },
                },
            }
        );
        said.Headers.ETag!.Tag.ShouldBe("\"1\"");
        await (await client.PutAsync(path, list, "\"0\"")).ShouldBeJsonAsync(200, body);
        await (await client.GetAsync(path)).ShouldBeJsonAsync(200, body);
        list["items"]!.AsArray().RemoveAt(0);
        await (await client.PutAsync(path, list, "\"0\"")).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 1)."
        );
        var less = await (await client.PutAsync(path, list, "\"1\"")).ShouldBeJsonAsync(200);
        ((int)less["version"]!, less["items"]!.AsArray().Count).ShouldBe((2, 1));
        await (await service.Client("04").GetAsync(path)).ShouldBeJsonAsync(403);
    }

    [Fact]
    public async Task Wrong_equipment_is_named()
    {
        var team = await service.TeamAsync();
        var list = Parse("""{ "items": [ { "kind": "drone", "count": 0 } ] }""");
        await (await service.Client().PutAsync($"/v1/teams/{team}/equipment", list)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            (
                "items[0].kind",
                "equipment.kind-unknown",
                "The kind of equipment must be one of: computer, printer, wifi, phone, other."
            ),
            ("items[0].count", "field.inclusive-between", "'count' must be between 1 and 10000.")
        );
        var long101 = new JsonObject
        {
            ["items"] = new JsonArray([.. Enumerable.Range(0, 101).Select(_ => new JsonObject())]),
        };
        await (await service.Client(language: "vi").PutAsync($"/v1/teams/{team}/equipment", long101)).ShouldBeJsonAsync(
            400
        );
        var nobody = Guid.NewGuid();
        await (await service.Client().GetAsync($"/v1/teams/{nobody}/equipment")).ShouldBeProblemAsync(
            404,
            "team.not-found",
            $"There is no team {nobody}."
        );
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
