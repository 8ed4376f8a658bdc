using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>Causes and days are data: the ministry's, and the provinces'.</summary>
public sealed class ObstacleRuleTests(ActivityService service)
{
    [Fact]
    public async Task The_ministry_adds_a_cause_and_ends_it()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var today = TimeProvider.System.Today();
        var code = $"c-{Guid.NewGuid():N}";
        var path = $"/v1/obstacles/causes/{code}";
        var cause = new JsonObject
        {
            ["vi"] = "Sóng  yếu",
            ["en"] = "Weak signal",
            ["validFrom"] = "2024-01-01",
        };

        for (var attempt = 0; attempt < 2; attempt++)
            await (await service.Client().PutAsJsonAsync(path, cause)).ShouldBeJsonAsync(
                200,
                new
                {
                    code,
                    vi = "Sóng yếu",
                    en = "Weak signal",
                    validFrom = "2024-01-01",
                    validTo = (string?)null,
                }
            );
        await region.RaiseAsync(region.TeamA, cause: code);
        cause["validTo"] = $"{today:yyyy-MM-dd}";
        await service.Client().PutAsJsonAsync(path, cause);
        await (
            await region
                .As(region.VillageA)
                .PostAsJsonAsync("/v1/obstacles", ObstacleRegion.Obstacle(region.TeamA, code))
        ).ShouldBeProblemAsync(
            422,
            "obstacle.cause-unknown",
            $"The catalogue has no cause {code} on {today.Written()} (see /v1/obstacles/causes)."
        );

        var all = await service.Client().GetFromJsonAsync<JsonArray>("/v1/obstacles/causes");
        all!.Select(each => (string)each!["code"]!).ShouldContain(code);
        var valid = await service.Client().GetFromJsonAsync<JsonArray>($"/v1/obstacles/causes?asOf={today:yyyy-MM-dd}");
        string[] codes = [.. valid!.Select(each => (string)each!["code"]!)];
        codes.ShouldNotContain(code);
        codes.ShouldContain("forgotten-account");

        await (await service.Client(region.Province.Code).PutAsJsonAsync(path, cause)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            "The access token gives no right over unit VN."
        );
        var writer = service.Client(UnitPath.Nation, "en", Scopes.ActivityRead, Scopes.ActivityWrite);
        (await writer.PutAsJsonAsync(path, cause)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await (await service.Client().PutAsJsonAsync("/v1/obstacles/causes/Sóng", cause)).ShouldBeProblemAsync(
            422,
            "obstacle-cause.code-invalid",
            "The code of a cause is of lower-case letters, digits and hyphens, at most 64 characters."
        );
        cause["validTo"] = "2023-01-01";
        await (await service.Client().PutAsJsonAsync(path, cause)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("validTo", "obstacle-cause.period-reversed", "The cause must end after it begins.")
        );
    }

    [Fact]
    public async Task The_nearest_unit_says_how_many_days_a_level_has()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var province = region.As(region.Province);

        await SetAsync(province, region.Province.Code, (4, 1), (3, 2));
        await SetAsync(province, region.CommuneA.Code, (4, 7));
        var days = await province.GetFromJsonAsync<JsonArray>($"/v1/obstacles/deadlines?unit={region.CommuneA.Code}");
        days!
            .Select(each => $"{each!["level"]} {each["days"]} {each["setBy"]}")
            .ShouldBe([$"4 7 {region.CommuneA.Code}", $"3 2 {region.Province.Code}", "2 5 VN", "1 10 VN", "0 15 VN"]);
        var (atA, atB) = (await region.RaiseAsync(region.TeamA), await region.RaiseAsync(region.TeamB));
        ((string?)(await province.ObstacleAsync(atA))["dueOn"]).ShouldBe(ObstacleRegion.Day(7));
        ((string?)(await province.ObstacleAsync(atB))["dueOn"]).ShouldBe(ObstacleRegion.Day(1));
        var passed = await province.StepAsync(atA, "escalation", 1, new { note = "x" });
        ((string?)passed["dueOn"]).ShouldBe(ObstacleRegion.Day(2));

        await SetAsync(province, region.CommuneA.Code);
        ((string?)(await province.ObstacleAsync(await region.RaiseAsync(region.TeamA)))["dueOn"]).ShouldBe(
            ObstacleRegion.Day(1)
        );
    }

    [Fact]
    public async Task Days_that_cannot_be_are_refused()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var province = region.As(region.Province);
        var nation = service.Client();

        await (await TrySetAsync(province, region.CommuneA.Code, (1, 3))).ShouldBeProblemAsync(
            422,
            "obstacle-deadline.level-above",
            $"{region.CommuneA.FullName} sets days only for its own level and those below it."
        );
        await (await TrySetAsync(nation, "VN", (1, 3))).ShouldBeProblemAsync(
            422,
            "obstacle-deadline.level-missing",
            "The nation needs days for every level from 0 to 4."
        );
        await (await TrySetAsync(province, "VN", (4, 3))).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            "The access token gives no right over unit VN."
        );
        await (await TrySetAsync(province, region.Province.Code, (4, 3), (4, 4))).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("levels", "obstacle-deadline.level-repeated", "A level has one number of days only.")
        );
        (await TrySetAsync(province, region.Province.Code, (4, 0))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TrySetAsync(province, region.Province.Code, (5, 1))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await (await TrySetAsync(nation, "nowhere", (4, 3))).ShouldBeProblemAsync(
            404,
            "obstacle.unit-unknown",
            $"No unit bears the code nowhere on {TimeProvider.System.Today().Written()}."
        );
    }

    private static async Task SetAsync(HttpClient client, string unit, params (int Level, int Days)[] levels) =>
        (await TrySetAsync(client, unit, levels)).StatusCode.ShouldBe(HttpStatusCode.OK);

    private static Task<HttpResponseMessage> TrySetAsync(
        HttpClient client,
        string unit,
        params (int Level, int Days)[] levels
    ) =>
        client.PutAsJsonAsync(
            $"/v1/obstacles/deadlines/{unit}",
            new { levels = levels.Select(each => new { level = each.Level, days = each.Days }) }
        );
}
