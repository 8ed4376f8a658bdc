using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class TeamMergerTests(RegistryService service)
{
    /// <summary>Cao Bằng, CV 1941/UBND-VX of 21/7/2023: a hamlet's two groups become one.</summary>
    [Fact]
    public async Task Two_teams_of_a_hamlet_become_a_new_one()
    {
        var client = service.Client("02");
        var village = await service.VillageAsync();
        var both = Make.Member("Hoàng Văn Thụ", "0912000001");
        var (digital, project) = (
            await TeamAsync(village, "cnscd", both, Member("Nông Thị Mai", "0912000002", "member")),
            await TeamAsync(
                village,
                "de-an-06",
                Member("HOÀNG VĂN THỤ", "0912000001", "deputy", "police"),
                Member("Lý Văn Páo", "0912000003", "member")
            )
        );
        var merger = Merger("cdscd", digital, project);
        merger["id"] = Guid.NewGuid();

        var dry = await (await client.PostAsJsonAsync("/v1/team-mergers?dryRun=true", merger)).ShouldBeJsonAsync(200);
        ((bool)dry["dryRun"]!, (int)dry["membersLeft"]!, (int)dry["membersJoined"]!).ShouldBe((true, 4, 3));
        await (await client.GetAsync($"/v1/team-mergers/{(Guid)merger["id"]!}")).ShouldBeProblemAsync(
            404,
            "team-merger.not-found",
            $"There is no merger of teams {(Guid)merger["id"]!}."
        );
        var answer = await client.PostAsJsonAsync("/v1/team-mergers", merger);
        var done = await answer.ShouldBeJsonAsync(201);
        answer.Headers.Location!.OriginalString.ShouldBe($"/v1/team-mergers/{(Guid)merger["id"]!}");
        var result = (Guid)done["resultTeamId"]!;
        await (await client.PostAsJsonAsync("/v1/team-mergers", merger)).ShouldBeJsonAsync(200, done);
        await (await client.GetAsync($"/v1/team-mergers/{(Guid)merger["id"]!}")).ShouldBeJsonAsync(200, done);
        dry["dryRun"] = false;
        JsonNode.DeepEquals(dry, done).ShouldBeTrue(done.ToString());

        var team = await (await client.GetAsync($"/v1/teams/{result}")).ShouldBeJsonAsync(200);
        ((string)team["kindName"]!, (string)team["establishedOn"]!, (string)team["unitCode"]!).ShouldBe(
            ("Tổ chuyển đổi số cộng đồng", "2023-07-21", village)
        );
        ((string)team["signatory"]!, (string)team["decisionNumber"]!).ShouldBe(("UBND tỉnh", "1941/UBND-VX"));
        (await PeopleAsync(result)).ShouldBe([
            ("Nông Thị Mai", "member", "2023-07-21"),
            ("Lý Văn Páo", "member", "2023-07-21"),
            ("Hoàng Văn Thụ", "leader", "2023-07-21"),
        ]);
        (await PeopleAsync(project)).ShouldBeEmpty();
        (await PeopleAsync(project, "2023-07-20")).Count.ShouldBe(2);

        var old = await (await client.GetAsync($"/v1/teams/{project}")).ShouldBeJsonAsync(200);
        ((Guid)old["mergedInto"]!, (string)old["dissolution"]!["dissolvedOn"]!).ShouldBe((result, "2023-07-21"));
        var ended = (await client.GetFromJsonAsync<JsonObject>($"/v1/teams/{project}/decisions"))!["items"]![1]!;
        ((string)ended["type"]!, (bool)ended["ends"]!, (Guid)ended["mergerId"]!).ShouldBe(
            ("merger", true, (Guid)merger["id"]!)
        );
        var heard = await service.HeardAsync<TeamsChanged>(changed =>
            changed.Facts.Any(fact => fact.TeamId == project && fact.Version == 2)
        );
        heard.Facts.Single(fact => fact.TeamId == digital).MergedInto.ShouldBe(result);
        heard.Facts.Single(fact => fact.TeamId == result).MergedInto.ShouldBeNull();
        var moved = await service.HeardAsync<MembersChanged>(changed =>
            changed.Facts.Any(fact => fact.TeamId == result)
        );
        moved.Facts.Count(fact => fact.TeamId == result && fact.LeftOn is null).ShouldBe(3);
        moved.Facts.Count(fact => fact.TeamId != result && fact.LeftOn == new DateOnly(2023, 7, 21)).ShouldBe(4);
        // Three people, who keep their roles since when they took them; the leader was one in both teams.
        moved.Facts.Select(fact => fact.PersonId).Distinct().Count().ShouldBe(3);
        foreach (var joined in moved.Facts.Where(fact => fact.TeamId == result))
        {
            var earlier = moved.Facts.Where(fact => fact.PersonId == joined.PersonId && fact != joined).ToList();
            earlier.Count.ShouldBe(joined.Role == "leader" ? 2 : 1);
            earlier.ShouldContain(fact => fact.MemberId == joined.PersonId);
            joined.RoleSince.ShouldBe(earlier.Single(fact => fact.Role == joined.Role).RoleSince);
        }
    }

    [Fact]
    public async Task One_of_the_teams_goes_on_and_lineage_follows_it_over_several_mergers()
    {
        var client = service.Client("02");
        var commune = service.Commune();
        var (first, second) = (await service.VillageAsync(commune), await service.VillageAsync(commune));
        var a = await TeamAsync(first, "cnscd", Make.Member("Giàng A Páo", "0913000001"));
        var b = await TeamAsync(first, "de-an-06", Make.Member("Lò Thị Mỷ", "0913000002"));
        var c = await TeamAsync(second, "cnscd", Member("Vừ Mí Kẻ", "0913000003", "deputy"));
        var leader = (await client.GetFromJsonAsync<JsonObject>($"/v1/teams/{b}/members"))!["items"]![0]!["id"]!;

        var merger = Merger("cdscd", a, b);
        merger["result"]!["teamId"] = a;
        await (await client.PostAsJsonAsync("/v1/team-mergers", merger)).ShouldBeProblemAsync(
            409,
            "team-merger.leader-needed",
            "The teams have 2 leaders; name one of them (leaderId)."
        );
        merger["leaderId"] = (Guid)leader;
        var one = await (await client.PostAsJsonAsync("/v1/team-mergers", merger)).ShouldBeJsonAsync(201);
        ((Guid)one["resultTeamId"]!, (int)one["membersLeft"]!, (int)one["membersJoined"]!).ShouldBe((a, 1, 1));
        // Without an id the decision and the teams tell it from others.
        await (await client.PostAsJsonAsync("/v1/team-mergers", merger)).ShouldBeJsonAsync(200, one);
        (await PeopleAsync(a)).ShouldBe([
            ("Lò Thị Mỷ", "leader", "2023-07-21"),
            ("Giàng A Páo", "deputy", "2022-04-01"),
        ]);

        var next = Merger("cdscd", a, c);
        next["decisionNumber"] = "77/QĐ-UBND";
        next["decisionDate"] = "2024-02-01";
        await (await client.PostAsJsonAsync("/v1/team-mergers", next)).ShouldBeProblemAsync(
            422,
            "team-merger.unit-missing",
            "The teams serve different units; say which one the new team serves."
        );
        next["result"]!["unitCode"] = commune;
        var two = await (await client.PostAsJsonAsync("/v1/team-mergers", next)).ShouldBeJsonAsync(201);
        var result = (Guid)two["resultTeamId"]!;

        await LineageShouldBe(b, [], [one, two], [a, b, c, result]);
        await LineageShouldBe(a, [one], [two], [a, b, c, result]);
        await LineageShouldBe(c, [], [two], [a, c, result]);
        await LineageShouldBe(result, [one, two], [], [a, b, c, result]);

        async Task LineageShouldBe(Guid team, JsonObject[] before, JsonObject[] after, Guid[] teams)
        {
            var lineage = await (await client.GetAsync($"/v1/teams/{team}/lineage")).ShouldBeJsonAsync(200);
            JsonNode.DeepEquals(lineage["predecessors"], Copy(before)).ShouldBeTrue(lineage.ToString());
            JsonNode.DeepEquals(lineage["successors"], Copy(after)).ShouldBeTrue(lineage.ToString());
            lineage["teams"]!.AsArray().Select(each => (Guid)each!["id"]!).Order().ShouldBe(teams.Order());
        }
        static JsonArray Copy(JsonObject[] mergers) => [.. mergers.Select(each => each.DeepClone())];
    }

    [Fact]
    public async Task Equipment_and_channels_go_along()
    {
        var client = service.Client("02");
        var village = await service.VillageAsync();
        var (a, b) = (await service.TeamAsync(village), await TeamAsync(village, "de-an-06"));
        await EquipAsync(a, ("computer", "Nhà văn hóa"));
        await EquipAsync(b, ("computer", "Nhà văn hóa"), ("printer", "Trụ sở"));
        var (group, page) = (await ChannelAsync(a), await ChannelAsync(b));
        var merger = Merger("cdscd", a, b);

        var dry = await (await client.PostAsJsonAsync("/v1/team-mergers?dryRun=true", merger)).ShouldBeJsonAsync(200);
        ((int)dry["equipmentMoved"]!, (int)dry["channelsMoved"]!).ShouldBe((3, 2));
        (await EquipmentAsync(b)).Count.ShouldBe(2);
        var done = await (await client.PostAsJsonAsync("/v1/team-mergers", merger)).ShouldBeJsonAsync(201);
        ((int)done["equipmentMoved"]!, (int)done["channelsMoved"]!).ShouldBe((3, 2));
        await (await client.PostAsJsonAsync("/v1/team-mergers", merger)).ShouldBeJsonAsync(200, done);

        var result = (Guid)done["resultTeamId"]!;
        (await EquipmentAsync(result)).ShouldBe(
            [("computer", "Nhà văn hóa"), ("computer", "Nhà văn hóa"), ("printer", "Trụ sở")],
            ignoreOrder: true
        );
        (await EquipmentAsync(a)).ShouldBeEmpty();
        (await EquipmentAsync(b)).ShouldBeEmpty();
        (await ChannelsAsync(result)).ShouldBe([(group, 2), (page, 2)], ignoreOrder: true);
        (await ChannelsAsync(a)).ShouldBeEmpty();

        // The one that goes on keeps what it has, and takes the rest behind it.
        var c = await TeamAsync(village, "cnscd-rapid-response");
        await EquipAsync(c, ("wifi", "Trường học"));
        await ChannelAsync(c);
        var next = Merger("cdscd", result, c);
        next["decisionNumber"] = "77/QĐ-UBND";
        next["decisionDate"] = "2024-02-01";
        next["result"]!["teamId"] = result;
        var two = await (await client.PostAsJsonAsync("/v1/team-mergers", next)).ShouldBeJsonAsync(201);
        ((int)two["equipmentMoved"]!, (int)two["channelsMoved"]!).ShouldBe((1, 1));
        (await EquipmentAsync(result)).Select(item => item.Item1).Last().ShouldBe("wifi");
        (await EquipmentAsync(result)).Count.ShouldBe(4);

        async Task EquipAsync(Guid team, params (string Kind, string Place)[] items)
        {
            var list = items.Select(item =>
                (JsonNode)
                    new JsonObject
                    {
                        ["kind"] = item.Kind,
                        ["count"] = 1,
                        ["place"] = item.Place,
                    }
            );
            var body = new JsonObject { ["items"] = new JsonArray([.. list]) };
            await (await client.PutAsync($"/v1/teams/{team}/equipment", body)).ShouldBeJsonAsync(200);
        }

        async Task<List<(string, string)>> EquipmentAsync(Guid team) =>
            [
                .. (await client.GetFromJsonAsync<JsonObject>($"/v1/teams/{team}/equipment"))!["items"]!
                    .AsArray()
                    .Select(item => ((string)item!["kind"]!, (string)item["place"]!)),
            ];

        async Task<Guid> ChannelAsync(Guid team) =>
            (Guid)(await (await client.PostAsJsonAsync("/v1/channels", Group(team))).ShouldBeJsonAsync(201))["id"]!;

        async Task<List<(Guid, int)>> ChannelsAsync(Guid team) =>
            [
                .. (await client.GetFromJsonAsync<JsonObject>($"/v1/channels?team={team}"))!["items"]!
                    .AsArray()
                    .Select(channel => ((Guid)channel!["id"]!, (int)channel["version"]!)),
            ];
    }

    /// <summary>Whoever comes first: what was said of a team that ended is with the team that goes on, or was refused.</summary>
    [Fact]
    public async Task Nothing_is_left_behind_when_it_is_written_while_teams_merge()
    {
        var village = await service.VillageAsync();
        var (a, b) = (await service.TeamAsync(village), await TeamAsync(village, "de-an-06"));
        var merger = Merger("cdscd", a, b);
        merger["result"]!["teamId"] = a;
        var list = new JsonObject { ["items"] = new JsonArray(new JsonObject { ["kind"] = "wifi", ["count"] = 1 }) };

        var merging = service.Client().PostAsJsonAsync("/v1/team-mergers", merger);
        var equipping = service.Client().PutAsync($"/v1/teams/{b}/equipment", list);
        var channels = Enumerable.Range(0, 6).Select(_ => service.Client().PostAsJsonAsync("/v1/channels", Group(b)));
        var answers = await Task.WhenAll(channels.Append(equipping));
        var done = await (await merging).ShouldBeJsonAsync(201);

        foreach (var refused in answers.Where(answer => !answer.IsSuccessStatusCode))
            ((string)(await refused.ShouldBeJsonAsync(409))["code"]!).ShouldBe("team.dissolved");
        (await service.Client().GetFromJsonAsync<JsonObject>($"/v1/channels?team={b}"))!["items"]!
            .AsArray()
            .ShouldBeEmpty();
        (await service.Client().GetFromJsonAsync<JsonObject>($"/v1/teams/{b}/equipment"))!["items"]!
            .AsArray()
            .ShouldBeEmpty();
        ((int)done["channelsMoved"]!).ShouldBe(answers[..6].Count(answer => answer.IsSuccessStatusCode));
        ((int)done["equipmentMoved"]!).ShouldBe(answers[6].IsSuccessStatusCode ? 1 : 0);
    }

    [Fact]
    public async Task What_cannot_be_merged_is_refused_and_nothing_is_written()
    {
        var client = service.Client("02");
        var village = await service.VillageAsync();
        var (a, b) = (await service.TeamAsync(village), await TeamAsync(village, "de-an-06"));
        var elsewhere = await service.TeamAsync();

        await ShouldBeRefused(
            Merger("cdscd", a, elsewhere),
            409,
            "team-merger.communes-differ",
            $"Only teams of one commune can be merged; team {new[] { a, elsewhere }.Max()} is of another."
        );
        var nobody = Guid.NewGuid();
        await ShouldBeRefused(
            Merger("cdscd", a, nobody),
            422,
            "team-merger.team-unknown",
            $"There is no team {nobody}."
        );
        var early = Merger("cdscd", a, b);
        early["effectiveOn"] = "2022-04-01";
        var problem = await (await client.PostAsJsonAsync("/v1/team-mergers", early)).ShouldBeJsonAsync(422);
        ((string)problem["code"]!).ShouldBe("team-merger.effect-too-early");
        var moved = Merger("cdscd", a, b);
        moved["result"] = new JsonObject
        {
            ["teamId"] = a,
            ["unitCode"] = village[..5],
            ["kind"] = "cdscd",
        };
        await ShouldBeRefused(
            moved,
            422,
            "team-merger.unit-of-another",
            $"The team that goes on keeps its unit, {village}."
        );
        var led = Merger("cdscd", a, b);
        led["leaderId"] = nobody;
        await ShouldBeRefused(
            led,
            422,
            "team-merger.leader-unknown",
            $"Member {nobody} is in none of the merged teams."
        );
        var taken = Merger("cnscd", a, b);
        taken["decisionNumber"] = "12/QĐ-UBND";
        await ShouldBeRefused(
            taken,
            409,
            "team.decision-taken",
            "This unit has a team of this kind under decision 12/QĐ-UBND already, with other content."
        );
        await ShouldBeRefused(
            Merger("cdscd", a, a),
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("teamIds", "team-merger.teams-count", "Between 2 and 20 different teams are needed.")
        );
        await (await service.Client("04").PostAsJsonAsync("/v1/team-mergers", Merger("cdscd", a, b))).ShouldBeJsonAsync(
            403
        );
        var upwards = Merger("cdscd", a, b);
        upwards["result"]!["unitCode"] = village[..5];
        await (await service.Client(village).PostAsJsonAsync("/v1/team-mergers", upwards)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {village[..5]}."
        );
        foreach (var team in new[] { a, b })
            ((int)(await client.GetFromJsonAsync<JsonObject>($"/v1/teams/{team}"))!["version"]!).ShouldBe(1);

        var merger = Merger("cdscd", a, b);
        merger["id"] = Guid.NewGuid();
        await (await client.PostAsJsonAsync("/v1/team-mergers", merger)).ShouldBeJsonAsync(201);
        merger["note"] = "khác";
        await ShouldBeRefused(
            merger,
            409,
            "team-merger.id-taken",
            $"The id {(Guid)merger["id"]!} stands for a merger with other content."
        );
        merger["id"] = Guid.NewGuid();
        await ShouldBeRefused(
            merger,
            409,
            "team.dissolved",
            $"Team {new[] { a, b }.Min()} has been dissolved, so it cannot be changed."
        );

        async Task ShouldBeRefused(
            JsonObject body,
            int status,
            string code,
            string title,
            params (string, string, string)[] errors
        ) =>
            await (await client.PostAsJsonAsync("/v1/team-mergers", body)).ShouldBeProblemAsync(
                status,
                code,
                title,
                errors
            );
    }

    [Fact]
    public async Task One_merger_comes_of_equal_requests_at_once()
    {
        var village = await service.VillageAsync();
        var merger = Merger("cdscd", await service.TeamAsync(village), await TeamAsync(village, "de-an-06"));

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => service.Client().PostAsJsonAsync("/v1/team-mergers", merger))
        );

        answers.Select(answer => (int)answer.StatusCode).Order().ShouldBe([200, 200, 200, 200, 200, 200, 200, 201]);
    }

    private async Task<Guid> TeamAsync(string unit, string kind, params JsonObject[] members)
    {
        var team = Make.Team(unit, members: members);
        team["kind"] = kind;
        return (Guid)(await (await service.Client().PostAsJsonAsync("/v1/teams", team)).ShouldBeJsonAsync(201))["id"]!;
    }

    private async Task<List<(string, string, string)>> PeopleAsync(Guid team, string? asOf = null) =>
        [
            .. (
                await service
                    .Client()
                    .GetFromJsonAsync<JsonObject>($"/v1/teams/{team}/members{(asOf is null ? "" : $"?asOf={asOf}")}")
            )!["items"]!
                .AsArray()
                .Select(member => ((string)member!["fullName"]!, (string)member["role"]!, (string)member["joinedOn"]!)),
        ];

    private static JsonObject Group(Guid team) =>
        new()
        {
            ["kind"] = "zalo-group",
            ["name"] = "Nhóm",
            ["link"] = "https://zalo.me/g/1",
            ["teamId"] = team,
        };

    private static JsonObject Member(string name, string phone, string role, string background = "youth-union")
    {
        var member = Make.Member(name, phone);
        member["role"] = role;
        member["background"] = background;
        return member;
    }

    private static JsonObject Merger(string kind, params Guid[] teams) =>
        new()
        {
            ["decisionNumber"] = "1941/UBND-VX",
            ["decisionDate"] = "2023-07-21",
            ["signatory"] = "UBND tỉnh",
            ["teamIds"] = new JsonArray([.. teams.Select(team => (JsonNode)team)]),
            ["result"] = new JsonObject { ["kind"] = kind },
        };
}
