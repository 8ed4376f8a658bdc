using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>A target and what becomes of it below.</summary>
public sealed class SplitTests(ActivityService service)
{
    [Fact]
    public async Task A_provinces_target_is_split_level_by_level_and_split_again_after_a_change()
    {
        var country = await PlanCountry.CreateAsync(service);
        await country.FiguresAsync("population", ("A1", 100), ("A2", 100), ("A3", 100), ("B1", 100));
        var client = service.Client();
        var plan = await client.IssuedAsync(Planning.Plan(country.Province.Code));
        var target = await client.TargetAsync(plan, Planning.Target(country.Province.Code, 1_001));
        var split = new
        {
            by = "figure",
            figure = "population",
            toLevel = 3,
        };

        var dry = await (await client.SplitAsync(plan, target, split, dryRun: true)).ShouldBeJsonAsync(200);
        // 750.75 and 250.25; then 751 in three equal parts.
        Parts(country, dry).ShouldBe([("A", 751), ("A1", 251), ("A2", 250), ("A3", 250), ("B", 250), ("B1", 250)]);
        ((int)dry["written"]!, (bool)dry["dryRun"]!, (long)dry["parts"]![0]!["weight"]!).ShouldBe((6, true, 300));
        (await client.ItemsAsync($"/v1/plans/{plan}/targets")).Count.ShouldBe(1);
        var first = await (await client.SplitAsync(plan, target, split)).ShouldBeJsonAsync(200);
        Parts(country, first).ShouldBe(Parts(country, dry));
        ((int)(await (await client.SplitAsync(plan, target, split)).ShouldBeJsonAsync(200))["written"]!).ShouldBe(0);

        // A2 is set by hand and stays so, the total changes.
        var byHand = (Guid)first["parts"]![2]!["targetId"]!;
        await (
            await client.PutAsync($"/v1/plans/{plan}/targets/{byHand}", new JsonObject { ["value"] = 400 }, "\"1\"")
        ).ShouldBeJsonAsync(200);
        await (
            await client.PutAsync($"/v1/plans/{plan}/targets/{target}", new JsonObject { ["value"] = 1_200 }, "\"1\"")
        ).ShouldBeJsonAsync(200);
        var again = await (await client.SplitAsync(plan, target, split)).ShouldBeJsonAsync(200);
        Parts(country, again).ShouldBe([("A", 900), ("A1", 250), ("A2", 400), ("A3", 250), ("B", 300), ("B1", 300)]);
        again["parts"]!
            .AsArray()
            .Select(part => ((int)part!["version"]!, (decimal?)part["before"], (bool)part["byHand"]!))
            .ShouldBe([
                (2, 751, false),
                (2, 251, false),
                (2, 400, true),
                (1, 250, false),
                (2, 250, false),
                (2, 250, false),
            ]);
        var facts = await FactsAsync(fact => fact.TargetId == byHand && fact.Version == 2);
        (facts.Value, facts.UnitId).ShouldBe((400, country.Units["A2"].UnitId));

        // Split at the upper level alone, the parts below no longer add up, and that is told.
        var upper = await (
            await client.SplitAsync(
                plan,
                target,
                new { by = "equal", hand = new[] { new { unitCode = country.Code("B"), value = 500 } } }
            )
        ).ShouldBeJsonAsync(200);
        Parts(country, upper).ShouldBe([("A", 700), ("B", 500)]);
        upper["splitAgain"]!.AsArray().Select(code => (string)code!).ShouldBe([country.Code("A"), country.Code("B")]);
    }

