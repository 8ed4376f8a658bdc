using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Tests;

/// <summary>Acts one by one: what follows by itself, what waits, what can be taken back, what is refused.</summary>
public sealed class ReorganizationTests(SmallCountry country)
{
    private static readonly DateOnly Day = new(2024, 6, 1);

    [Fact]
    public async Task Merged_communes_take_their_villages_and_teams_along_and_keep_the_past()
    {
        var province = await country.ProvinceAsync();
        var (kept, gone) = (province.Communes[0], province.Communes[4]);
        var village = await country.VillageAsync(gone);
        var team = await TeamAsync(gone);

        await country.EnactAsync(Day, SmallCountry.Change("merge", [kept, gone], SmallCountry.New(kept, "Phường")));

        var now = await country.GetAsync($"/v1/units/{village}");
        ((string)now["path"]!).ShouldBe($"VN/{province.Code}/{province.Districts[0]}/{kept}/{village}");
        var then = await country.GetAsync($"/v1/units/{village}?asOf={Day.AddDays(-1):yyyy-MM-dd}");
        ((string)then["path"]!).ShouldBe($"VN/{province.Code}/{province.Districts[1]}/{gone}/{village}");
        ((string)(await country.GetAsync($"/v1/units/{kept}"))["validFrom"]!).ShouldBe($"{Day:yyyy-MM-dd}");
        ((string)(await country.GetAsync($"/v1/teams/{team}"))["unitCode"]!).ShouldBe(kept);
        (await country.Client().GetAsync($"/v1/units/{gone}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        // The number of a decision that both communes used stays free for neither.
        await (await country.Client().PostAsJsonAsync("/v1/teams", Make.Team(kept))).ShouldBeJsonAsync(201);
    }

    [Fact]
    public async Task What_several_share_waits_until_a_clerk_of_the_province_says_where_it_belongs()
    {
        var province = await country.ProvinceAsync();
        var commune = province.Communes[0];
        var other = country.CommuneCode();
        string[] villages = [await country.VillageAsync(commune), await country.VillageAsync(commune)];
        var team = await TeamAsync(commune);
        var act = await country.EnactAsync(
            Day,
            SmallCountry.Change("split", [commune], SmallCountry.New(commune, "Xã"), SmallCountry.New(other, "Xã"))
        );
        var worklist = $"/v1/reorganizations/{act["id"]}/worklist";
        act["effect"]!["villagesToAssign"]!.AsArray().Select(code => (string)code!).ShouldBe(villages);

        var clerk = country.Client(province.Code);
        var items = (await Read(clerk, worklist))["items"]!.AsArray();
        items.Select(item => (string)item!["item"]!).ShouldBe([.. villages, team.ToString()]);
        items[0]!["candidates"]!.AsArray().Select(unit => (string)unit!["code"]!).ShouldBe([commune, other]);
        ((string)(await country.GetAsync($"/v1/units/{villages[0]}"))["path"]!).ShouldBe(
            $"VN/{province.Code}/{province.Districts[0]}/{commune}/{villages[0]}"
        );

        (
            await clerk.PutAsync($"{worklist}/{villages[0]}", new JsonObject { ["successorCode"] = other })
        ).EnsureSuccessStatusCode();
        var csv =
            $"item,successorCode\n{villages[1]},{commune}\n{villages[1]},99999\n{team},{other}\n{Guid.Empty},{other}\n";
        var answer = await (await clerk.PostAsync(worklist, Make.Csv(csv))).ShouldBeJsonAsync(200);
        ((int)answer["accepted"]!, (int)answer["rejected"]!).ShouldBe((2, 2));
        answer["errors"]!
            .AsArray()
            .Select(error => ((int)error!["row"]!, (string)error["field"]!, (string)error["code"]!))
            .ShouldBe([(2, "item", "reorganization.item-repeated"), (4, "item", "reorganization.item-unknown")]);
        var again = await (await clerk.PostAsync(worklist, Make.Csv(csv))).ShouldBeJsonAsync(200);
        ((int)again["accepted"]!, (int)again["unchanged"]!, (int)again["rejected"]!).ShouldBe((0, 2, 2));

        ((string)(await country.GetAsync($"/v1/units/{villages[0]}"))["parentCode"]!).ShouldBe(other);
        ((string)(await country.GetAsync($"/v1/teams/{team}"))["unitCode"]!).ShouldBe(other);
        (await Read(clerk, worklist))["items"]!.AsArray().ShouldBeEmpty();
        (await Read(clerk, $"{worklist}?status=assigned"))["items"]!.AsArray().Count.ShouldBe(3);
        var progress = JsonNode.Parse(await clerk.GetStringAsync($"{worklist}/summary"))!.AsArray();
        ((int)progress.Single()!["villagesAssigned"]!, (int)progress[0]!["teamsAssigned"]!).ShouldBe((2, 1));
        // The list as a file can be filled in and sent back as it is.
        var file = await clerk.GetStringAsync($"{worklist}?status=all&format=csv");
        file.ShouldContain($"{villages[0]},{other},village,");
        var sent = await (await clerk.PostAsync(worklist, Make.Csv(file))).ShouldBeJsonAsync(200);
        ((int)sent["unchanged"]!, (int)sent["rejected"]!).ShouldBe((3, 0));
        // A clerk of elsewhere sees nothing of it.
        (await Read(country.Client("98"), $"{worklist}?status=all"))["items"]!
            .AsArray()
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task An_assignment_is_corrected_and_withdrawn_while_nothing_depends_on_it()
    {
        var province = await country.ProvinceAsync();
        var commune = province.Communes[0];
        var other = country.CommuneCode();
        var village = await country.VillageAsync(commune);
        var (team, ofVillage) = (await TeamAsync(commune), await TeamAsync(village));
        var before = await PlacementsAsync(village);
        var act = await country.EnactAsync(
            Day,
            SmallCountry.Change("split", [commune], SmallCountry.New(commune, "Xã"), SmallCountry.New(other, "Xã"))
        );
        var worklist = $"/v1/reorganizations/{act["id"]}/worklist";
        var clerk = country.Client(province.Code);
        var waiting = await PathsAsync();

        foreach (var item in new[] { village, team.ToString() })
        {
            await (await AssignAsync(clerk, item, other)).ShouldBeJsonAsync(200);
            await (await AssignAsync(clerk, item, commune)).ShouldBeJsonAsync(200);
        }
        (await PathsAsync()).ShouldNotBe(waiting);
        foreach (var item in new[] { village, team.ToString() })
        {
            var back = await (await WithdrawAsync(clerk, item)).ShouldBeJsonAsync(200);
            ((string)back["item"]!, (string)back["from"]!["code"]!).ShouldBe((item, commune));
            await (await WithdrawAsync(clerk, item)).ShouldBeJsonAsync(200, back);
        }
        (await PathsAsync()).ShouldBe(waiting);
        (await PlacementsAsync(village)).ShouldBe(before);
        (await Read(clerk, worklist))["items"]!
            .AsArray()
            .Select(item => (string)item!["item"]!)
            .ShouldBe([village, team.ToString()]);

        // It can be assigned again, until a later act goes on from there.
        await (await AssignAsync(clerk, village, other)).ShouldBeJsonAsync(200);
        await (await AssignAsync(clerk, team.ToString(), other)).ShouldBeJsonAsync(200);
        ((string)(await country.GetAsync($"/v1/teams/{team}"))["unitCode"]!).ShouldBe(other);
        var later = country.CommuneCode();
        await country.EnactAsync(
            Day.AddDays(30),
            SmallCountry.Change("merge", [other, province.Communes[1]], SmallCountry.New(later, "Xã"))
        );
        foreach (var item in new[] { village, team.ToString() })
            await (await WithdrawAsync(clerk, item)).ShouldBeProblemAsync(
                409,
                "reorganization.assignment-depended-on",
                $"The assignment of {item} cannot be withdrawn, because its place has changed further since."
            );

        // Whose it is not is told so; what is not there, too.
        var stranger = country.Client("98");
        foreach (
            var refused in new[] { await AssignAsync(stranger, village, other), await WithdrawAsync(stranger, village) }
        )
            await refused.ShouldBeProblemAsync(
                403,
                "auth.unit-out-of-scope",
                $"The access token gives no right over unit {commune}."
            );
        await (await WithdrawAsync(stranger, "00000-001")).ShouldBeProblemAsync(
            404,
            "reorganization.item-unknown",
            "The worklist of this act does not hold 00000-001."
        );

        Task<HttpResponseMessage> AssignAsync(HttpClient client, string item, string to) =>
            client.PutAsync($"{worklist}/{item}", new JsonObject { ["successorCode"] = to });

        Task<HttpResponseMessage> WithdrawAsync(HttpClient client, string item) =>
            client.PutAsync($"{worklist}/{item}/withdrawal", null);

        async Task<List<string>> PathsAsync() =>
            [
                (string)(await country.GetAsync($"/v1/units/{village}"))["path"]!
                    + (string)(await country.GetAsync($"/v1/units/{village}"))["parentCode"]!,
                (string)(await country.GetAsync($"/v1/teams/{team}"))["unitPath"]!,
                (string)(await country.GetAsync($"/v1/teams/{ofVillage}"))["unitPath"]!,
                string.Join(' ', await PlacementsAsync(village)),
                $"{await country.InDatabaseAsync(db => db.Teams.Where(each => each.Id == team).Select(each => each.UnitId).SingleAsync())}",
            ];

        Task<List<(int, DateOnly, DateOnly?)>> PlacementsAsync(string code) =>
            country.InDatabaseAsync(async db =>
                (
                    await db
                        .Units.AsNoTracking()
                        .Include(unit => unit.Placements)
                        .SingleAsync(unit => unit.Code == code && unit.Level == 4)
                )
                    .Placements.OrderBy(placement => placement.ValidFrom)
                    .Select(placement => (placement.ParentId, placement.ValidFrom, placement.ValidTo))
                    .ToList()
            );
    }

    [Fact]
    public async Task What_was_kept_under_a_code_goes_to_the_heir_or_ends()
    {
        var province = await country.ProvinceAsync();
        var (kept, gone) = (province.Communes[0], province.Communes[1]);
        var client = country.Client();
        var point = new JsonObject { ["bodyName"] = "Ủy ban nhân dân xã", ["phone"] = "02193866123" };
        (await client.PutAsync($"/v1/units/{gone}/support-point", point)).EnsureSuccessStatusCode();
        var policy = await (
            await client.PostAsJsonAsync(
                "/v1/composition-policies",
                new JsonObject
                {
                    ["unitCode"] = gone,
                    ["validFrom"] = "2022-01-01",
                    ["minMembers"] = 2,
                    ["enforcement"] = "report",
                    ["documentNumber"] = "1/KH-UBND",
                }
            )
        ).ShouldBeJsonAsync(201);

        await country.EnactAsync(Day, SmallCountry.Change("merge", [kept, gone], SmallCountry.New(kept, "Xã")));

        ((string)(await country.GetAsync($"/v1/units/{kept}/support-point"))["unitCode"]!).ShouldBe(kept);
        ((string)(await country.GetAsync($"/v1/composition-policies/{policy["id"]}"))["validTo"]!).ShouldBe(
            $"{Day:yyyy-MM-dd}"
        );
    }

    [Fact]
    public async Task A_wrong_act_is_revoked_while_nothing_depends_on_it()
    {
        var province = await country.ProvinceAsync();
        var (kept, gone) = (province.Communes[0], province.Communes[1]);
        var village = await country.VillageAsync(gone);
        var team = await TeamAsync(gone);
        var before = await TreeAsync(province);
        var act = await country.EnactAsync(
            Day,
            SmallCountry.Change("merge", [kept, gone], SmallCountry.New(kept, "Phường")),
            new JsonObject
            {
                ["type"] = "abolish-level",
                ["level"] = 2,
                ["parentCode"] = province.Code,
            }
        );
        (await TreeAsync(province)).ShouldNotBe(before);
        var path = $"/v1/reorganizations/{act["id"]}/revocation";
        var reason = new JsonObject { ["reason"] = "Nhập nhầm" };

        (await country.Client().PutAsync(path, reason)).EnsureSuccessStatusCode();
        (await TreeAsync(province)).ShouldBe(before);
        ((string)(await country.GetAsync($"/v1/units/{village}"))["parentCode"]!).ShouldBe(gone);
        ((string)(await country.GetAsync($"/v1/teams/{team}"))["unitCode"]!).ShouldBe(gone);
        ((string)(await country.GetAsync($"/v1/reorganizations/{act["id"]}"))["status"]!).ShouldBe("revoked");
        (await country.Client().PutAsync(path, reason)).EnsureSuccessStatusCode();

        var second = await country.EnactAsync(
            Day,
            SmallCountry.Change("merge", [kept, gone], SmallCountry.New(kept, "Phường"))
        );
        var built = await country.VillageAsync(kept);
        await (
            await country.Client().PutAsync($"/v1/reorganizations/{second["id"]}/revocation", reason)
        ).ShouldBeProblemAsync(
            409,
            "reorganization.depended-on",
            $"It cannot be revoked, because something depends on it: {built}."
        );
    }

    [Fact]
    public async Task An_act_to_come_is_carried_out_on_its_day()
    {
        var province = await country.ProvinceAsync();
        var (kept, gone) = (province.Communes[0], province.Communes[1]);
        var day = country.Today.AddDays(10);
        var team = await TeamAsync(gone);
        var act = await country.EnactAsync(
            day,
            SmallCountry.Change("merge", [kept, gone], SmallCountry.New(kept, "Xã"))
        );
        ((string)act["status"]!, (int)act["effect"]!["teamsMoved"]!).ShouldBe(("scheduled", 1));
        var village = await country.VillageAsync(gone);

        ((string)(await country.GetAsync($"/v1/units/{village}"))["parentCode"]!).ShouldBe(gone);
        ((string)(await country.GetAsync($"/v1/units/{village}?asOf={day:yyyy-MM-dd}"))["parentCode"]!).ShouldBe(kept);
        ((string)(await country.GetAsync($"/v1/teams/{team}"))["unitCode"]!).ShouldBe(gone);
        country.GoTo(day);
        await Eventually.TrueAsync(async () =>
            (string)(await country.GetAsync($"/v1/reorganizations/{act["id"]}"))["status"]! == "applied"
        );
        ((string)(await country.GetAsync($"/v1/teams/{team}"))["unitCode"]!).ShouldBe(kept);
        ((string)(await country.GetAsync($"/v1/units/{village}"))["parentCode"]!).ShouldBe(kept);
    }

    [Fact]
    public async Task An_act_is_safe_to_send_again_and_a_dry_run_keeps_nothing()
    {
        var province = await country.ProvinceAsync();
        var id = Guid.NewGuid();
        var before = await TreeAsync(province);
        (
            await country.SendAsync(Day, dryRun: true, SmallCountry.Change("rename", [province.Code], Renamed("Mới")))
        ).EnsureSuccessStatusCode();
        (await TreeAsync(province)).ShouldBe(before);

        var act = Act(id, SmallCountry.Change("rename", [province.Code], Renamed("Mới")));
        await (await country.Client().PostAsJsonAsync("/v1/reorganizations", act)).ShouldBeJsonAsync(201);
        await (await country.Client().PostAsJsonAsync("/v1/reorganizations", act)).ShouldBeJsonAsync(200);
        await (
            await country
                .Client()
                .PostAsJsonAsync(
                    "/v1/reorganizations",
                    Act(id, SmallCountry.Change("rename", [province.Code], Renamed("Khác")))
                )
        ).ShouldBeProblemAsync(409, "reorganization.id-taken", $"The id {id} stands for an act with other content.");
        ((string)(await country.GetAsync($"/v1/units/{province.Code}"))["fullName"]!).ShouldBe("Tỉnh Mới");
        ((string)(await country.GetAsync($"/v1/units/{province.Communes[0]}"))["path"]!).ShouldBe(
            $"VN/{province.Code}/{province.Districts[0]}/{province.Communes[0]}"
        );

        static JsonObject Renamed(string name) => new() { ["name"] = name };
        static JsonObject Act(Guid id, JsonObject change) =>
            new()
            {
                ["id"] = id,
                ["number"] = "2/NQ",
                ["issuingBody"] = "Quốc hội",
                ["effectiveOn"] = $"{Day:yyyy-MM-dd}",
                ["changes"] = new JsonArray(change),
            };
    }

    [Fact]
    public async Task What_cannot_be_is_refused_whole_and_by_row()
    {
        var province = await country.ProvinceAsync();
        var before = await TreeAsync(province);
        var answer = await country.SendAsync(
            Day,
            dryRun: false,
            SmallCountry.Change("rename", [province.Communes[0]], new JsonObject { ["name"] = "Mới" }),
            SmallCountry.Change("merge", ["99999", province.Communes[1]], SmallCountry.New(province.Communes[1], "Xã"))
        );
        var body = await answer.ShouldBeJsonAsync(422);
        ((string)body["code"]!).ShouldBe("reorganization.refused");
        body["errors"]!
            .AsArray()
            .Select(error =>
                ((int)error!["row"]!, (string)error["field"]!, (string)error["code"]!, (string)error["text"]!)
            )
            .ShouldBe([(2, "units", "reorganization.unit-unknown", "No unit bears the code 99999.")]);
        (await TreeAsync(province)).ShouldBe(before);

        await country.EnactAsync(
            Day,
            SmallCountry.Change("rename", [province.Communes[0]], new JsonObject { ["name"] = "A" })
        );
        var late = await country.SendAsync(
            Day.AddDays(-1),
            dryRun: false,
            SmallCountry.Change("rename", [province.Communes[0]], new JsonObject { ["name"] = "B" })
        );
        ((string)(await late.ShouldBeJsonAsync(409))["code"]!).ShouldBe("reorganization.overtaken");
        await (
            await country.Client(province.Code).PostAsJsonAsync("/v1/reorganizations", new JsonObject())
        ).ShouldBeJsonAsync(400);

        await ShouldBeRefusedAsync("reorganization.unit-unknown", SmallCountry.Change("rename", ["99999"], Named("X")));
        await ShouldBeRefusedAsync("reorganization.unit-unknown", SmallCountry.Change("rename", ["VN"], Named("X")));
        await ShouldBeRefusedAsync(
            "reorganization.unit-unknown",
            SmallCountry.Change("merge", ["99999"], new JsonObject { ["code"] = province.Communes[1] })
        );
        await ShouldBeRefusedAsync(
            "reorganization.edge-twice",
            SmallCountry.Change(
                "merge",
                [province.Communes[1], province.Communes[1]],
                SmallCountry.New(province.Communes[1], "Xã")
            )
        );
        await ShouldBeRefusedAsync("reorganization.child-undecided", SmallCountry.Change("abolish", [province.Code]));

        static JsonObject Named(string name) => new() { ["name"] = name };
        async Task ShouldBeRefusedAsync(string code, JsonObject change)
        {
            var refused = await (await country.SendAsync(Day, dryRun: true, change)).ShouldBeJsonAsync(422);
            refused["errors"]!.AsArray().Select(error => (string)error!["code"]!).ShouldContain(code);
        }
    }

    private async Task<Guid> TeamAsync(string unit) =>
        (Guid)
            (await (await country.Client().PostAsJsonAsync("/v1/teams", Make.Team(unit))).ShouldBeJsonAsync(201))[
                "id"
            ]!;

    private static async Task<JsonObject> Read(HttpClient client, string path) =>
        await (await client.GetAsync(path)).ShouldBeJsonAsync(200);

    /// <summary>Every unit of a province today and on the day before the acts.</summary>
    private async Task<string> TreeAsync(TestProvince province)
    {
        var lines = new List<string>();
        foreach (var day in new[] { Day.AddDays(-1), Day, country.Today })
        {
            var page = await country.GetAsync($"/v1/units?within={province.Code}&limit=1000&asOf={day:yyyy-MM-dd}");
            lines.AddRange(
                page["items"]!.AsArray().Select(unit => $"{day} {unit!["path"]} {unit["fullName"]} {unit["validTo"]}")
            );
        }
        return string.Join('\n', lines);
    }
}
