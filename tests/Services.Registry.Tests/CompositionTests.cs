using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class CompositionTests(RegistryService service)
{
    [Fact]
    public async Task A_policy_is_recorded_changed_and_closed()
    {
        var commune = service.Commune();
        var client = service.Client("02");
        var policy = Policy(commune, min: 2, max: 5);
        policy["id"] = Guid.NewGuid();
        var path = $"/v1/composition-policies/{(Guid)policy["id"]!}";

        var answer = await client.PostAsJsonAsync("/v1/composition-policies", policy);
        var recorded = await answer.ShouldBeJsonAsync(
            201,
            new
            {
                id = (Guid)policy["id"]!,
                version = 1,
                unitCode = commune,
                teamKind = (string?)null,
                teamLevel = (string?)null,
                validFrom = "2022-01-01",
                validTo = (string?)null,
                minMembers = 2,
                maxMembers = 5,
                leaderBackgrounds = Array.Empty<string>(),
                enforcement = "report",
                documentNumber = "793/BTTTT",
            }
        );
        await (await client.PostAsJsonAsync("/v1/composition-policies", policy)).ShouldBeJsonAsync(200, recorded);
        await (await client.GetAsync(path)).ShouldBeJsonAsync(200, recorded);
        policy["maxMembers"] = 9;
        await (await client.PostAsJsonAsync("/v1/composition-policies", policy)).ShouldBeProblemAsync(
            409,
            "composition-policy.id-taken",
            $"The id {(Guid)policy["id"]!} stands for a policy with other content."
        );
        policy["id"] = Guid.NewGuid();
        await (await client.PostAsJsonAsync("/v1/composition-policies", policy)).ShouldBeProblemAsync(
            409,
            "composition-policy.overlaps",
            $"Unit {commune} has a policy for this kind and level on one of these days already; close that one first."
        );
        var change = policy.DeepClone().AsObject();
        change.Remove("id");
        change.Remove("unitCode");
        change["validTo"] = "2024-01-01";
        await (await client.PutAsync(path, change)).ShouldBeProblemAsync(
            428,
            "request.version-required",
            "Send an If-Match header with the version being changed."
        );
        var changed = await (await client.PutAsync(path, change, "\"1\"")).ShouldBeJsonAsync(200);
        ((int)changed["version"]!, (int)changed["maxMembers"]!).ShouldBe((2, 9));
        await (await client.PutAsync(path, change, "\"1\"")).ShouldBeJsonAsync(200, changed);
        change["maxMembers"] = 10;
        await (await client.PutAsync(path, change, "\"1\"")).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 2)."
        );
        // The closed one makes room from its end on.
        policy["validFrom"] = "2024-01-01";
        await (await client.PostAsJsonAsync("/v1/composition-policies", policy)).ShouldBeJsonAsync(201);
        (await ItemsAsync($"/v1/composition-policies?unit={commune}&asOf=2023-06-01"))
            .Where(each => (string)each!["unitCode"]! == commune)
            .ShouldHaveSingleItem()!["id"]!
            .GetValue<Guid>()
            .ShouldBe((Guid)changed["id"]!);
        await (await service.Client("04").PutAsync(path, change, "\"2\"")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {commune}."
        );
    }

    [Fact]
    public async Task A_policy_needs_a_rule_and_known_codes()
    {
        var policy = Policy("02");
        policy["teamKind"] = "club";
        policy["teamLevel"] = "province";
        policy["validTo"] = "2022-01-01";
        policy["enforcement"] = "pray";
        policy.Remove("documentNumber");
        await (await service.Client().PostAsJsonAsync("/v1/composition-policies", policy)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("teamKind", "team.kind-unknown", "The kind must be one of: cnscd, cnscd-rapid-response, cdscd, de-an-06."),
            ("teamLevel", "composition-policy.code-unknown", "The value must be one of: commune, village."),
            ("validTo", "composition-policy.period-reversed", "The period must end after it begins."),
            (
                "leaderBackgrounds",
                "composition-policy.rule-missing",
                "At least one rule is needed: fewest members, most members or the leader's backgrounds."
            ),
            ("enforcement", "composition-policy.code-unknown", "The value must be one of: report, refuse."),
            ("documentNumber", "field.not-empty", "'documentNumber' must not be empty.")
        );
        await (
            await service.Client().PostAsJsonAsync("/v1/composition-policies", Policy("02", min: 5, max: 3))
        ).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("maxMembers", "composition-policy.limits-reversed", "The most members cannot be fewer than the fewest.")
        );
    }

    /// <summary>The rules of four provinces, each in a commune of its own.</summary>
    [Fact]
    public async Task Breaches_are_told_with_the_rule_and_its_numbers()
    {
        // Thái Nguyên: 2 to 5.
        var thaiNguyen = service.Commune();
        await RecordAsync(Policy(thaiNguyen, min: 2, max: 5));
        var one = await TeamAsync(thaiNguyen, 1);
        await TeamAsync(thaiNguyen, 2);
        await TeamAsync(thaiNguyen, 5);
        var six = await TeamAsync(thaiNguyen, 6);
        var nobody = await TeamAsync(thaiNguyen, 0);
        (await BreachesAsync(thaiNguyen)).ShouldBe(
            [(one, "too-few", 1), (six, "too-many", 6), (nobody, "too-few", 0)],
            ignoreOrder: true
        );

        // Cao Bằng: at least 5, led by the head of the village or the secretary of the Party cell.
        var caoBang = service.Commune();
        await RecordAsync(Policy(caoBang, min: 5, leaders: ["village-head", "party-cell-secretary"]));
        await TeamAsync(caoBang, 5);
        await TeamAsync(caoBang, 5, leader: "party-cell-secretary");
        var teacher = await TeamAsync(caoBang, 4, leader: "teacher");
        var headless = await TeamAsync(caoBang, 5, leader: null);
        (await BreachesAsync(caoBang)).ShouldBe(
            [(teacher, "too-few leader-background", 4), (headless, "leader-background", 5)],
            ignoreOrder: true
        );

        // Thanh Hóa: 3 to 9.
        var thanhHoa = service.Commune();
        await RecordAsync(Policy(thanhHoa, min: 3, max: 9));
        await TeamAsync(thanhHoa, 9);
        var two = await TeamAsync(thanhHoa, 2);
        (await BreachesAsync(thanhHoa)).ShouldBe([(two, "too-few", 2)]);

        // Tuyên Quang: at most 10 in a commune, 5 in a village.
        var tuyenQuang = service.Commune();
        await RecordAsync(Policy(tuyenQuang, max: 10, level: "commune"));
        await RecordAsync(Policy(tuyenQuang, max: 5, level: "village"));
        await TeamAsync(tuyenQuang, 10, unit: tuyenQuang);
        var village = await TeamAsync(tuyenQuang, 6);
        (await BreachesAsync(tuyenQuang)).ShouldBe([(village, "too-many", 6)]);

        var told = (await ItemsAsync($"/v1/composition-breaches?unit={caoBang}")).Single(each =>
            (Guid)each!["teamId"]! == teacher
        )!;
        told.ToJsonString().ShouldNotContain("Vàng");
        ((int)told["minMembers"]!, told["maxMembers"], (string)told["documentNumber"]!).ShouldBe(
            (5, null, "793/BTTTT")
        );
        told["leaderBackgrounds"]!.AsArray().Select(code => (string)code!).ShouldBe(["teacher"]);
        (await ItemsAsync($"/v1/composition-breaches?unit={caoBang}&kind=cdscd")).ShouldBeEmpty();
        (await ItemsAsync($"/v1/composition-breaches?unit={caoBang}&asOf=2021-01-01")).ShouldBeEmpty();
        (await service.Client("04").GetFromJsonAsync<JsonObject>($"/v1/composition-breaches?unit={caoBang}"))!["items"]!
            .AsArray()
            .ShouldBeEmpty();
        (await ItemsAsync($"/v1/teams?unit={caoBang}&breach=true"))
            .Select(team => (Guid)team!["id"]!)
            .ShouldBe([teacher, headless], ignoreOrder: true);

        var page = await service
            .Client()
            .GetFromJsonAsync<JsonObject>($"/v1/composition-breaches?unit={thaiNguyen}&limit=2");
        var rest = await ItemsAsync($"/v1/composition-breaches?unit={thaiNguyen}&limit=2&cursor={page!["next"]}");
        page["items"]!
            .AsArray()
            .Concat(rest)
            .Select(each => (Guid)each!["teamId"]!)
            .ShouldBe([one, six, nobody], ignoreOrder: true);

        var summary = await (
            await service.Client("02").GetAsync($"/v1/composition-breaches/summary?unit={tuyenQuang}")
        ).ShouldBeJsonAsync(200);
        ((int)summary["teams"]!, (int)summary["inBreach"]!).ShouldBe((2, 1));
        var below = summary["units"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)below["teams"]!, (int)below["inBreach"]!).ShouldBe((1, 1));
        ((string)below["unitCode"]!).ShouldStartWith(tuyenQuang + "-");
        await (
            await service.Client("04").GetAsync($"/v1/composition-breaches/summary?unit={tuyenQuang}")
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {tuyenQuang}."
        );
    }

    [Fact]
    public async Task The_nearest_unit_then_the_kind_decides_which_policy_applies()
    {
        var commune = service.Commune();
        var village = await service.VillageAsync(commune);
        var team = await TeamAsync(commune, 3, unit: village);
        await RecordAsync(Policy(commune, min: 4));
        (await BreachesAsync(commune)).ShouldBe([(team, "too-few", 3)]);
        await RecordAsync(Policy(commune, max: 2, kind: "cnscd"));
        (await BreachesAsync(commune)).ShouldBe([(team, "too-many", 3)]);
        await RecordAsync(Policy(village, min: 3));
        (await BreachesAsync(commune)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_policy_that_refuses_refuses_what_breaks_it_and_lets_it_be_mended()
    {
        var commune = service.Commune();
        var client = service.Client("02");
        var village = await service.VillageAsync(commune);
        var small = await TeamAsync(commune, 1);
        var headless = await TeamAsync(commune, 2, leader: null, unit: village);
        var policy = Policy(commune, min: 2, max: 3, leaders: ["village-head"]);
        policy["enforcement"] = "refuse";
        await RecordAsync(policy);

        // Registering: with too few, too many or another leader it is refused, with nobody it is not.
        await (await client.PostAsJsonAsync("/v1/teams", Team(village, 1))).ShouldBeProblemAsync(
            409,
            "composition.refused-too-few",
            "The team would have 1 members, fewer than the 2 of policy 793/BTTTT."
        );
        await (await client.PostAsJsonAsync("/v1/teams", Team(village, 4))).ShouldBeProblemAsync(
            409,
            "composition.refused-too-many",
            "The team would have 4 members, more than the 3 of policy 793/BTTTT."
        );
        await (
            await service.Client("02", "vi").PostAsJsonAsync("/v1/teams", Team(village, 2, leader: "teacher"))
        ).ShouldBeProblemAsync(
            409,
            "composition.refused-leader-background",
            "Tổ trưởng phải thuộc thành phần: village-head, theo quy định 793/BTTTT."
        );
        await (await client.PostAsJsonAsync("/v1/teams", Team(village, 2, leader: null))).ShouldBeProblemAsync(
            409,
            "composition.refused-leader-missing",
            "The team must have a leader, by policy 793/BTTTT."
        );
        var list = Make.Json(new JsonArray(Team(village, 1), Team(village, 2)).ToJsonString());
        var imported = await (await client.PostAsync("/v1/team-imports", list)).ShouldBeJsonAsync(200);
        ((int)imported["accepted"]!, (int)imported["rejected"]!, (int)imported["members"]!["accepted"]!).ShouldBe(
            (1, 1, 2)
        );
        ((string)imported["errors"]![0]!["code"]!, (string)imported["errors"]![0]!["field"]!).ShouldBe(
            ("composition.refused-too-few", "members")
        );
        await TeamAsync(commune, 0);

        // A breach from before is mended step by step, and not made worse.
        var path = $"/v1/teams/{small}/members";
        var first = (await client.GetFromJsonAsync<JsonObject>(path))!["items"]![0]!;
        await (
            await client.PutAsync(
                $"{path}/{(Guid)first["id"]!}/departure",
                new JsonObject { ["leftOn"] = "2024-01-01" }
            )
        ).ShouldBeProblemAsync(
            409,
            "composition.refused-too-few",
            "The team would have 0 members, fewer than the 2 of policy 793/BTTTT."
        );
        var wrong = Make.Member();
        wrong["background"] = "police";
        await (await client.PostAsJsonAsync(path, wrong)).ShouldBeProblemAsync(
            409,
            "composition.refused-leader-background",
            "The leader's background must be one of: village-head, by policy 793/BTTTT."
        );
        for (var joining = 0; joining < 2; joining++)
            await (await client.PostAsJsonAsync(path, Plain())).ShouldBeJsonAsync(201);
        await (await client.PostAsJsonAsync(path, Plain())).ShouldBeProblemAsync(
            409,
            "composition.refused-too-many",
            "The team would have 4 members, more than the 3 of policy 793/BTTTT."
        );
        var turned = first.DeepClone().AsObject();
        foreach (var field in new[] { "id", "version", "teamId", "leftOn", "otherTeams", "erased" })
            turned.Remove(field);
        turned["background"] = "police";
        await (await client.PutAsync($"{path}/{(Guid)first["id"]!}", turned, "\"1\"")).ShouldBeProblemAsync(
            409,
            "composition.refused-leader-background",
            "The leader's background must be one of: village-head, by policy 793/BTTTT."
        );

        // Nor does a team lose its leader; one that never had any gets one when there is one.
        turned["background"] = "village-head";
        turned["role"] = "deputy";
        await (await client.PutAsync($"{path}/{(Guid)first["id"]!}", turned, "\"1\"")).ShouldBeProblemAsync(
            409,
            "composition.refused-leader-missing",
            "The team must have a leader, by policy 793/BTTTT."
        );
        var headlessPath = $"/v1/teams/{headless}/members";
        await (await client.PostAsJsonAsync(headlessPath, wrong)).ShouldBeProblemAsync(
            409,
            "composition.refused-leader-background",
            "The leader's background must be one of: village-head, by policy 793/BTTTT."
        );
        await (await client.PostAsJsonAsync(headlessPath, Plain())).ShouldBeJsonAsync(201);

        // A merger meets the policy anew.
        var (a, b) = (headless, await RegisterAsync(Team(village, 2, kind: "de-an-06")));
        var merger = new JsonObject
        {
            ["decisionNumber"] = "9/QĐ",
            ["decisionDate"] = "2024-01-01",
            ["teamIds"] = new JsonArray(a, b),
            ["result"] = new JsonObject { ["kind"] = "cdscd" },
        };
        await (await client.PostAsJsonAsync("/v1/team-mergers", merger)).ShouldBeProblemAsync(
            409,
            "composition.refused-too-many",
            "The team would have 5 members, more than the 3 of policy 793/BTTTT."
        );
    }

    [Fact]
    public async Task A_limit_holds_when_many_join_at_once()
    {
        var commune = service.Commune();
        var policy = Policy(commune, max: 3);
        policy["enforcement"] = "refuse";
        await RecordAsync(policy);
        var team = await TeamAsync(commune, 0);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => service.Client().PostAsJsonAsync($"/v1/teams/{team}/members", Plain()))
        );

        answers.Select(answer => (int)answer.StatusCode).Order().ShouldBe([201, 201, 201, 409, 409, 409, 409, 409]);
    }

    private static JsonObject Policy(
        string unit,
        int? min = null,
        int? max = null,
        string[]? leaders = null,
        string? kind = null,
        string? level = null
    ) =>
        new()
        {
            ["unitCode"] = unit,
            ["teamKind"] = kind,
            ["teamLevel"] = level,
            ["validFrom"] = "2022-01-01",
            ["minMembers"] = min,
            ["maxMembers"] = max,
            ["leaderBackgrounds"] = new JsonArray([.. (leaders ?? []).Select(code => (JsonNode)code)]),
            ["enforcement"] = "report",
            ["documentNumber"] = "793/BTTTT",
        };

    private static JsonObject Plain()
    {
        var member = Make.Member();
        member["role"] = "member";
        return member;
    }

    private static JsonObject Team(string unit, int members, string? leader = "village-head", string kind = "cnscd")
    {
        var all = Enumerable.Range(0, members).Select(_ => Plain()).ToArray();
        if (leader is not null && members > 0)
            (all[0]["role"], all[0]["background"]) = ("leader", leader);
        var team = Make.Team(unit, null, $"{Guid.NewGuid():N}", all);
        team["kind"] = kind;
        return team;
    }

    private async Task<Guid> TeamAsync(
        string commune,
        int members,
        string? leader = "village-head",
        string? unit = null
    ) => await RegisterAsync(Team(unit ?? await service.VillageAsync(commune), members, leader));

    private async Task<Guid> RegisterAsync(JsonObject team) =>
        (Guid)(await (await service.Client().PostAsJsonAsync("/v1/teams", team)).ShouldBeJsonAsync(201))["id"]!;

    private async Task RecordAsync(JsonObject policy) =>
        await (await service.Client("02").PostAsJsonAsync("/v1/composition-policies", policy)).ShouldBeJsonAsync(201);

    private async Task<JsonArray> ItemsAsync(string path) =>
        (await service.Client().GetFromJsonAsync<JsonObject>(path))!["items"]!.AsArray();

    private async Task<List<(Guid Team, string Rules, int Members)>> BreachesAsync(string unit) =>
        [
            .. (await ItemsAsync($"/v1/composition-breaches?unit={unit}")).Select(each =>
                (
                    (Guid)each!["teamId"]!,
                    string.Join(' ', each["rules"]!.AsArray().Select(rule => (string)rule!)),
                    (int)each["members"]!
                )
            ),
        ];
}
