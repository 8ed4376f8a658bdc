using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class TeamTests(RegistryService service)
{
    [Fact]
    public async Task A_team_is_registered_once_and_told_of()
    {
        var village = await service.VillageAsync();
        var id = Guid.NewGuid();
        var client = service.Client("02");

        var first = await client.PostAsJsonAsync("/v1/teams", Make.Team(village, id));
        var team = await first.ShouldBeJsonAsync(201);
        first.Headers.Location!.OriginalString.ShouldBe($"/v1/teams/{id}");
        first.Headers.ETag!.Tag.ShouldBe("\"1\"");
        ((string)team["unitCode"]!, (string)team["kindName"]!).ShouldBe((village, "Tổ công nghệ số cộng đồng"));
        ((string)team["name"]!).ShouldStartWith("Tổ công nghệ số cộng đồng Thôn Nà ");
        ((string)team["establishedOn"]!, team["dissolution"]).ShouldBe(("2022-04-01", null));
        await (await client.PostAsJsonAsync("/v1/teams", Make.Team(village, id))).ShouldBeJsonAsync(200, team);
        await (await client.PostAsJsonAsync("/v1/teams", Make.Team(village))).ShouldBeJsonAsync(200, team);
        await (await client.GetAsync($"/v1/teams/{id}")).ShouldBeJsonAsync(200, team);
        var page = await client.GetFromJsonAsync<JsonObject>($"/v1/teams?unit={village}");
        JsonNode.DeepEquals(page!["items"]!.AsArray().ShouldHaveSingleItem(), team).ShouldBeTrue();

        var other = Make.Team(village, id);
        other["kind"] = "cdscd";
        await (await client.PostAsJsonAsync("/v1/teams", other)).ShouldBeProblemAsync(
            409,
            "team.id-taken",
            $"The id {id} stands for a team with other content."
        );
        other.Remove("id");
        other["kind"] = "cnscd";
        other["name"] = "Tổ xung kích";
        await (await service.Client(language: "vi").PostAsJsonAsync("/v1/teams", other)).ShouldBeProblemAsync(
            409,
            "team.decision-taken",
            "Đơn vị này đã có tổ cùng loại theo quyết định 12/QĐ-UBND với nội dung khác."
        );

        var heard = await service.Events.WaitForAsync(heard => heard.Body.Contains(id.ToString()));
        heard.RoutingKey.ShouldBe("registry.teams-changed.v1.02");
        var fact = heard.As<TeamsChanged>().Facts.ShouldHaveSingleItem();
        fact.ShouldBe(
            new TeamFact(id, 1, fact.UnitId, (string)team["unitPath"]!, "cnscd", new DateOnly(2022, 4, 1), null)
        );
    }

    [Fact]
    public async Task One_team_comes_of_equal_requests_at_once()
    {
        var village = await service.VillageAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => service.Client().PostAsJsonAsync("/v1/teams", Make.Team(village)))
        );

        answers.Count(answer => (int)answer.StatusCode == 201).ShouldBe(1);
        answers.Count(answer => (int)answer.StatusCode == 200).ShouldBe(11);
    }

    [Fact]
    public async Task A_change_names_the_version_it_has_seen()
    {
        var id = await service.TeamAsync();
        var path = $"/v1/teams/{id}";
        var client = service.Client("02");
        var change = new JsonObject
        {
            ["kind"] = "cdscd",
            ["name"] = "Tổ chuyển đổi số Nà Tho",
            ["decisionNumber"] = "45/QĐ-UBND",
            ["decisionDate"] = "2023-07-21",
        };

        await (await client.PutAsync(path, change)).ShouldBeProblemAsync(
            428,
            "request.version-required",
            "Send an If-Match header with the version being changed."
        );
        var done = await (await client.PutAsync(path, change, "\"1\"")).ShouldBeJsonAsync(200);
        ((int)done["version"]!, (string)done["name"]!).ShouldBe((2, "Tổ chuyển đổi số Nà Tho"));
        await (await client.PutAsync(path, change, "\"1\"")).ShouldBeJsonAsync(200, done);
        await (await client.PutAsync(path, change, "\"2\"")).ShouldBeJsonAsync(200, done);
        change["kind"] = "cnscd";
        await (await service.Client(language: "vi").PutAsync(path, change, "\"1\"")).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Dữ liệu đã được người khác thay đổi; hãy đọc lại rồi gửi lại (phiên bản hiện tại: 2)."
        );
        await (await service.Client("04").PutAsync(path, change, "\"2\"")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {done["unitCode"]}."
        );
    }

    [Fact]
    public async Task A_dissolved_team_stays_dissolved_and_its_members_leave()
    {
        var id = await service.TeamAsync();
        var member = await service.MemberAsync(id);
        var client = service.Client("02");
        var decision = new JsonObject
        {
            ["decisionNumber"] = "7/QĐ-UBND",
            ["decisionDate"] = "2025-06-25",
            ["dissolvedOn"] = "2025-07-01",
            ["reason"] = "Sáp nhập",
        };
        var path = $"/v1/teams/{id}/dissolution";

        var done = await (await client.PutAsync(path, decision)).ShouldBeJsonAsync(200);
        JsonNode.DeepEquals(done["dissolution"], decision).ShouldBeTrue(done.ToString());
        await (await client.PutAsync(path, decision)).ShouldBeJsonAsync(200, done);
        decision["dissolvedOn"] = "2025-07-02";
        var dissolved = $"Team {id} has been dissolved, so it cannot be changed.";
        await (await client.PutAsync(path, decision)).ShouldBeProblemAsync(409, "team.dissolved", dissolved);
        var change = new JsonObject
        {
            ["kind"] = "cdscd",
            ["decisionNumber"] = "8/QĐ-UBND",
            ["decisionDate"] = "2025-07-21",
        };
        await (await client.PutAsync($"/v1/teams/{id}", change, "\"2\"")).ShouldBeProblemAsync(
            409,
            "team.dissolved",
            dissolved
        );
        await (await client.PostAsJsonAsync($"/v1/teams/{id}/members", Make.Member())).ShouldBeProblemAsync(
            409,
            "team.dissolved",
            dissolved
        );
        var unit = (string)done["unitCode"]!;
        (await client.GetFromJsonAsync<JsonObject>($"/v1/teams?unit={unit}"))!["items"]!.AsArray().Count.ShouldBe(0);
        (await client.GetFromJsonAsync<JsonObject>($"/v1/teams?unit={unit}&asOf=2025-06-30"))!["items"]!
            .AsArray()
            .Count.ShouldBe(1);
        var left = await service.HeardAsync<MembersChanged>(changed =>
            changed.Facts.Any(fact => fact.MemberId == member && fact.Version == 2)
        );
        var fact = left.Facts.ShouldHaveSingleItem();
        fact.LeftOn.ShouldBe(fact.JoinedOn);
    }

    [Fact]
    public async Task Text_that_is_no_text_is_named_wherever_it_stands()
    {
        const string text = "Text must not contain codes that are no characters, such as U+0000 or U+FFFE.";
        var team = Make.Team("02", decision: "1/QĐ\ufffe", members: Make.Member("Vàng \uffff"));
        team["name"] = "Tổ \ufffe";

        await (await service.Client().PostAsJsonAsync("/v1/teams", team)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("name", "request.text-forbidden", text),
            ("decisionNumber", "request.text-forbidden", text),
            ("members[0].fullName", "request.text-forbidden", text)
        );
    }

    [Fact]
    public async Task Wrong_fields_are_named()
    {
        var team = new JsonObject
        {
            ["kind"] = "club",
            ["decisionDate"] = "2100-01-01",
            ["members"] = new JsonArray(Make.Member(phone: "0123456789")),
        };
        await (await service.Client(language: "vi").PostAsJsonAsync("/v1/teams", team)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "Yêu cầu có trường không hợp lệ.",
            ("unitCode", "field.not-empty", "'unitCode' không được rỗng."),
            ("kind", "team.kind-unknown", "Loại tổ phải là một trong: cnscd, cnscd-rapid-response, cdscd, de-an-06."),
            ("decisionNumber", "field.not-empty", "'decisionNumber' không được rỗng."),
            ("decisionDate", "team.date-out-of-range", "Ngày phải từ năm 2015 trở đi và không ở tương lai."),
            (
                "members[0].phone",
                "member.phone-invalid",
                "Số điện thoại di động gồm 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09."
            )
        );
        await (await service.Client().PostAsJsonAsync("/v1/teams", Make.Team("024"))).ShouldBeProblemAsync(
            422,
            "team.unit-level",
            "A team serves a village or a commune; Thành phố Hà Giang is neither."
        );
        await (await service.Client().PostAsJsonAsync("/v1/teams", Make.Team("99999"))).ShouldBeProblemAsync(
            422,
            "team.unit-unknown",
            "No unit bears the code 99999 today."
        );
        var id = Guid.NewGuid();
        await (await service.Client(language: "vi").GetAsync($"/v1/teams/{id}")).ShouldBeProblemAsync(
            404,
            "team.not-found",
            $"Không có tổ {id}."
        );
    }

    [Fact]
    public async Task A_list_is_searched_filtered_and_sorted()
    {
        var commune = service.Commune();
        var client = service.Client("02");
        async Task<Guid> RegisterAsync(string village, string? name, string kind = "cnscd")
        {
            var unit = new
            {
                parentCode = commune,
                type = "thôn",
                name = village,
            };
            var code = (string)
                (await (await client.PostAsJsonAsync("/v1/units", unit)).ShouldBeJsonAsync(201))["code"]!;
            var team = Make.Team(code);
            team["name"] = name;
            team["kind"] = kind;
            return (Guid)(await (await client.PostAsJsonAsync("/v1/teams", team)).ShouldBeJsonAsync(201))["id"]!;
        }
        var river = await RegisterAsync("Đồng Đậu", "Tổ xung kích Sông Lô");
        var hill = await RegisterAsync("Đạo Đức", null);
        var spring = await RegisterAsync("Suối Đá", "Đội hình thanh niên", "cdscd");
        var dissolution = new JsonObject
        {
            ["decisionNumber"] = "7/QĐ",
            ["decisionDate"] = "2025-06-25",
            ["dissolvedOn"] = "2025-07-01",
        };
        await (await client.PutAsync($"/v1/teams/{spring}/dissolution", dissolution)).ShouldBeJsonAsync(200);

        await ShouldBe("q=dong dau", river);
        await ShouldBe("q=ĐỒNG xung", river);
        await ShouldBe("q=SONG LO", river);
        await ShouldBe("q=công nghệ số dao", hill);
        await ShouldBe("q=suối đá");
        await ShouldBe("q=suối đá&status=all", spring);
        await ShouldBe("q=đoi hinh&status=dissolved", spring);
        await ShouldBe("status=all&kind=cdscd", spring);
        await ShouldBe("asOf=2025-06-30&q=suối đá", spring);
        // Đ comes after D and before T: "Đội hình…", "Tổ công nghệ số… Thôn Đạo Đức", "Tổ xung kích…".
        await ShouldBe("status=all&sort=name", spring, hill, river);
        var first = await client.GetFromJsonAsync<JsonObject>($"/v1/teams?unit={commune}&status=all&sort=name&limit=2");
        await ShouldBe($"status=all&sort=name&limit=2&cursor={first!["next"]}", river);
        await (await client.GetAsync($"/v1/teams?unit={commune}&cursor={first["next"]}")).ShouldBeProblemAsync(
            400,
            "request.cursor-invalid",
            "The cursor is no next of this list."
        );
        await (await client.GetAsync("/v1/teams?status=lost")).ShouldBeProblemAsync(
            400,
            "team.status-unknown",
            "The status is one of in-being, dissolved, all."
        );
        await (await client.GetAsync("/v1/teams?sort=age")).ShouldBeProblemAsync(
            400,
            "team.sort-unknown",
            "The sort is either place or name."
        );

        async Task ShouldBe(string query, params Guid[] teams) =>
            (await client.GetFromJsonAsync<JsonObject>($"/v1/teams?unit={commune}&{query}"))!["items"]!
                .AsArray()
                .Select(team => (Guid)team!["id"]!)
                .ShouldBe(teams, query);
    }
}