    [Fact]
    public async Task It_is_split_by_teams_among_teams_and_by_hand()
    {
        var country = await PlanCountry.CreateAsync(service);
        var client = service.Client();
        var plan = await client.IssuedAsync(Planning.Plan(country.Code("A")));
        var target = await client.TargetAsync(plan, Planning.Target(country.Code("A"), 10));

        var byTeams = await (await client.SplitAsync(plan, target, new { by = "teams" })).ShouldBeJsonAsync(200);
        Parts(country, byTeams).ShouldBe([("A1", 8), ("A2", 2), ("A3", 0)]);
        var commune = (Guid)byTeams["parts"]![0]!["targetId"]!;
        var teams = await (
            await client.SplitAsync(plan, commune, new { by = "equal", into = "teams" })
        ).ShouldBeJsonAsync(200);
        teams["parts"]!.AsArray().Select(part => (long)part!["value"]!).ShouldBe([3, 3, 2]);
        teams["parts"]!
            .AsArray()
            .Select(part => (Guid)part!["teamId"]!)
            .ShouldBe(country.Teams.Take(3).Select(team => team.TeamId), ignoreOrder: true);
        var team = country.Teams[1].TeamId;
        var hand = new
        {
            by = "equal",
            into = "teams",
            hand = new[] { new { teamId = team, value = 6 } },
        };
        teams = await (await client.SplitAsync(plan, commune, hand)).ShouldBeJsonAsync(200);
        teams["parts"]!.AsArray().Sum(part => (long)part!["value"]!).ShouldBe(8);
        teams["parts"]!
            .AsArray()
            .Where(part => (Guid)part!["teamId"]! == team)
            .Select(part => ((long)part!["value"]!, (bool)part["byHand"]!))
            .ShouldBe([(6, true)]);
        (await client.ItemsAsync($"/v1/plans/{plan}/targets?team={team}")).Count.ShouldBe(1);
        // No longer by hand.
        var free = new
        {
            by = "equal",
            into = "teams",
            hand = new[] { new { teamId = team } },
        };
        teams = await (await client.SplitAsync(plan, commune, free)).ShouldBeJsonAsync(200);
        teams["parts"]!.AsArray().Select(part => (long)part!["value"]!).Order().ShouldBe([2, 3, 3]);

        JsonObject ByHand(long one, long two, long three) =>
            new()
            {
                ["by"] = "hand",
                ["hand"] = new JsonArray([
                    .. new[] { ("A1", one), ("A2", two), ("A3", three) }.Select(share => new JsonObject
                    {
                        ["unitCode"] = country.Code(share.Item1),
                        ["value"] = share.Item2,
                    }),
                ]),
            };
        await (await client.SplitAsync(plan, target, ByHand(5, 4, 2))).ShouldBeProblemAsync(
            422,
            "plan-target.hand-exceeds",
            $"The parts of {country.Code("A")} set by hand add up to 11, beyond the target of 10."
        );
        await (await client.SplitAsync(plan, target, ByHand(5, 4, 0))).ShouldBeProblemAsync(
            422,
            "plan-target.hand-short",
            $"The parts of {country.Code("A")} set by hand add up to 9, short of the target of 10."
        );
        var answer = await (await client.SplitAsync(plan, target, ByHand(5, 4, 1))).ShouldBeJsonAsync(200);
        Parts(country, answer).ShouldBe([("A1", 5), ("A2", 4), ("A3", 1)]);
        answer["splitAgain"]!.AsArray().Select(code => (string)code!).ShouldBe([country.Code("A1")]);
    }

    [Fact]
    public async Task A_share_is_given_to_all_alike()
    {
        var country = await PlanCountry.CreateAsync(service);
        var client = service.Client();
        var plan = await client.IssuedAsync(Planning.Plan(country.Code("A")));
        var share = Planning.Target(country.Code("A"), 0, "province-app-accounts");
        share.Remove("value");
        share["percent"] = 70.5m;
        share["reference"] = "residents-15-plus";
        var target = await client.TargetAsync(plan, share);

        await (await client.SplitAsync(plan, target, new { by = "equal" })).ShouldBeProblemAsync(
            422,
            "plan-target.split-unfit",
            "A share is given to all alike (same); a number is not, and among teams it is split equally or by hand."
        );
        var hand = new[] { new { unitCode = country.Code("A3"), percent = 40m } };
        var split = await (await client.SplitAsync(plan, target, new { by = "same", hand })).ShouldBeJsonAsync(200);
        split["parts"]!.AsArray().Select(part => (decimal)part!["percent"]!).ShouldBe([70.5m, 70.5m, 40m]);
        var fact = await FactsAsync(fact => fact.UnitId == country.Units["A1"].UnitId);
        (fact.Value, fact.Reference, fact.PlanUnitId).ShouldBe((7_050, "residents-15-plus", country.Units["A"].UnitId));
    }

