using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class InitiativeApplicationTests(ActivityService service)
{
    [Fact]
    public async Task Others_say_once_that_they_applied_it_and_can_take_it_back()
    {
        var (lamThao, path) = await PublishedAsync();
        var neighbour = service.Client(lamThao.Neighbour.Code);
        var application = Application(lamThao.NeighbourTeam.TeamId);

        var made = await (await neighbour.PostAsJsonAsync($"{path}/applications", application)).ShouldBeJsonAsync(201);
        await (await neighbour.PostAsJsonAsync($"{path}/applications", application)).ShouldBeJsonAsync(200, made);
        await neighbour
            .PostAsJsonAsync($"{path}/applications", Application(lamThao.NeighbourTeam.TeamId))
            .ShouldFailAsync(409, "initiative-application.applied-already");
        // The unit itself is somebody else than its team.
        var ofUnit = Application(null);
        ofUnit["unitCode"] = lamThao.Neighbour.Code;
        await (await neighbour.PostAsJsonAsync($"{path}/applications", ofUnit)).ShouldBeJsonAsync(201);
        await (
            await service.Client(lamThao.Village.Code).PostAsJsonAsync($"{path}/applications", OfVillage(lamThao))
        ).ShouldBeJsonAsync(201);

        (await neighbour.GetFromJsonAsync<JsonObject>(path))!.Int("applications").ShouldBe(3);
        var counts = await neighbour.GetFromJsonAsync<JsonObject>(
            $"{path}/applications/summary?unit={lamThao.Province.Code}"
        );
        counts!.Int("applications").ShouldBe(3);
        counts!["units"]!
            .AsArray()
            .Select(unit => (unit!.Text("unitCode"), unit!.Int("applications")))
            .ShouldBe([(lamThao.Commune.Code, 1), (lamThao.Neighbour.Code, 2)], ignoreOrder: true);
        // Who they are is for those above them.
        (await neighbour.AllAsync($"{path}/applications")).Count.ShouldBe(2);
        (await service.Client(lamThao.Province.Code).AllAsync($"{path}/applications")).Count.ShouldBe(3);

        var taken = $"{path}/applications/{application.Id()}/withdrawal";
        var reason = new JsonObject { ["reason"] = "Nhập nhầm" };
        await service
            .Client(lamThao.Commune.Code)
            .PutAsync(taken, reason, "\"1\"")
            .ShouldFailAsync(403, "auth.unit-out-of-scope");
        await neighbour.PutAsync(taken, reason, "\"7\"").ShouldFailAsync(412, "request.version-stale");
        for (var attempt = 0; attempt < 2; attempt++)
            (await neighbour.PutAsync(taken, reason, "\"1\"").ShouldBeOkAsync()).Int("version").ShouldBe(2);
        (await neighbour.GetFromJsonAsync<JsonObject>(path))!.Int("applications").ShouldBe(2);
        var heard = await service.Events.WaitForAsync(
            InitiativeTests.Tells("initiatives-applied", lamThao, application.Id(), 2)
        );
        var fact = heard.As<InitiativesApplied>().Facts.ShouldHaveSingleItem();
        (fact.TeamId, fact.UnitId, fact.Withdrawn).ShouldBe(
            (lamThao.NeighbourTeam.TeamId, lamThao.Neighbour.UnitId, true)
        );
        heard.Body.ShouldNotContain("sạp");
        // Applied after all.
        await (
            await neighbour.PostAsJsonAsync($"{path}/applications", Application(lamThao.NeighbourTeam.TeamId))
        ).ShouldBeJsonAsync(201);
    }

    [Fact]
    public async Task Only_others_for_whom_it_is_published_apply_it()
    {
        var (lamThao, path) = await PublishedAsync();
        var elsewhere = await LamThao.CreateAsync(service);
        async Task ShouldRefuse(HttpClient client, JsonObject application, int status, string code)
        {
            var answer = await client.PostAsJsonAsync($"{path}/applications", application);
            var body = await answer.ShouldBeJsonAsync(status);
            (body["errors"]?[0]!.Text("code") ?? body.Text("code")).ShouldBe(code);
        }

        var nation = service.Client();
        await ShouldRefuse(
            service.Client(elsewhere.Village.Code),
            Application(elsewhere.Team.TeamId),
            403,
            "auth.unit-out-of-scope"
        );
        await ShouldRefuse(
            nation,
            Application(elsewhere.Team.TeamId),
            409,
            "initiative-application.not-published-there"
        );
        await ShouldRefuse(nation, Application(lamThao.Team.TeamId), 422, "initiative-application.own-initiative");
        await ShouldRefuse(nation, Application(Guid.NewGuid()), 422, "initiative.team-unknown");
        var early = Application(lamThao.NeighbourTeam.TeamId);
        early["appliedOn"] = "2022-02-01";
        await ShouldRefuse(nation, early, 422, "initiative.team-not-in-being");
        early["appliedOn"] = $"{LamThao.Today.AddDays(1):yyyy-MM-dd}";
        await ShouldRefuse(nation, early, 400, "initiative-application.date-out-of-range");
        early["appliedOn"] = "2021-12-31";
        await ShouldRefuse(nation, early, 400, "initiative-application.date-out-of-range");
        var neither = Application(null);
        await ShouldRefuse(nation, neither, 400, "initiative.party-unclear");
    }

    [Fact]
    public async Task The_most_applied_come_first_and_at_the_same_moment_a_team_applies_once()
    {
        var (lamThao, path) = await PublishedAsync();
        var (rare, _) = await ProposeAndPublishAsync(lamThao);
        var neighbour = service.Client(lamThao.Neighbour.Code);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 5)
                .Select(_ =>
                    neighbour.PostAsJsonAsync($"{path}/applications", Application(lamThao.NeighbourTeam.TeamId))
                )
        );

        answers.Count(answer => (int)answer.StatusCode == 201).ShouldBe(1);
        answers.Count(answer => (int)answer.StatusCode == 409).ShouldBe(4);
        var found = await neighbour.AllAsync($"/v1/initiatives?unit={lamThao.Village.Code}&sort=applications");
        found.Select(item => item.Int("applications")).ShouldBe([1, 0]);
        found[1].Text("id").ShouldBe(rare);
    }

    private async Task<(LamThao, string)> PublishedAsync()
    {
        var lamThao = await LamThao.CreateAsync(service);
        return (lamThao, (await ProposeAndPublishAsync(lamThao)).Path);
    }

    /// <summary>Published in the province.</summary>
    private async Task<(string Id, string Path)> ProposeAndPublishAsync(LamThao lamThao)
    {
        var proposal = InitiativeTests.Proposal(lamThao);
        var province = service.Client(lamThao.Province.Code);
        await (await province.PostAsJsonAsync("/v1/initiatives", proposal)).ShouldBeJsonAsync(201);
        var path = $"/v1/initiatives/{proposal.Id()}";
        await InitiativeTests.ReviewAsync(province, path, "pass-up", 1);
        await InitiativeTests.ReviewAsync(province, path, "publish", 2);
        return (proposal.Id(), path);
    }

    private static JsonObject Application(Guid? team) =>
        new()
        {
            ["id"] = Guid.NewGuid(),
            ["teamId"] = team,
            ["appliedOn"] = $"{LamThao.Today:yyyy-MM-dd}",
            ["note"] = "Làm ở 12 sạp",
        };

    private static JsonObject OfVillage(LamThao lamThao)
    {
        var application = Application(null);
        application["unitCode"] = lamThao.Village.Code;
        return application;
    }
}
