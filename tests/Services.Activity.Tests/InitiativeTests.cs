using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Initiatives;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class InitiativeTests(ActivityService service)
{
    [Fact]
    public async Task An_initiative_goes_from_its_team_up_to_the_nation()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var (initiative, path) = await ProposeAsync(lamThao);
        var village = service.Client(lamThao.Village.Code);
        var commune = service.Client(lamThao.Commune.Code);
        var neighbour = service.Client(lamThao.Neighbour.Code);
        var elsewhere = await LamThao.CreateAsync(service);
        var faraway = service.Client(elsewhere.Commune.Code);

        // The commune wants to know more; the team says it anew, and it waits at the commune again.
        await ReviewAsync(commune, path, "request-changes", 1, "Nêu rõ số hộ đã làm");
        var revision = initiative.DeepClone().AsObject().Without("id", "teamId");
        revision["description"] = "Dán mã QR ở 30 sạp chợ, 25 sạp dùng hằng ngày.";
        for (var attempt = 0; attempt < 2; attempt++)
            (await village.PutAsync(path, revision, "\"2\"").ShouldBeOkAsync())
                .Text("reviewUnit")
                .ShouldBe(lamThao.Commune.Code);
        await neighbour.GetAsync(path).ShouldFailAsync(403, "auth.unit-out-of-scope");

        // Published in the commune, then in the province, then in the nation.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var published = await ReviewAsync(commune, path, "publish", 3);
            (published.Text("status"), published.Text("publishedUnit"), published.Int("version")).ShouldBe(
                ("published", lamThao.Commune.Code, 4)
            );
        }
        await neighbour.GetAsync(path).ShouldFailAsync(403, "auth.unit-out-of-scope");
        await ReviewAsync(commune, path, "pass-up", 4);
        var province = service.Client(lamThao.Province.Code);
        (await ReviewAsync(province, path, "publish", 5)).Text("publishedUnit").ShouldBe(lamThao.Province.Code);
        await neighbour.GetAsync(path).ShouldBeOkAsync();
        await faraway.GetAsync(path).ShouldFailAsync(403, "auth.unit-out-of-scope");
        await ReviewAsync(province, path, "pass-up", 6);
        await ReviewAsync(service.Client(), path, "publish", 7);
        await faraway.GetAsync(path).ShouldBeOkAsync();
        await service
            .Client()
            .PutAsync($"{path}/review", Decision("pass-up"), "\"8\"")
            .ShouldFailAsync(409, "initiative.nobody-above");

        var history = await commune.GetFromJsonAsync<List<InitiativeStep>>($"{path}/history");
        history!
            .Select(step => (step.Kind, step.UnitCode))
            .ShouldBe([
                ("proposed", lamThao.Village.Code),
                ("changes-requested", lamThao.Commune.Code),
                ("revised", lamThao.Village.Code),
                ("published", lamThao.Commune.Code),
                ("passed-up", lamThao.Commune.Code),
                ("published", lamThao.Province.Code),
                ("passed-up", lamThao.Province.Code),
                ("published", "VN"),
            ]);
        history![1].Reason.ShouldBe("Nêu rõ số hộ đã làm");
        history.ShouldAllBe(step => step.TakenBy == "test-client");
        await faraway.GetAsync($"{path}/history").ShouldFailAsync(403, "auth.unit-out-of-scope");

        var heard = await service.Events.WaitForAsync(Tells("initiatives-published", lamThao, initiative.Id(), 8));
        var fact = heard.As<InitiativesPublished>().Facts.ShouldHaveSingleItem();
        (fact.UnitId, fact.PublishedUnitId, fact.TeamId, fact.Withdrawn).ShouldBe(
            (lamThao.Village.UnitId, 1, lamThao.Team.TeamId, false)
        );
        fact.Topics.ShouldBe(["online-payment"]);
        heard.Body.ShouldNotContain("QR");
    }

    [Fact]
    public async Task Only_a_reviewer_above_decides_and_only_on_what_waits()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var (initiative, path) = await ProposeAsync(lamThao);
        async Task ShouldRefuse(HttpClient client, JsonObject decision, int version, int status, string code) =>
            await client.PutAsync($"{path}/review", decision, $"\"{version}\"").ShouldFailAsync(status, code);

        var commune = service.Client(lamThao.Commune.Code);
        await ShouldRefuse(service.Client(lamThao.Village.Code), Decision("publish"), 1, 403, "auth.unit-out-of-scope");
        await ShouldRefuse(
            service.Client(lamThao.Neighbour.Code),
            Decision("publish"),
            1,
            403,
            "auth.unit-out-of-scope"
        );
        var writer = service.Client(lamThao.Commune.Code, "en", Scopes.ActivityRead, Scopes.ActivityWrite);
        await ShouldRefuse(writer, Decision("publish"), 1, 403, "auth.scope-missing");
        await ShouldRefuse(commune, Decision("publish"), 2, 412, "request.version-stale");
        await ShouldRefuse(commune, Decision("praise"), 1, 400, "request.invalid");
        await ShouldRefuse(commune, Decision("reject"), 1, 400, "request.invalid");
        await commune
            .PutAsync($"{path}/review", Decision("publish"), null)
            .ShouldFailAsync(428, "request.version-required");
        await commune
            .PutAsync($"/v1/initiatives/{Guid.NewGuid()}/review", Decision("publish"), "\"1\"")
            .ShouldFailAsync(404, "initiative.not-found");

        // Passed up, it is no longer the commune's to decide.
        await ReviewAsync(commune, path, "pass-up", 1);
        await ShouldRefuse(commune, Decision("publish"), 2, 403, "auth.unit-out-of-scope");
        var province = service.Client(lamThao.Province.Code);
        await ReviewAsync(province, path, "reject", 2, "Đã có ở tỉnh khác");
        await ShouldRefuse(province, Decision("publish"), 3, 409, "initiative.status-refused");
        var revision = initiative.DeepClone().AsObject().Without("id", "teamId");
        revision["title"] = "Khác";
        await commune.PutAsync(path, revision, "\"3\"").ShouldFailAsync(409, "initiative.status-refused");
        (
            await service.Client().AllAsync($"/v1/initiatives?unit={lamThao.Village.Code}&status=rejected")
        ).Count.ShouldBe(1);
        (
            await service.Client(lamThao.Neighbour.Code).AllAsync($"/v1/initiatives?unit={lamThao.Village.Code}")
        ).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_decisions_at_the_same_moment_one_wins()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var (_, path) = await ProposeAsync(lamThao);
        var commune = service.Client(lamThao.Commune.Code);

        var answers = await Task.WhenAll(
            new[] { "publish", "pass-up", "reject", "request-changes" }.Select(decision =>
                commune.PutAsync($"{path}/review", Decision(decision, "Lý do"), "\"1\"")
            )
        );

        answers.Count(answer => (int)answer.StatusCode == 200).ShouldBe(1);
        answers.Count(answer => (int)answer.StatusCode == 412).ShouldBe(3);
        (await commune.GetFromJsonAsync<List<InitiativeStep>>($"{path}/history"))!.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_refused_above_stays_published_below()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var (_, path) = await ProposeAsync(lamThao);
        var commune = service.Client(lamThao.Commune.Code);
        await ReviewAsync(commune, path, "publish", 1);
        await commune
            .PutAsync($"{path}/review", Decision("reject", "Muộn"), "\"2\"")
            .ShouldFailAsync(409, "initiative.not-waiting");
        await ReviewAsync(commune, path, "pass-up", 2);
        (
            await service.Client(lamThao.Province.Code).AllAsync($"/v1/initiatives?reviewUnit={lamThao.Province.Code}")
        ).ShouldHaveSingleItem();
        var after = await ReviewAsync(service.Client(lamThao.Province.Code), path, "reject", 3, "Chỉ hợp với xã");
        (after.Text("status"), after.Text("publishedUnit"), after["reviewUnit"]).ShouldBe(
            ("published", lamThao.Commune.Code, null)
        );
        await service.Client(lamThao.Village.Code).GetAsync(path).ShouldBeOkAsync();
    }

    [Fact]
    public async Task A_withdrawn_initiative_is_gone_for_all_but_those_above_it()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var (initiative, path) = await ProposeAsync(lamThao);
        var province = service.Client(lamThao.Province.Code);
        await ReviewAsync(province, path, "pass-up", 1);
        await ReviewAsync(province, path, "publish", 2);
        var neighbour = service.Client(lamThao.Neighbour.Code);
        await neighbour.GetAsync(path).ShouldBeOkAsync();
        var withdrawal = new JsonObject { ["reason"] = "Ứng dụng đã ngừng" };
        await neighbour
            .PutAsync($"{path}/withdrawal", withdrawal, "\"3\"")
            .ShouldFailAsync(403, "auth.unit-out-of-scope");

        var village = service.Client(lamThao.Village.Code);
        for (var attempt = 0; attempt < 2; attempt++)
            (await village.PutAsync($"{path}/withdrawal", withdrawal, "\"3\"").ShouldBeOkAsync())
                .Text("status")
                .ShouldBe("withdrawn");
        await neighbour.GetAsync(path).ShouldFailAsync(403, "auth.unit-out-of-scope");
        (await neighbour.AllAsync($"/v1/initiatives?unit={lamThao.Village.Code}")).ShouldBeEmpty();
        await village
            .PutAsync($"{path}/withdrawal", withdrawal, "\"4\"")
            .ShouldFailAsync(409, "initiative.status-refused");
        var heard = await service.Events.WaitForAsync(Tells("initiatives-published", lamThao, initiative.Id(), 4));
        heard.As<InitiativesPublished>().Facts.ShouldHaveSingleItem().Withdrawn.ShouldBeTrue();
    }

    [Fact]
    public async Task They_are_found_without_accents_and_sorted_page_by_page()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var village = service.Client(lamThao.Village.Code);
        var titles = new[]
        {
            "Đi chợ không tiền mặt",
            "An toàn trên mạng",
            "Ăn sáng trả bằng ví điện tử",
            "ĐƯỜNG LÀNG SỐ",
            "Ếch ộp",
        };
        foreach (var title in titles)
            await ProposeAsync(lamThao, title);
        async Task<List<string>> FoundAsync(string query) =>
            [
                .. (await village.AllAsync($"/v1/initiatives?unit={lamThao.Village.Code}&{query}")).Select(x =>
                    x.Text("title")
                ),
            ];

        (await FoundAsync("q=di cho khong tien mat")).ShouldBe([titles[0]]);
        (await FoundAsync("q=DUONG lang")).ShouldBe([titles[3]]);
        (await FoundAsync("q=đường làng số")).ShouldBe([titles[3]]);
        // Decomposed, as some keyboards send it; and both words, wherever they stand.
        (
            await FoundAsync($"q={Uri.EscapeDataString("điện trả".Normalize(System.Text.NormalizationForm.FormD))}")
        ).ShouldBe([titles[2]]);
        (await FoundAsync("q=sap cho&sort=title")).Count.ShouldBe(5);
        (await FoundAsync("q=khong co")).ShouldBeEmpty();
        (await FoundAsync("sort=title")).ShouldBe([titles[1], titles[2], titles[0], titles[3], titles[4]]);
        (await FoundAsync("sort=newest")).ShouldBe(titles.Reverse());
        (await FoundAsync("topic=online-payment&status=submitted")).Count.ShouldBe(5);
        (await FoundAsync("topic=online-safety")).ShouldBeEmpty();
        foreach (var sort in new[] { "title", "newest", "applications" })
        {
            var seen = new List<string>();
            for (string? cursor = ""; cursor is not null; )
            {
                var page = await village.GetFromJsonAsync<JsonObject>(
                    $"/v1/initiatives?unit={lamThao.Village.Code}&sort={sort}&limit=2{(cursor == "" ? "" : $"&cursor={cursor}")}"
                );
                seen.AddRange(page!["items"]!.AsArray().Select(item => item!.Text("title")));
                cursor = (string?)page["next"];
            }
            seen.ShouldBe(await FoundAsync($"sort={sort}"));
        }
        await village.GetAsync("/v1/initiatives?sort=best").ShouldFailAsync(400, "initiative.sort-unknown");
        await village.GetAsync("/v1/initiatives?status=fine").ShouldFailAsync(400, "initiative.status-unknown");
        var csv = await service
            .Client(lamThao.Village.Code, "vi")
            .GetStringAsync($"/v1/initiatives?unit={lamThao.Village.Code}&format=csv");
        csv.ShouldStartWith("Mã định danh sáng kiến,Mã đơn vị đề xuất,");
        csv.Split("\r\n").Length.ShouldBe(titles.Length + 2);
    }

    [Fact]
    public async Task A_proposal_is_made_once_and_its_fields_are_judged()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var (initiative, _) = await ProposeAsync(lamThao);
        var village = service.Client(lamThao.Village.Code);
        await (await village.PostAsJsonAsync("/v1/initiatives", initiative)).ShouldBeJsonAsync(200);
        initiative["title"] = "Khác";
        await village.PostAsJsonAsync("/v1/initiatives", initiative).ShouldFailAsync(409, "initiative.id-taken");
        async Task ShouldRefuse(Action<JsonObject> spoil, int status, string code)
        {
            var spoilt = Proposal(lamThao);
            spoil(spoilt);
            var answer = await (await village.PostAsJsonAsync("/v1/initiatives", spoilt)).ShouldBeJsonAsync(status);
            (answer["errors"]?[0]!.Text("code") ?? answer.Text("code")).ShouldBe(code);
        }
        await ShouldRefuse(x => x["teamId"] = Guid.NewGuid(), 422, "initiative.team-unknown");
        await ShouldRefuse(x => x["teamId"] = lamThao.NeighbourTeam.TeamId, 403, "auth.unit-out-of-scope");
        await ShouldRefuse(x => x["unitCode"] = lamThao.Village.Code, 400, "initiative.party-unclear");
        await ShouldRefuse(x => x.Remove("teamId"), 400, "initiative.party-unclear");
        await ShouldRefuse(x => x["topics"] = new JsonArray("fishing"), 400, "initiative.topics-invalid");
        await ShouldRefuse(x => x["topics"] = new JsonArray(), 400, "initiative.topics-invalid");
        await ShouldRefuse(
            x =>
            {
                x.Remove("teamId");
                x["unitCode"] = "no-such";
            },
            422,
            "initiative.unit-unknown"
        );
    }

    internal static JsonObject Proposal(LamThao lamThao, string title = "Mã QR ở chợ phiên") =>
        new()
        {
            ["id"] = Guid.NewGuid(),
            ["teamId"] = lamThao.Team.TeamId,
            ["title"] = title,
            ["description"] = "Dán mã QR ở từng sạp chợ, hướng dẫn từng tiểu thương.",
            ["topics"] = new JsonArray("online-payment"),
        };

    private async Task<(JsonObject, string)> ProposeAsync(LamThao lamThao, string title = "Mã QR ở chợ phiên")
    {
        var proposal = Proposal(lamThao, title);
        var answer = await service.Client(lamThao.Village.Code).PostAsJsonAsync("/v1/initiatives", proposal);
        var body = await answer.ShouldBeJsonAsync(201);
        (body.Text("status"), body.Text("reviewUnit")).ShouldBe(("submitted", lamThao.Commune.Code));
        return (proposal, $"/v1/initiatives/{proposal.Id()}");
    }

    internal static JsonObject Decision(string decision, string? reason = null) =>
        new() { ["decision"] = decision, ["reason"] = reason };

    internal static Task<JsonObject> ReviewAsync(
        HttpClient client,
        string path,
        string decision,
        int version,
        string? reason = null
    ) => client.PutAsync($"{path}/review", Decision(decision, reason), $"\"{version}\"").ShouldBeOkAsync();

    internal static Func<HeardEvent, bool> Tells(string name, LamThao lamThao, string id, int version) =>
        heard =>
            heard.RoutingKey == $"activity.{name}.v1.{lamThao.Province.Code}"
            && heard.Body.Contains(id, StringComparison.Ordinal)
            && heard.Body.Contains($"\"version\":{version},", StringComparison.Ordinal);
}
