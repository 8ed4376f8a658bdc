using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class ChannelTests(RegistryService service)
{
    [Fact]
    public async Task A_channel_is_recorded_changed_listed_and_deleted()
    {
        var commune = service.Commune();
        var client = service.Client("02");
        var group = Channel("zalo-group", "https://zalo.me/g/abc123", unit: commune);
        group["id"] = Guid.NewGuid();
        var path = $"/v1/channels/{(Guid)group["id"]!}";

        var recorded = await (await client.PostAsJsonAsync("/v1/channels", group)).ShouldBeJsonAsync(
            201,
            new
            {
                id = (Guid)group["id"]!,
                version = 1,
                kind = "zalo-group",
                name = "Nhóm hỗ trợ",
                link = "https://zalo.me/g/abc123",
                phone = (string?)null,
                unitCode = commune,
                teamId = (Guid?)null,
            }
        );
        await (await client.PostAsJsonAsync("/v1/channels", group)).ShouldBeJsonAsync(200, recorded);
        group["name"] = "Nhóm khác";
        await (await client.PostAsJsonAsync("/v1/channels", group)).ShouldBeProblemAsync(
            409,
            "channel.id-taken",
            $"The id {(Guid)group["id"]!} stands for a channel with other content."
        );
        group.Remove("id");
        await (await client.PutAsync(path, group)).ShouldBeProblemAsync(
            428,
            "request.version-required",
            "Send an If-Match header with the version being changed."
        );
        var changed = await (await client.PutAsync(path, group, "\"1\"")).ShouldBeJsonAsync(200);
        ((int)changed["version"]!, (string)changed["name"]!).ShouldBe((2, "Nhóm khác"));
        await (await client.PutAsync(path, group, "\"1\"")).ShouldBeJsonAsync(200, changed);

        var team = await service.TeamAsync();
        var hotline = Channel("phone-hotline", null, team: team);
        hotline["phone"] = "1800 1096";
        var line = await (await client.PostAsJsonAsync("/v1/channels", hotline)).ShouldBeJsonAsync(201);
        ((string)line["phone"]!).ShouldBe("18001096");
        JsonNode.DeepEquals((await ItemsAsync($"unit={commune}")).ShouldHaveSingleItem(), changed).ShouldBeTrue();
        JsonNode.DeepEquals((await ItemsAsync($"team={team}")).ShouldHaveSingleItem(), line).ShouldBeTrue();
        (await ItemsAsync($"team={team}&kind=website")).ShouldBeEmpty();

        await (await service.Client("04").DeleteAsync(path)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {commune}."
        );
        ((int)(await client.DeleteAsync(path)).StatusCode).ShouldBe(204);
        await (await client.DeleteAsync(path)).ShouldBeProblemAsync(
            404,
            "channel.not-found",
            $"There is no channel {path[^36..]}."
        );
        (await ItemsAsync($"unit={commune}")).ShouldBeEmpty();
        await (await client.PutAsync(path, group, "\"2\"")).ShouldBeProblemAsync(
            404,
            "channel.not-found",
            $"There is no channel {path[^36..]}."
        );
    }

    [Fact]
    public async Task A_dissolved_team_takes_no_channel_and_no_equipment_but_gives_its_channel_away()
    {
        var client = service.Client("02");
        var (team, other) = (await service.TeamAsync(), await service.TeamAsync());
        var group = Channel("zalo-group", "https://zalo.me/g/abc123", team: team);
        group["id"] = Guid.NewGuid();
        var path = $"/v1/channels/{(Guid)group["id"]!}";
        var recorded = await (await client.PostAsJsonAsync("/v1/channels", group)).ShouldBeJsonAsync(201);
        var dissolution = new JsonObject
        {
            ["decisionNumber"] = "9/QĐ",
            ["decisionDate"] = "2024-01-01",
            ["dissolvedOn"] = "2024-01-01",
        };
        await (await client.PutAsync($"/v1/teams/{team}/dissolution", dissolution)).ShouldBeJsonAsync(200);

        await (await client.PostAsJsonAsync("/v1/channels", group)).ShouldBeJsonAsync(200, recorded);
        group.Remove("id");
        await ShouldBeRefused(await client.PostAsJsonAsync("/v1/channels", group));
        group["name"] = "Nhóm khác";
        await ShouldBeRefused(await client.PutAsync(path, group, "\"1\""));
        var list = new JsonObject { ["items"] = new JsonArray(new JsonObject { ["kind"] = "wifi", ["count"] = 1 }) };
        await ShouldBeRefused(await client.PutAsync($"/v1/teams/{team}/equipment", list));
        group["teamId"] = other;
        await (await client.PutAsync(path, group, "\"1\"")).ShouldBeJsonAsync(200);
        group["teamId"] = team;
        await ShouldBeRefused(await client.PutAsync(path, group, "\"2\""));

        Task ShouldBeRefused(HttpResponseMessage answer) =>
            answer.ShouldBeProblemAsync(
                409,
                "team.dissolved",
                $"Team {team} has been dissolved, so it cannot be changed."
            );
    }

    [Theory]
    [InlineData("http://zalo.me/g/1")]
    [InlineData("https://zalo.me:pass@evil.example/")]
    [InlineData("https://localhost/x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("zalo.me/g/1")]
    public async Task A_link_is_an_address_that_people_can_trust(string link) =>
        await (
            await service.Client().PostAsJsonAsync("/v1/channels", Channel("website", link, unit: "02"))
        ).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("link", "channel.link-invalid", "A channel needs an https address; a hotline has none.")
        );

    [Fact]
    public async Task Wrong_fields_are_named()
    {
        var channel = Channel("pigeon", "https://zalo.me/g/1");
        channel["phone"] = "1022";
        await (await service.Client().PostAsJsonAsync("/v1/channels", channel)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            (
                "kind",
                "channel.kind-unknown",
                "The kind of channel must be one of: zalo-group, zalo-oa, facebook, website, phone-hotline."
            ),
            (
                "phone",
                "channel.phone-invalid",
                "A hotline needs a phone number of 3 to 12 digits; other channels have none."
            ),
            ("unitCode", "channel.serves-one", "A channel serves either a unit or a team; name exactly one.")
        );
    }

    private static JsonObject Channel(string kind, string? link, string? unit = null, Guid? team = null) =>
        new()
        {
            ["kind"] = kind,
            ["name"] = "Nhóm hỗ trợ",
            ["link"] = link,
            ["unitCode"] = unit,
            ["teamId"] = team,
        };

    private async Task<JsonArray> ItemsAsync(string query) =>
        (await service.Client().GetFromJsonAsync<JsonObject>($"/v1/channels?{query}"))!["items"]!.AsArray();
}
