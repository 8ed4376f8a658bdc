using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class TeamDecisionTests(RegistryService service)
{
    [Fact]
    public async Task Every_decision_about_a_team_is_kept_and_tells_what_it_was_on_a_day()
    {
        var client = service.Client("02");
        var team = Make.Team(await service.VillageAsync(), decision: "12/QĐ-UBND");
        team["signatory"] = "UBND xã Lũng Cú";
        var id = (Guid)(await (await client.PostAsJsonAsync("/v1/teams", team)).ShouldBeJsonAsync(201))["id"]!;
        var path = $"/v1/teams/{id}";
        var consolidation = Decision("30/QĐ-UBND", "2023-01-10", "cnscd", null);
        consolidation["signatory"] = "UBND xã Lũng Cú";
        consolidation["effectiveOn"] = "2023-02-01";
        await (await client.PutAsync(path, consolidation, "\"1\"")).ShouldBeJsonAsync(200);
        var renaming = Decision("45/QĐ-UBND", "2023-07-21", "cdscd", "Tổ Nà Tho");
        await (await client.PutAsync(path, renaming, "\"2\"")).ShouldBeJsonAsync(200);
        // What changes nothing, and what was sent before, is no decision of its own.
        await (await client.PutAsync(path, renaming, "\"2\"")).ShouldBeJsonAsync(200);
        await (await client.PutAsync(path, renaming, "\"3\"")).ShouldBeJsonAsync(200);
        var end = new JsonObject
        {
            ["decisionNumber"] = "7/QĐ-UBND",
            ["decisionDate"] = "2025-06-25",
            ["dissolvedOn"] = "2025-07-01",
            ["reason"] = "Sắp xếp",
            ["signatory"] = "UBND tỉnh",
        };
        var ended = await (await client.PutAsync($"{path}/dissolution", end)).ShouldBeJsonAsync(200);
        JsonNode.DeepEquals(ended["dissolution"], end).ShouldBeTrue(ended.ToString());

        var decisions = (await client.GetFromJsonAsync<JsonObject>($"{path}/decisions"))!["items"]!.AsArray();
        JsonNode
            .DeepEquals(
                decisions,
                new JsonArray(
                    Said(
                        1,
                        "establishment",
                        "12/QĐ-UBND",
                        "2022-04-01",
                        "UBND xã Lũng Cú",
                        "2022-04-01",
                        "cnscd",
                        null
                    ),
                    Said(
                        2,
                        "consolidation",
                        "30/QĐ-UBND",
                        "2023-01-10",
                        "UBND xã Lũng Cú",
                        "2023-02-01",
                        "cnscd",
                        null
                    ),
                    Said(3, "renaming", "45/QĐ-UBND", "2023-07-21", null, "2023-07-21", "cdscd", "Tổ Nà Tho"),
                    Said(
                        4,
                        "dissolution",
                        "7/QĐ-UBND",
                        "2025-06-25",
                        "UBND tỉnh",
                        "2025-07-01",
                        "cdscd",
                        "Tổ Nà Tho",
                        "Sắp xếp"
                    )
                )
            )
            .ShouldBeTrue(decisions.ToString());
        var page = await client.GetFromJsonAsync<JsonObject>($"{path}/decisions?limit=3");
        (await client.GetFromJsonAsync<JsonObject>($"{path}/decisions?limit=3&cursor={page!["next"]}"))!["items"]!
            .AsArray()
            .ShouldHaveSingleItem()!["teamVersion"]!
            .GetValue<int>()
            .ShouldBe(4);

        foreach (
            var (day, kind, number, isOver) in new[]
            {
                ("2022-04-01", "cnscd", "12/QĐ-UBND", false),
                ("2023-01-31", "cnscd", "12/QĐ-UBND", false),
                ("2023-02-01", "cnscd", "30/QĐ-UBND", false),
                ("2024-01-01", "cdscd", "45/QĐ-UBND", false),
                ("2025-06-30", "cdscd", "45/QĐ-UBND", false),
                ("2025-07-01", "cdscd", "45/QĐ-UBND", true),
            }
        )
        {
            var then = await (await client.GetAsync($"{path}?asOf={day}")).ShouldBeJsonAsync(200);
            ((string)then["kind"]!, (string)then["decisionNumber"]!, then["dissolution"] is not null).ShouldBe(
                (kind, number, isOver)
            );
        }
        await (await client.GetAsync($"{path}?asOf=2022-03-31")).ShouldBeProblemAsync(
            404,
            "team.not-yet-established",
            $"Team {id} had not yet been established on 31/03/2022."
        );
    }

    [Fact]
    public async Task No_decision_takes_effect_before_the_latest()
    {
        var id = await service.TeamAsync();
        var client = service.Client("02");
        var change = Decision("2/QĐ-UBND", "2021-01-01", "cdscd", null);
        // Without a day of its own it holds from the latest on, here the establishment's.
        await (await client.PutAsync($"/v1/teams/{id}", change, "\"1\"")).ShouldBeJsonAsync(200);
        change["decisionNumber"] = "3/QĐ-UBND";
        change["effectiveOn"] = "2022-03-31";
        await (await client.PutAsync($"/v1/teams/{id}", change, "\"2\"")).ShouldBeProblemAsync(
            422,
            "team.decision-before-latest",
            "A decision cannot take effect before the latest one about the team, 01/04/2022."
        );
        change["effectiveOn"] = "2023-01-01";
        await (await client.PutAsync($"/v1/teams/{id}", change, "\"2\"")).ShouldBeJsonAsync(200);
        var end = new JsonObject
        {
            ["decisionNumber"] = "7/QĐ-UBND",
            ["decisionDate"] = "2022-06-25",
            ["dissolvedOn"] = "2022-07-01",
        };
        await (await service.Client("02", "vi").PutAsync($"/v1/teams/{id}/dissolution", end)).ShouldBeProblemAsync(
            422,
            "team.decision-before-latest",
            "Quyết định không thể có hiệu lực trước quyết định gần nhất về tổ, từ ngày 01/01/2023."
        );
        await (await service.Client("04").GetAsync($"/v1/teams/{id}/decisions")).ShouldBeJsonAsync(403);
    }

    [Fact]
    public async Task Teams_from_before_get_the_decisions_that_are_known()
    {
        var options = new DbContextOptionsBuilder<RegistryDbContext>()
            .UseNpgsql(await service.Servers.CreateDatabaseAsync("registry"))
            .Options;
        await using var db = new RegistryDbContext(options);
        await db.GetService<IMigrator>().MigrateAsync("20261122114537_NamesakesWithoutPhone");
        var (alive, dissolved) = (Guid.NewGuid(), Guid.NewGuid());
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO units (id, version, code, level, type, name, full_name, valid_from, search_key, name_key)
            VALUES (1, 1, '08494', 3, 'Xã', 'Lâm Thao', 'Xã Lâm Thao', '2022-07-01', 'xa lam thao', 'lâm thao');
            INSERT INTO teams (
                id, version, unit_id, unit_path, kind, name, decision_number, decision_date, established_on,
                dissolution_number, dissolution_date, dissolved_on, dissolution_reason, recorded_hash, recorded_by)
            VALUES
                ({alive}, 2, 1, 'VN/25/08494', 'cnscd', 'Tổ Đồng Đậu', '1/QĐ', '2022-04-01', '2022-05-01',
                    null, null, null, null, 0, 'phu-tho'),
                ({dissolved}, 4, 1, 'VN/25/08494', 'cnscd', null, '2/QĐ', '2022-04-01', '2022-04-01',
                    '9/QĐ', '2025-06-01', '2025-07-01', 'Sắp xếp', 0, 'phu-tho')
            """
        );

        await db.Database.MigrateAsync();

        var written = await db.TeamDecisions.OrderBy(decision => decision.TeamVersion).ToListAsync();
        written
            .Where(decision => decision.TeamId == alive)
            .Select(each => (each.TeamVersion, each.Type, each.DecisionNumber, each.EffectiveOn, each.Name, each.Ends))
            .ShouldBe([(1, "establishment", "1/QĐ", new DateOnly(2022, 5, 1), "Tổ Đồng Đậu", false)]);
        written
            .Where(decision => decision.TeamId == dissolved)
            .Select(each => (each.TeamVersion, each.Type, each.DecisionNumber, each.Reason, each.Ends))
            .ShouldBe([(1, "establishment", "2/QĐ", null, false), (4, "dissolution", "9/QĐ", "Sắp xếp", true)]);
        (await db.Teams.SingleAsync(team => team.Id == alive)).SearchKey.ShouldBe("to dong dau");
    }

    private static JsonObject Decision(string number, string date, string kind, string? name) =>
        new()
        {
            ["kind"] = kind,
            ["name"] = name,
            ["decisionNumber"] = number,
            ["decisionDate"] = date,
        };

    private static JsonObject Said(
        int version,
        string type,
        string number,
        string date,
        string? signatory,
        string effectiveOn,
        string kind,
        string? name,
        string? reason = null
    ) =>
        new()
        {
            ["teamVersion"] = version,
            ["type"] = type,
            ["decisionNumber"] = number,
            ["decisionDate"] = date,
            ["signatory"] = signatory,
            ["effectiveOn"] = effectiveOn,
            ["kind"] = kind,
            ["name"] = name,
            ["ends"] = type == "dissolution",
            ["reason"] = reason,
            ["mergerId"] = null,
        };
}
