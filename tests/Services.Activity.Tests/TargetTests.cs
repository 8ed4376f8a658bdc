using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class TargetTests(ActivityService service)
{
    [Fact]
    public async Task A_target_is_set_changed_and_withdrawn_and_told_of_once_its_plan_is_issued()
    {
        var country = await PlanCountry.CreateAsync(service);
        var client = service.Client(country.Province.Code);
        var draft = await (
            await client.PostAsJsonAsync("/v1/plans", Planning.Plan(country.Province.Code))
        ).ShouldBeJsonAsync(201);
        var plan = (Guid)draft["id"]!;
        var target = Planning.Target(country.Province.Code, 1_000);
        target["id"] = Guid.NewGuid();
        target["from"] = "2026-06-01";
        var (targets, id) = ($"/v1/plans/{plan}/targets", (Guid)target["id"]!);

        var set = await (await client.PostAsJsonAsync(targets, target)).ShouldBeJsonAsync(201);
        ((long)set["value"]!, (string)set["from"]!, (string)set["to"]!, (bool)set["byHand"]!).ShouldBe(
            (1_000, "2026-06-01", "2026-12-31", true)
        );
        await (await client.PostAsJsonAsync(targets, target)).ShouldBeJsonAsync(200, set);
        target["value"] = 999;
        await (await client.PostAsJsonAsync(targets, target)).ShouldBeProblemAsync(
            409,
            "plan-target.id-taken",
            $"The id {id} stands for another target."
        );
        target.Remove("id");
        await (await client.PostAsJsonAsync(targets, target)).ShouldBeProblemAsync(
            409,
            "plan-target.exists",
            $"This unit or team has target {id} for the same indicator and period already; change that one."
        );
        for (var attempt = 0; attempt < 2; attempt++)
            (await client.PutAsync($"{targets}/{id}", Value(1_200), "\"1\"")).Headers.ETag!.Tag.ShouldBe("\"2\"");
        service.Events.Heard.ShouldNotContain(heard => heard.Body.Contains(id.ToString(), StringComparison.Ordinal));

        var issuance = new JsonObject { ["documentNumber"] = "56/KH-UBND", ["issuedOn"] = "2026-01-05" };
        await (await client.PutAsync($"/v1/plans/{plan}/issuance", issuance, "\"1\"")).ShouldBeJsonAsync(200);
        (await FactAsync(id, version: 2)).ShouldBe(
            new TargetFact(
                id,
                2,
                plan,
                country.Province.UnitId,
                country.Province.UnitId,
                null,
                "people-guided",
                null,
                null,
                1_200,
                new DateOnly(2026, 6, 1),
                new DateOnly(2026, 12, 31),
                false
            )
        );
        await (await client.PutAsync($"{targets}/{id}", Value(1_300), "\"1\"")).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 2)."
        );
        await (await client.PutAsync($"{targets}/{id}", Value(1_300), "\"2\"")).ShouldBeJsonAsync(200);
        (await FactAsync(id, version: 3)).Value.ShouldBe(1_300);
        await (
            await client.PutAsync($"/v1/plans/{plan}", Planning.Plan(from: "2026-07-01"), "\"2\"")
        ).ShouldBeProblemAsync(
            422,
            "plan.period-cuts-targets",
            "The plan has 1 targets whose periods do not lie within the new one."
        );
        for (var attempt = 0; attempt < 2; attempt++)
            await (await client.PutAsync($"{targets}/{id}/withdrawal", new JsonObject(), "\"3\"")).ShouldBeJsonAsync(
                200
            );
        (await FactAsync(id, version: 4)).Withdrawn.ShouldBeTrue();
        (await client.ItemsAsync(targets)).ShouldBeEmpty();
        (await client.ItemsAsync($"{targets}?withdrawn=true")).Count.ShouldBe(1);
        await (await client.PutAsync($"{targets}/{id}", Value(1), "\"4\"")).ShouldBeProblemAsync(
            409,
            "plan-target.withdrawn",
            $"Target {id} has been withdrawn."
        );
        var versions = JsonNode.Parse(await client.GetStringAsync($"{targets}/{id}/versions"))!.AsArray();
        versions
            .Select(version => ((int)version!["version"]!, (long)version["value"]!))
            .ShouldBe([(1, 1_000), (2, 1_200), (3, 1_300)]);
    }

    [Fact]
    public async Task Withdrawing_a_plan_withdraws_its_targets()
    {
        var country = await PlanCountry.CreateAsync(service);
        var client = service.Client();
        var plan = await client.IssuedAsync(Planning.Plan(country.Province.Code));
        var target = await client.TargetAsync(plan, Planning.Target(country.Code("A"), 5));

        var withdrawal = new JsonObject { ["reason"] = "Ban hành nhầm" };
        for (var attempt = 0; attempt < 2; attempt++)
            await (await client.PutAsync($"/v1/plans/{plan}/withdrawal", withdrawal, "\"2\"")).ShouldBeJsonAsync(200);

        (await FactAsync(target, version: 2)).Withdrawn.ShouldBeTrue();
        await (
            await client.PostAsJsonAsync($"/v1/plans/{plan}/targets", Planning.Target(country.Code("B"), 5))
        ).ShouldBeProblemAsync(
            409,
            "plan.closed",
            $"Plan {plan} has ended or was withdrawn, so it cannot be changed any more."
        );
    }

    [Fact]
    public async Task What_cannot_be_a_target_is_told()
    {
        var country = await PlanCountry.CreateAsync(service);
        var other = await PlanCountry.CreateAsync(service);
        var client = service.Client();
        var plan = await client.IssuedAsync(Planning.Plan(country.Code("A")));
        var path = $"/v1/plans/{plan}/targets";
        Task<HttpResponseMessage> PostAsync(JsonObject target) => client.PostAsJsonAsync(path, target);

        foreach (var code in new[] { "poultry", "people-guided.poultry" })
            await (await PostAsync(Planning.Target(country.Code("A"), 1, code))).ShouldBeProblemAsync(
                422,
                "plan-target.indicator-unknown",
                $"There is no indicator with the code {code}."
            );
        foreach (var code in new[] { "people-guided.public-services", "e-wallets", "teams", "households" })
            await client.TargetAsync(plan, Planning.Target(country.Code("A"), 1, code));
        foreach (var unit in new[] { country.Code("B"), other.Code("A") })
            await (await PostAsync(Planning.Target(unit, 1))).ShouldBeProblemAsync(
                422,
                "plan-target.outside-plan",
                "The plan does not cover this unit or team."
            );
        var outside = Planning.Target(country.Code("A"), 1);
        outside["to"] = "2027-01-01";
        await (await PostAsync(outside)).ShouldBeProblemAsync(
            422,
            "plan-target.period-outside",
            "The target's period must lie in the plan's, from 01/01/2026 to 31/12/2026."
        );
        foreach (
            var (field, value) in new (string, JsonNode)[]
            {
                ("percent", 55),
                ("value", -1),
                ("denominator", "people-guided"),
                ("teamId", Guid.NewGuid()),
                ("reference", "poultry"),
            }
        )
        {
            var wrong = Planning.Target(country.Code("A"), 1);
            wrong[field] = value;
            (await PostAsync(wrong)).StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest, field);
        }
        foreach (var percent in new[] { 0m, 100.01m, 55.555m })
        {
            var wrong = Planning.Target(country.Code("A"), 1, "dossiers-online");
            wrong.Remove("value");
            wrong["percent"] = percent;
            wrong["reference"] = "population";
            var body = await (await PostAsync(wrong)).ShouldBeJsonAsync(400);
            ((string)body["errors"]![0]!["code"]!).ShouldBe("plan-target.value-unfit");
        }
    }

    [Fact]
    public async Task Rights_follow_the_tree()
    {
        var country = await PlanCountry.CreateAsync(service);
        var ministry = service.Client();
        var plan = await ministry.IssuedAsync(Planning.Plan(country.Province.Code));
        var target = await ministry.TargetAsync(plan, Planning.Target(country.Province.Code, 100));
        var split = await (
            await service.Client(country.Province.Code).SplitAsync(plan, target, new { by = "equal" })
        ).ShouldBeJsonAsync(200);
        var part = (Guid)split["parts"]![0]!["targetId"]!;
        var district = service.Client(country.Code("A"));

        // A district reads the province's plan, splits what it was given and does not change it.
        (await district.ItemsAsync($"/v1/plans/{plan}/targets?unit={country.Code("A")}")).Count.ShouldBe(1);
        await (await district.SplitAsync(plan, part, new { by = "equal" })).ShouldBeJsonAsync(200);
        await (await district.PutAsync($"/v1/plans/{plan}/targets/{part}", Value(1), "\"1\"")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {country.Province.Code}."
        );
        await (
            await district.PostAsJsonAsync($"/v1/plans/{plan}/targets", Planning.Target(country.Code("A1"), 1))
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {country.Province.Code}."
        );
        await (
            await service.Client(country.Code("B")).SplitAsync(plan, part, new { by = "equal" })
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {country.Code("A")}."
        );
        var communes = await district.ItemsAsync($"/v1/plans/{plan}/targets?parent={part}");
        communes.Count.ShouldBe(3);
        await (
            await district.PutAsync($"/v1/plans/{plan}/targets/{(Guid)communes[0]["id"]!}", Value(1), "\"1\"")
        ).ShouldBeJsonAsync(200);
        await (
            await service.Client("VN", "en", Scopes.ActivityRead).SplitAsync(plan, part, new { by = "equal" })
        ).ShouldBeProblemAsync(403, "auth.scope-missing", "The access token lacks the scope that this needs.");
    }

    private async Task<TargetFact> FactAsync(Guid target, int version)
    {
        var heard = await service.Events.WaitForAsync(heard =>
            heard.RoutingKey.StartsWith("activity.targets-changed.v1.", StringComparison.Ordinal)
            && heard.As<TargetsChanged>().Facts.Any(fact => fact.TargetId == target && fact.Version == version)
        );
        return heard.As<TargetsChanged>().Facts.Single(fact => fact.TargetId == target);
    }

    private static JsonObject Value(long value) => new() { ["value"] = value };
}
