using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class VillageTests(RegistryService service)
{
    [Fact]
    public async Task A_village_is_registered_once_seen_at_once_and_told_of()
    {
        var commune = service.Commune();
        var client = service.Client("02");
        (await client.GetFromJsonAsync<JsonObject>($"/v1/units/{commune}/children"))!["items"]!
            .AsArray()
            .Count.ShouldBe(0);

        var sent = new
        {
            parentCode = commune,
            type = "TỔ DÂN PHỐ",
            name = " Hoà  Bình ",
        };
        var first = await client.PostAsJsonAsync("/v1/units", sent);
        var village = await first.ShouldBeJsonAsync(201);
        first.Headers.Location!.OriginalString.ShouldBe($"/v1/units/{commune}-001");
        ((string)village["fullName"]!).ShouldBe("Tổ dân phố Hoà Bình");
        ((string)village["path"]!).ShouldEndWith($"/{commune}/{commune}-001");
        ((string)village["parentCode"]!).ShouldBe(commune);
        ((int)village["level"]!).ShouldBe(4);
        await (await client.PostAsJsonAsync("/v1/units", sent with { name = "Hòa Bình" })).ShouldBeJsonAsync(
            200,
            village
        );
        (await client.GetFromJsonAsync<JsonObject>($"/v1/units/{commune}/children"))!["items"]!
            .AsArray()
            .Count.ShouldBe(1);

        var heard = await service.Events.WaitForAsync(heard => heard.Body.Contains($"{commune}-001"));
        heard.RoutingKey.ShouldBe("registry.units-changed.v1.02");
        var fact = heard.As<UnitsChanged>().Facts.ShouldHaveSingleItem();
        (fact.UnitId, fact.Version, fact.Code, fact.Level).ShouldBe(((int)village["id"]!, 1, $"{commune}-001", 4));
        fact.Placements.ShouldHaveSingleItem().ValidFrom.ShouldBe(fact.ValidFrom);
    }

    [Fact]
    public async Task Display_codes_are_unique_under_concurrency()
    {
        var commune = service.Commune();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(async index =>
                {
                    var village = new
                    {
                        parentCode = commune,
                        type = "bản",
                        name = $"Số {index / 2}",
                    };
                    return await service.Client().PostAsJsonAsync("/v1/units", village);
                })
        );

        var codes = new List<(string Name, string Code)>();
        foreach (var answer in answers)
        {
            ((int)answer.StatusCode).ShouldBeOneOf(200, 201);
            var body = await answer.Content.ReadFromJsonAsync<JsonObject>();
            codes.Add(((string)body!["name"]!, (string)body["code"]!));
        }
        codes
            .Distinct()
            .Select(pair => pair.Code)
            .Order()
            .ShouldBe(Enumerable.Range(1, 20).Select(number => $"{commune}-{number:D3}"));
    }

    [Fact]
    public async Task Codes_that_clients_bring_use_up_no_others()
    {
        var commune = service.Commune();
        var client = service.Client("02");
        async Task<string> RegisterAsync(string name, string? code = null)
        {
            var village = new
            {
                parentCode = commune,
                type = "thôn",
                name,
                code,
            };
            return (string)(await (await client.PostAsJsonAsync("/v1/units", village)).ShouldBeJsonAsync(201))["code"]!;
        }

        (await RegisterAsync("Cuối", $"{commune}-999999")).ShouldBe($"{commune}-999999");
        (await RegisterAsync("Hai", $"{commune}-002")).ShouldBe($"{commune}-002");
        (await RegisterAsync("Một")).ShouldBe($"{commune}-001");
        (await RegisterAsync("Ba")).ShouldBe($"{commune}-003");
        // A counter that stands at the end, as those did that took note of such a code, begins anew.
        await service.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"UPDATE village_counters SET last_number = 999999 WHERE commune_code = {commune}"
            )
        );
        (await RegisterAsync("Bốn")).ShouldBe($"{commune}-004");
    }

    [Theory]
    [InlineData("\ufffe")]
    [InlineData("Nà \uffff")]
    [InlineData("Nà \ufdd0")]
    [InlineData("Nà \0")]
    public async Task A_name_that_is_no_text_is_refused_and_its_neighbours_are_not(string name)
    {
        var commune = service.Commune();
        var client = service.Client("02");
        JsonObject Village(string name, string type = "thôn") =>
            new()
            {
                ["parentCode"] = commune,
                ["type"] = type,
                ["name"] = name,
            };
        const string text = "Text must not contain codes that are no characters, such as U+0000 or U+FFFE.";

        await (await client.PostAsJsonAsync("/v1/units", Village(name, name))).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("type", "request.text-forbidden", text),
            ("name", "request.text-forbidden", text)
        );
        if (name.Contains('\0', StringComparison.Ordinal))
            return;
        var list = await client.PostAsync(
            "/v1/unit-imports/villages",
            Make.Ndjson(Village("Một"), Village(name), Village("Ba"))
        );
        var answer = await list.ShouldBeJsonAsync(200);
        ((int)answer["accepted"]!, (int)answer["rejected"]!).ShouldBe((2, 1));
        var error = answer["errors"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)error["row"]!, (string)error["field"]!, (string)error["code"]!).ShouldBe(
            (2, "name", "request.text-forbidden")
        );
    }

    [Theory]
    [InlineData("\u200b")]
    [InlineData(" \u202e\u2066 ")]
    [InlineData("\u3164\u00ad")]
    [InlineData("\u0007\u0301")]
    public async Task A_name_can_be_seen(string name)
    {
        var village = new
        {
            parentCode = service.Commune(),
            type = "thôn",
            name,
        };
        await (await service.Client(language: "vi").PostAsJsonAsync("/v1/units", village)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "Yêu cầu có trường không hợp lệ.",
            ("name", "request.text-invisible", "Văn bản không có ký tự nào nhìn thấy được.")
        );
    }

    [Theory]
    [InlineData("%EF%BF%BE")]
    [InlineData("%EF%BF%BF")]
    [InlineData("a%00")]
    public async Task A_search_for_what_is_no_text_is_refused(string q)
    {
        await (await service.Client().GetAsync($"/v1/units?q={q}")).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            (
                "q",
                "request.text-forbidden",
                "Text must not contain codes that are no characters, such as U+0000 or U+FFFE."
            )
        );
    }

    [Theory]
    [InlineData("vi", "Mã truy cập không có quyền đối với đơn vị {0}.")]
    [InlineData("en", "The access token gives no right over unit {0}.")]
    public async Task Nobody_registers_villages_of_others(string language, string text)
    {
        var commune = service.Commune();
        var village = new
        {
            parentCode = commune,
            type = "thôn",
            name = "Một",
        };

        await (await service.Client("04", language).PostAsJsonAsync("/v1/units", village)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            text.Replace("{0}", commune)
        );
    }

    [Fact]
    public async Task A_parent_is_a_commune_of_today()
    {
        var client = service.Client(language: "vi");

        await (
            await client.PostAsJsonAsync(
                "/v1/units",
                new
                {
                    parentCode = "024",
                    type = "thôn",
                    name = "Một",
                }
            )
        ).ShouldBeProblemAsync(
            422,
            "unit.parent-not-commune",
            "Thành phố Hà Giang không phải là xã, phường, thị trấn hay đặc khu nên không thể có thôn, tổ dân phố."
        );
        await (
            await client.PostAsJsonAsync(
                "/v1/units",
                new
                {
                    parentCode = "99999",
                    type = "phố",
                    name = "",
                }
            )
        ).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "Yêu cầu có trường không hợp lệ.",
            (
                "type",
                "unit.village-type-unknown",
                "Loại đơn vị phải là một trong: Buôn, Bản, Khu, Khu phố, Khóm, Khối phố, Làng, Phum, Sóc, Thôn, Tiểu khu, Tổ dân phố, Xóm, Ấp."
            ),
            ("name", "field.not-empty", "'name' không được rỗng.")
        );
    }

    [Fact]
    public async Task A_list_lands_row_by_row_and_twice_is_once()
    {
        var commune = service.Commune();
        var csv =
            "parentCode,type,name,code\n"
            + $"{commune},thôn,Một,\n{commune},phố,Hai,\n99999,thôn,Ba,\n{commune},xóm,Bốn,{commune}-017\n{commune},xóm,Năm,\n"
            + $"{commune},ấp,Sáu,{commune}-017\n{commune},thôn,MỘT,{commune}-001\n";
        var client = service.Client("02");

        var dry = await client.PostAsync("/v1/unit-imports/villages?dryRun=true", Make.Csv(csv));
        var errors = new[]
        {
            (2, "type", "unit.village-type-unknown"),
            (3, "parentCode", "unit.parent-unknown"),
            (6, "code", "unit.village-code-taken"),
        };
        ShouldBe(await dry.ShouldBeJsonAsync(200), 3, 1, true);
        (
            await service.InDatabaseAsync(db => db.Units.CountAsync(unit => unit.Code.StartsWith(commune + "-")))
        ).ShouldBe(0);
        ShouldBe(
            await (await client.PostAsync("/v1/unit-imports/villages", Make.Csv(csv))).ShouldBeJsonAsync(200),
            3,
            1,
            false
        );
        ShouldBe(
            await (await client.PostAsync("/v1/unit-imports/villages", Make.Csv(csv))).ShouldBeJsonAsync(200),
            0,
            4,
            false
        );
        var codes = await service.InDatabaseAsync(db =>
            db.Units.Where(unit => unit.Code.StartsWith(commune + "-")).Select(unit => unit.Code).Order().ToListAsync()
        );
        codes.ShouldBe([$"{commune}-001", $"{commune}-002", $"{commune}-017"]);

        void ShouldBe(JsonObject answer, int accepted, int unchanged, bool dryRun)
        {
            (
                (int)answer["accepted"]!,
                (int)answer["unchanged"]!,
                (int)answer["rejected"]!,
                (bool)answer["dryRun"]!
            ).ShouldBe((accepted, unchanged, 3, dryRun));
            answer["errors"]!
                .AsArray()
                .Select(error => ((int)error!["row"]!, (string)error["field"]!, (string)error["code"]!))
                .ShouldBe(errors);
        }
    }

    [Fact]
    public async Task A_list_refused_as_a_whole_leaves_nothing_behind()
    {
        var commune = service.Commune();
        var client = service.Client("02");
        string Villages(int count) =>
            string.Join(
                ',',
                Enumerable
                    .Range(0, count)
                    .Select(number => $$"""{"parentCode":"{{commune}}","type":"thôn","name":"Số {{number}}"}""")
            );

        var cutOff = await client.PostAsync("/v1/unit-imports/villages", Make.Json($"[{Villages(1_500)}"));
        ((int)cutOff.StatusCode).ShouldBe(400);
        await (
            await client.PostAsync("/v1/unit-imports/villages", Make.Json($"[{Villages(100_001)}]"))
        ).ShouldBeProblemAsync(413, "request.too-large", "The request body is too large.");

        (
            await service.InDatabaseAsync(db => db.Units.CountAsync(unit => unit.Code.StartsWith(commune + "-")))
        ).ShouldBe(0);
    }
}