    [Fact]
    public async Task After_a_reorganization_what_ended_stays_as_it_was_and_what_left_is_withdrawn()
    {
        var country = await PlanCountry.CreateAsync(service);
        var client = service.Client();
        var plan = await client.IssuedAsync(Planning.Plan(country.Province.Code));
        var target = await client.TargetAsync(plan, Planning.Target(country.Code("A"), 90));
        await (await client.SplitAsync(plan, target, new { by = "equal" })).ShouldBeJsonAsync(200);
        // A1 and A2 become C, A3 goes to district B.
        var day = TimeProvider.System.Today().AddDays(-1);
        var heir = country.Add("C", 3, country.Units["A"], day);
        await country.TellAsync(
            heir,
            country.End("A1", day, heir),
            country.End("A2", day, heir),
            country.Move("A3", day, country.Units["B"])
        );

        var split = await (await client.SplitAsync(plan, target, new { by = "equal" })).ShouldBeJsonAsync(200);

        Parts(country, split).ShouldBe([("C", 90)]);
        split["withdrawn"]!.AsArray().Select(code => (string)code!).ShouldBe([country.Code("A3")]);
        var left = await FactsAsync(fact => fact.UnitId == country.Units["A3"].UnitId && fact.Version == 2);
        left.Withdrawn.ShouldBeTrue();
        var standing = await client.ItemsAsync($"/v1/plans/{plan}/targets?parent={target}");
        standing
            .Select(item => ((string)item["unitCode"]!, (long)item["value"]!, (int)item["version"]!))
            .ShouldBe([(country.Code("A1"), 30, 1), (country.Code("A2"), 30, 1), (country.Code("C"), 90, 1)]);
        // Once more changes nothing.
        split = await (await client.SplitAsync(plan, target, new { by = "equal" })).ShouldBeJsonAsync(200);
        ((int)split["written"]!, split["withdrawn"]!.AsArray().Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Of_splits_at_the_same_moment_each_sees_what_the_other_did()
    {
        var country = await PlanCountry.CreateAsync(service);
        var client = service.Client();
        var plan = await client.IssuedAsync(Planning.Plan(country.Province.Code));
        var target = await client.TargetAsync(plan, Planning.Target(country.Province.Code, 101));

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => client.SplitAsync(plan, target, new { by = "equal", toLevel = 4 }))
        );

        var bodies = await Task.WhenAll(answers.Select(answer => answer.ShouldBeJsonAsync(200)));
        bodies.Select(body => (int)body["written"]!).Order().ShouldBe([0, 0, 0, 0, 10]);
        (await client.ItemsAsync($"/v1/plans/{plan}/targets?limit=1000"))
            .Where(item => ((string)item["unitCode"]!).Contains('-', StringComparison.Ordinal))
            .Sum(item => (long)item["value"]!)
            .ShouldBe(101);
    }

    [Fact]
    public async Task What_cannot_be_split_so_is_told()
    {
        var country = await PlanCountry.CreateAsync(service);
        await country.FiguresAsync("households", ("A1", 0), ("A2", 0), ("A3", 0));
        await country.FiguresAsync("population", ("A1", 5));
        var client = service.Client();
        var plan = await client.IssuedAsync(Planning.Plan(country.Province.Code));
        var target = await client.TargetAsync(plan, Planning.Target(country.Code("A"), 9));
        var village = await client.TargetAsync(plan, Planning.Target(country.Code("A3-001"), 9));
        Task<HttpResponseMessage> Split(object split) => client.SplitAsync(plan, target, split);

        await (await Split(new { by = "figure", figure = "population" })).ShouldBeProblemAsync(
            422,
            "plan-target.figure-missing",
            $"The figure is missing for the units: {country.Code("A2")}, {country.Code("A3")}."
        );
        await (await Split(new { by = "figure", figure = "households" })).ShouldBeProblemAsync(
            422,
            "plan-target.weights-zero",
            $"All units below {country.Code("A")} have the figure 0, so nothing can be split by it."
        );
        await (await Split(new { by = "equal", into = "teams" })).ShouldBeProblemAsync(
            422,
            "plan-target.teams-of-commune",
            $"Only the target of a commune or a village is split among teams; {country.Code("A")} is neither."
        );
        await (
            await Split(new { by = "equal", hand = new[] { new { unitCode = country.Code("B1"), value = 1 } } })
        ).ShouldBeProblemAsync(422, "plan-target.hand-unknown", $"{country.Code("B1")} is no part of this split.");
        await (await client.SplitAsync(plan, village, new { by = "equal" })).ShouldBeProblemAsync(
            422,
            "plan-target.nothing-below",
            $"Unit {country.Code("A3-001")} has nothing below it to split a target into at that level."
        );
        await (
            await Split(
                new
                {
                    by = "lot",
                    into = "heaps",
                    toLevel = 5,
                }
            )
        ).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            (
                "by",
                "plan-target.split-unknown",
                "The way of splitting must be one of: equal, figure, teams, hand, same."
            ),
            ("into", "plan-target.into-unknown", "A target is split into units or into teams."),
            ("toLevel", "field.inclusive-between", "'toLevel' must be between 1 and 4.")
        );
        await (await client.SplitAsync(plan, plan, new { by = "equal" })).ShouldBeProblemAsync(
            404,
            "plan-target.not-found",
            $"This plan has no target {plan}."
        );
    }

    private static List<(string, long)> Parts(PlanCountry country, JsonObject split) =>
        [
            .. split["parts"]!
                .AsArray()
                .Select(part => (((string)part!["unitCode"]!)[country.Province.Code.Length..], (long)part["value"]!)),
        ];

    private async Task<TargetFact> FactsAsync(Func<TargetFact, bool> condition)
    {
        var heard = await service.Events.WaitForAsync(heard =>
            heard.RoutingKey.StartsWith("activity.targets-changed.v1.", StringComparison.Ordinal)
            && heard.As<TargetsChanged>().Facts.Any(condition)
        );
        return heard.As<TargetsChanged>().Facts.First(condition);
    }
}
