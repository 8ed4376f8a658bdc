using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace CongNgheSo.Services.Registry.Tests;

/// <summary>
/// The rules of composition stand twice: in SQL for the list of breaches, in C# for what is refused. Whatever the policy and
/// the team, both say the same of it.
/// </summary>
public sealed class CompositionPropertyTests(RegistryService service)
{
    private const int Policies = 40;
    private const int TeamsAPolicy = 8;

    private static readonly string[] Backgrounds = ["village-head", "teacher", "police"];
    private static readonly string[] Roles = ["leader", "deputy", "member"];

    /// <summary>What the list of breaches calls what a change is refused for; the first that is found wrong.</summary>
    private static readonly Dictionary<string, string> RuleOf = new()
    {
        ["composition.refused-too-few"] = "too-few",
        ["composition.refused-too-many"] = "too-many",
        ["composition.refused-leader-missing"] = "leader-background",
        ["composition.refused-leader-background"] = "leader-background",
    };

    [Fact]
    public async Task What_is_listed_as_a_breach_is_what_is_refused()
    {
        var commune = service.Commune();
        await Task.Run(() =>
            Prop.ForAll(
                    Gen.Choose(0, int.MaxValue - 1).ArrayOf(3 + TeamsAPolicy * 8).ToArbitrary(),
                    choices =>
                    {
                        HoldsAsync(commune, choices).GetAwaiter().GetResult();
                        return true;
                    }
                )
                .Check(Config.QuickThrowOnFailure.WithMaxTest(Policies))
        );
    }

    private async Task HoldsAsync(string commune, int[] choices)
    {
        var client = service.Client();
        var village = await service.VillageAsync(commune);
        var policy = RandomPolicy(village, choices);
        var recorded = await (await client.PostAsJsonAsync("/v1/composition-policies", policy)).ShouldBeJsonAsync(201);
        var teams = choices[3..].Chunk(8).Select(each => RandomTeam(village, each)).ToList();
        foreach (var team in teams)
            await (await client.PostAsJsonAsync("/v1/teams", team)).ShouldBeJsonAsync(201);
        var page = await client.GetFromJsonAsync<JsonObject>($"/v1/composition-breaches?unit={village}&limit=1000");
        var listed = page!["items"]!
            .AsArray()
            .ToDictionary(
                breach => (Guid)breach!["teamId"]!,
                breach => breach!["rules"]!.AsArray().Select(rule => (string)rule!).ToList()
            );

        policy.Remove("unitCode");
        policy["enforcement"] = "refuse";
        var path = $"/v1/composition-policies/{(Guid)recorded["id"]!}";
        await (await client.PutAsync(path, policy, "\"1\"")).ShouldBeJsonAsync(200);
        var again = teams.ConvertAll(Again);
        var rows = Make.Json(new JsonArray([.. again]).ToJsonString());
        var answer = await (await client.PostAsync("/v1/team-imports?dryRun=true", rows)).ShouldBeJsonAsync(200);
        // Beside the team each of its members is named as left out.
        var refused = answer["errors"]!
            .AsArray()
            .Where(error => (string)error!["code"]! != "team-import.team-refused")
            .ToDictionary(error => (int)error!["row"]!, error => RuleOf[(string)error!["code"]!]);

        for (var index = 0; index < teams.Count; index++)
        {
            var broken = listed.GetValueOrDefault((Guid)teams[index]["id"]!, []);
            // A team may be registered before anybody is in it; it is listed until then.
            if (!teams[index].ContainsKey("members"))
                refused.ShouldNotContainKey(index + 1);
            else if (broken.Count > 0)
                refused.GetValueOrDefault(index + 1).ShouldBe(broken[0], $"{policy}\n{teams[index]}");
            else
                refused.ShouldNotContainKey(index + 1, $"{policy}\n{teams[index]}");
        }
    }

    private static JsonObject RandomPolicy(string unit, int[] choices)
    {
        int? min = choices[0] % 3 == 0 ? null : choices[0] % 4 + 1;
        int? max = choices[1] % 3 == 0 ? null : (min ?? 1) + choices[1] % 3;
        var leaders = Backgrounds.Where((_, index) => (choices[2] >> index & 1) == 1).ToList();
        if (min is null && max is null && leaders.Count == 0)
            leaders = [Backgrounds[0]];
        return new JsonObject
        {
            ["unitCode"] = unit,
            ["validFrom"] = "2022-01-01",
            ["minMembers"] = min,
            ["maxMembers"] = max,
            ["leaderBackgrounds"] = new JsonArray([.. leaders.Select(code => (JsonNode)code)]),
            ["enforcement"] = "report",
            ["documentNumber"] = "793/BTTTT",
        };
    }

    /// <param name="choices">How many members, then what each of them is.</param>
    private static JsonObject RandomTeam(string unit, int[] choices)
    {
        var members = choices[1..].Take(choices[0] % choices.Length).Select(RandomMember).ToArray();
        return Make.Team(unit, Guid.NewGuid(), $"{Guid.NewGuid():N}", members);
    }

    private static JsonObject RandomMember(int choice)
    {
        var member = Make.Member();
        member["role"] = Roles[choice % Roles.Length];
        member["background"] = Backgrounds[choice / Roles.Length % Backgrounds.Length];
        return member;
    }

    private static JsonNode Again(JsonObject team)
    {
        var other = team.DeepClone().AsObject();
        (other["id"], other["decisionNumber"]) = (Guid.NewGuid(), $"{Guid.NewGuid():N}");
        return other;
    }
}
