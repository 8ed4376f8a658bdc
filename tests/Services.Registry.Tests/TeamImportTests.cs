using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class TeamImportTests(RegistryService service, ITestOutputHelper output)
{
    private const string Header =
        "unitCode,kind,name,decisionNumber,decisionDate,establishedOn,memberFullName,memberPhone,memberRole,memberBackground\n";

    [Fact]
    public async Task A_broken_member_is_left_out_alone_and_a_broken_team_with_its_members()
    {
        var (first, second) = (await service.VillageAsync(), await service.VillageAsync());
        var csv =
            Header
            + $"{first},cnscd,,1/QĐ,01/04/2022,,Vàng A,912345678,leader,village-head\n"
            + $"{first},cnscd,,1/QĐ,01/04/2022,,Vàng B,0112345678,deputy,party-cell-secretary\n"
            + $"{first},cnscd,,1/QĐ,01/04/2022,,Vàng C,0912345679,member,police\n"
            + $"99999-001,cnscd,,2/QĐ,2022-04-01,,Vàng D,0912345670,leader,village-head\n"
            + $"{second},cnscd,,3/QĐ,hôm qua,,Vàng E,0912345671,leader,chief\n"
            + $"{second},cnscd,,4/QĐ,2022-04-01,,,,,\n";
        var client = service.Client("02");

        var dry = await (await client.PostAsync("/v1/team-imports?dryRun=true", Make.Csv(csv))).ShouldBeJsonAsync(200);
        (await client.GetFromJsonAsync<JsonObject>($"/v1/teams?unit={first}"))!["items"]!.AsArray().Count.ShouldBe(0);
        var done = await (await client.PostAsync("/v1/team-imports", Make.Csv(csv))).ShouldBeJsonAsync(200);
        dry["dryRun"] = false;
        JsonNode.DeepEquals(dry, done).ShouldBeTrue(dry.ToString());
        Counts(done).ShouldBe((2, 0, 2));
        Counts(done["members"]!).ShouldBe((2, 0, 3));
        Errors(done)
            .ShouldBe([
                (2, "memberPhone", "member.phone-invalid"),
                (4, "unitCode", "team.unit-unknown"),
                (4, "member", "team-import.team-refused"),
                (5, "decisionDate", "request.field-unreadable"),
                (5, "memberBackground", "member.code-unknown"),
            ]);

        var again = await (await client.PostAsync("/v1/team-imports", Make.Csv(csv))).ShouldBeJsonAsync(200);
        Counts(again).ShouldBe((0, 2, 2));
        Counts(again["members"]!).ShouldBe((0, 2, 3));
    }

    [Fact]
    public async Task Text_that_is_no_text_takes_nobody_elses_row_down()
    {
        var village = await service.VillageAsync();
        var csv =
            Header
            + $"{village},cnscd,,1/QĐ,01/04/2022,,Vàng A,{Make.Phone()},leader,village-head\n"
            + $"{village},cnscd,,1/QĐ,01/04/2022,,Vàng \uffff,{Make.Phone()},deputy,police\n"
            + $"{village},cnscd,,1/QĐ,01/04/2022,,\u200b,{Make.Phone()},member,police\n"
            + $"{village},cnscd,,2/QĐ \ufffe,01/04/2022,,,,,\n";

        var done = await (await service.Client("02").PostAsync("/v1/team-imports", Make.Csv(csv))).ShouldBeJsonAsync(
            200
        );

        Counts(done).ShouldBe((1, 0, 1));
        Counts(done["members"]!).ShouldBe((1, 0, 2));
        Errors(done)
            .ShouldBe([
                (2, "memberFullName", "request.text-forbidden"),
                (3, "memberFullName", "request.text-invisible"),
                (4, "decisionNumber", "request.text-forbidden"),
            ]);
    }

    [Fact]
    public async Task Rows_of_JSON_name_the_member()
    {
        var village = await service.VillageAsync();
        var commune = service.Commune();
        var (good, bad, twice) = (Make.Member(), Make.Member(phone: "1"), Guid.NewGuid());
        JsonObject[] rows =
        [
            Make.Team(village, twice, "1/QĐ", good, bad),
            Make.Team(commune, twice, "2/QĐ"),
            Make.Team(commune, null, "3/QĐ", Make.Member("Lù A")),
        ];
        rows[2]["members"]![0]!["joinedOn"] = "2021-01-01";

        var done = await (
            await service.Client("02").PostAsync("/v1/team-imports", Make.Ndjson(rows))
        ).ShouldBeJsonAsync(200);

        Counts(done).ShouldBe((2, 0, 1));
        Counts(done["members"]!).ShouldBe((1, 0, 2));
        Errors(done)
            .ShouldBe([
                (1, "members[1].phone", "member.phone-invalid"),
                (2, "id", "team.id-taken"),
                (3, "members[0].joinedOn", "member.joined-before-team"),
            ]);
        done["errors"]!.ToJsonString().ShouldNotContain("Lù");
    }

    [Fact]
    public async Task Nobody_imports_teams_of_others()
    {
        var village = await service.VillageAsync();
        var done = await (
            await service.Client("04").PostAsync("/v1/team-imports", Make.Ndjson(Make.Team(village)))
        ).ShouldBeJsonAsync(200);
        Errors(done).ShouldBe([(1, "unitCode", "auth.unit-out-of-scope")]);
        foreach (var type in new[] { "text/plain", "text/csv;;;;", "text/csv-schema" })
        {
            var content = new StringContent("x") { Headers = { ContentType = null } };
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            await (await service.Client("02").PostAsync("/v1/team-imports", content)).ShouldBeProblemAsync(
                415,
                "request.media-type-unsupported",
                "That content type is not supported here."
            );
        }
    }

    [Fact]
    public async Task A_list_refused_as_a_whole_leaves_nothing_behind()
    {
        var village = await service.VillageAsync();
        var client = service.Client("02");
        var rows = Enumerable.Range(0, 1_500).Select(number => Make.Team(village, null, $"{number}/QĐ").ToJsonString());

        var cutOff = await client.PostAsync("/v1/team-imports", Make.Json($"[{string.Join(',', rows)}"));
        ((int)cutOff.StatusCode).ShouldBe(400);
        var tooMany = Header + string.Concat(Enumerable.Range(0, 100_001).Select(Line));
        await (await client.PostAsync("/v1/team-imports", Make.Csv(tooMany))).ShouldBeProblemAsync(
            413,
            "team-import.too-many-rows",
            "A list holds at most 100000 rows; none of these was recorded."
        );

        (await client.GetFromJsonAsync<JsonObject>($"/v1/teams?unit={village}"))!["items"]!.AsArray().ShouldBeEmpty();

        string Line(int number) => $"{(number < 1_500 ? village : "99999")},cnscd,,{number}/QĐ,2022-04-01,,,,,\n";
    }

    [Fact]
    public async Task Namesakes_on_the_lines_of_a_list_are_two_people()
    {
        var village = await service.VillageAsync();
        var line = $"{village},cnscd,,1/QĐ,2022-04-01,,Giàng A Páo,,member,police\n";
        var client = service.Client("02");

        foreach (var (accepted, unchanged) in new[] { (2, 0), (0, 2) })
        {
            var answer = await client.PostAsync("/v1/team-imports", Make.Csv(Header + line + line));
            Counts((await answer.ShouldBeJsonAsync(200))["members"]!).ShouldBe((accepted, unchanged, 0));
        }
        var third = await client.PostAsync("/v1/team-imports", Make.Csv(Header + line + line + line));
        Counts((await third.ShouldBeJsonAsync(200))["members"]!).ShouldBe((1, 2, 0));
    }

    [Fact]
    public async Task A_province_is_in_within_seconds()
    {
        var client = service.Client("04");
        var communes = (await client.GetFromJsonAsync<JsonObject>("/v1/units?within=04&level=3&limit=1000"))!["items"]!
            .AsArray()
            .Select(unit => (string)unit!["code"]!)
            .ToArray();
        var villages = Enumerable
            .Range(0, 2071)
            .Select(index => new JsonObject
            {
                ["parentCode"] = communes[index % communes.Length],
                ["type"] = "xóm",
                ["name"] = $"Số {index}",
            });
        var watch = Stopwatch.StartNew();
        Counts(
                await (
                    await client.PostAsync("/v1/unit-imports/villages", Make.Ndjson([.. villages]))
                ).ShouldBeJsonAsync(200)
            )
            .ShouldBe((2071, 0, 0));
        output.WriteLine($"2,071 villages: {watch.Elapsed.TotalSeconds:F2} s");
        var codes = await service.InDatabaseAsync(db =>
            db.Units.Where(unit => unit.Level == 4 && communes.Contains(unit.Code.Substring(0, 5)))
                .OrderBy(unit => unit.Code)
                .Select(unit => unit.Code)
                .Take(2071)
                .ToListAsync()
        );
        var teams = codes
            .Select(
                (code, index) =>
                    Make.Team(
                        code,
                        Guid.NewGuid(),
                        "9/QĐ",
                        [
                            .. Enumerable
                                .Range(0, index < 1776 ? 6 : 5)
                                .Select(number => Make.Member($"Nông Văn {number}")),
                        ]
                    )
            )
            .ToArray();

        watch.Restart();
        var done = await (await client.PostAsync("/v1/team-imports", Make.Ndjson(teams))).ShouldBeJsonAsync(200);
        output.WriteLine($"2,071 teams, 12,131 members: {watch.Elapsed.TotalSeconds:F2} s");
        Counts(done).ShouldBe((2071, 0, 0));
        Counts(done["members"]!).ShouldBe((12_131, 0, 0));
        watch.Restart();
        var again = await (await client.PostAsync("/v1/team-imports", Make.Ndjson(teams))).ShouldBeJsonAsync(200);
        output.WriteLine($"again: {watch.Elapsed.TotalSeconds:F2} s");
        Counts(again["members"]!).ShouldBe((0, 12_131, 0));
    }

    private static (int, int, int) Counts(JsonNode answer) =>
        ((int)answer["accepted"]!, (int)answer["unchanged"]!, (int)answer["rejected"]!);

    private static IEnumerable<(int, string, string)> Errors(JsonObject answer) =>
        answer["errors"]!
            .AsArray()
            .Select(error => ((int)error!["row"]!, (string)error["field"]!, (string)error["code"]!));
}
