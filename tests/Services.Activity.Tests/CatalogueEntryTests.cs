using System.Net.Http.Json;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Topics;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class CatalogueEntryTests(ActivityService service)
{
    private const string Entries = "/v1/topics/entries";

    [Fact]
    public async Task A_province_adds_what_is_its_own_once_however_often_it_is_sent()
    {
        var province = await Province.CreateAsync(service);
        var client = service.Client(province.Code);
        var entry = province.Entry("c-thai-nguyen");
        entry["maxCount"] = 50;

        var first = await client.PostAsJsonAsync(Entries, entry);
        first.Headers.Location!.OriginalString.ShouldBe(Province.PathOf(entry));
        first.Headers.ETag!.Tag.ShouldBe("\"1\"");
        var added = await first.ShouldBeJsonAsync(201);
        await (await client.PostAsJsonAsync(Entries, entry)).ShouldBeJsonAsync(200, added);
        await (await client.GetAsync(Province.PathOf(entry))).ShouldBeJsonAsync(200, added);
        entry["maxCount"] = 51;
        await (await client.PostAsJsonAsync(Entries, entry)).ShouldBeProblemAsync(
            409,
            "catalogue-entry.code-taken",
            $"The code {entry["code"]} is in the catalogue already, with other content."
        );
    }

    [Fact]
    public async Task Of_two_who_add_the_same_at_the_same_moment_one_adds_it()
    {
        var province = await Province.CreateAsync(service);
        var entry = province.Entry("id");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => service.Client().PostAsJsonAsync(Entries, entry))
        );

        answers.Select(answer => (int)answer.StatusCode).Order().ShouldBe([200, 200, 200, 201]);
    }

    [Theory]
    [InlineData("own", "other")]
    [InlineData("VN", "own")]
    public async Task Nobody_adds_for_others(string unit, string caller)
    {
        var (own, other) = (await Province.CreateAsync(service), await Province.CreateAsync(service));
        var entry = unit == "VN" ? Province.Entry("VN", "smart-tv", "topic") : own.Entry("app");

        await (
            await service.Client(caller == "own" ? own.Code : other.Code).PostAsJsonAsync(Entries, entry)
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {entry["unit"]}."
        );
    }

    [Fact]
    public async Task Only_the_scope_of_the_catalogue_changes_it()
    {
        var client = service.Client("VN", "en", [.. Scopes.All.Except([Scopes.ActivityCatalogue])]);
        var entry = Province.Entry("VN", "smart-home", "topic");

        foreach (
            var answer in new[]
            {
                await client.PostAsJsonAsync(Entries, entry),
                await client.PutAsync($"{Entries}/form/campaign", Province.Change(entry), "\"1\""),
            }
        )
            await answer.ShouldBeProblemAsync(
                403,
                "auth.scope-missing",
                "The access token lacks the scope that this needs."
            );
    }

    [Fact]
    public async Task Only_provinces_that_are_there_have_entries() =>
        await (
            await service.Client().PostAsJsonAsync(Entries, Province.Entry("99", "99.app", "outcome"))
        ).ShouldBeProblemAsync(
            422,
            "catalogue-entry.unit-not-province",
            "No province bears the code 99 today; only the nation (VN) and provinces have entries."
        );

    [Theory]
    [InlineData("VN", "19.app", null)]
    [InlineData("VN", "9-lives", null)]
    [InlineData("VN", "App", null)]
    [InlineData("VN", "ứng-dụng", null)]
    [InlineData("VN", "app_one", null)]
    [InlineData("VN", "app.", null)]
    [InlineData("VN", "app.part", null)]
    [InlineData("VN", "app.part", "e-wallets")]
    [InlineData("VN", "app", "e-wallets")]
    [InlineData("VN", "e-wallets.a.b", "e-wallets.a")]
    [InlineData("19", "app", null)]
    [InlineData("19", "20.app", null)]
    [InlineData("19", "19app", null)]
    [InlineData("19", "19.", null)]
    [InlineData("19", "19.app.part", "19.other")]
    public async Task Codes_tell_whose_they_are(string unit, string code, string? partOf)
    {
        var entry = Province.Entry(unit, code, "outcome");
        entry["partOf"] = partOf;

        var answer = await service.Client().PostAsJsonAsync(Entries, entry);

        await answer.ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            (
                "code",
                "catalogue-entry.code-invalid",
                "A code is of lower-case letters, digits and hyphens, 64 characters at most: the nation's begins with a letter, a province's with the province's code and a dot; a part's with the code of a whole of the same owner and a dot."
            )
        );
    }

    [Theory]
    [InlineData("people-guided")]
    [InlineData("teams")]
    [InlineData("members-trained")]
    public async Task An_outcome_cannot_be_a_figure_of_the_platform(string code) =>
        await (
            await service.Client(language: "vi").PostAsJsonAsync(Entries, Province.Entry("VN", code, "outcome"))
        ).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "Yêu cầu có trường không hợp lệ.",
            ("code", "catalogue-entry.code-reserved", "Mã này đã dành cho số liệu do hệ thống tự tính.")
        );

    [Fact]
    public async Task An_entry_that_makes_no_sense_is_told_why()
    {
        var client = service.Client();
        var entry = Province.Entry("VN", "nonsense", "hobby");
        entry["en"] = "";
        entry["validTo"] = "2022-01-01";
        await (await client.PostAsJsonAsync(Entries, entry)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            (
                "kind",
                "catalogue-entry.kind-unknown",
                "The kind must be one of: topic, form, audience, outcome, channel."
            ),
            ("en", "field.not-empty", "'en' must not be empty."),
            ("validTo", "catalogue-entry.period-reversed", "The period must end after it begins.")
        );

        var bounded = Province.Entry("VN", "nonsense", "topic");
        bounded["maxCount"] = 5;
        await (await client.PostAsJsonAsync(Entries, bounded)).ShouldBeProblemAsync(
            422,
            "catalogue-entry.bound-misplaced",
            "Only an outcome has maxCount; only a form has maxPeople and maxHouseholds."
        );
        foreach (
            var (kind, code, whole) in new[]
            {
                ("outcome", "nothing.part", "nothing"),
                ("topic", "e-wallets.part", "e-wallets"),
            }
        )
        {
            var part = Province.Entry("VN", code, kind);
            part["partOf"] = whole;
            await (await client.PostAsJsonAsync(Entries, part)).ShouldBeProblemAsync(
                422,
                "catalogue-entry.whole-unknown",
                "Only an outcome can be part of another; that one is the nation's or the same province's, and itself no part."
            );
        }
    }

    [Fact]
    public async Task A_change_needs_the_version_it_changes_and_can_be_sent_again()
    {
        var province = await Province.CreateAsync(service);
        var entry = province.Entry("app");
        await Province.AddAsync(service, entry);
        var (path, change) = (Province.PathOf(entry), Province.Change(entry));
        change["validTo"] = "2099-01-01";
        var client = service.Client(province.Code);

        await (await client.PutAsync(path, change, null)).ShouldBeProblemAsync(
            428,
            "request.version-required",
            "Send an If-Match header with the version being changed."
        );
        await (
            await service.Client((await Province.CreateAsync(service)).Code).PutAsync(path, change, "\"1\"")
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {province.Code}."
        );
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var answer = await client.PutAsync(path, change, "\"1\"");
            answer.Headers.ETag!.Tag.ShouldBe("\"2\"");
            ((string?)(await answer.ShouldBeJsonAsync(200))["validTo"]).ShouldBe("2099-01-01");
        }
        change["vi"] = "Tên khác";
        await (await client.PutAsync(path, change, "\"1\"")).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 2)."
        );
        await (await client.PutAsync($"{Entries}/outcome/none", change, "\"1\"")).ShouldBeProblemAsync(
            404,
            "catalogue-entry.not-found",
            "There is no outcome with the code none."
        );
    }

    [Fact]
    public async Task Topics_are_those_of_a_unit_on_a_day()
    {
        var (own, other) = (await Province.CreateAsync(service), await Province.CreateAsync(service));
        var entry = own.Entry("app");
        entry["validFrom"] = "2024-05-01";
        entry["validTo"] = "2024-06-01";
        await Province.AddAsync(service, entry);
        var code = (string)entry["code"]!;

        async Task<bool> ListedAsync(string query, string caller = "VN") =>
            (await (await service.Client(caller).GetAsync($"/v1/topics?{query}")).ShouldBeJsonAsync(200))["outcomes"]!
                .AsArray()
                .Any(outcome => (string?)outcome!["code"] == code);
        (await ListedAsync($"unit={own.Code}&asOf=2024-05-01")).ShouldBeTrue();
        (await ListedAsync("asOf=2024-05-31", own.Code)).ShouldBeTrue();
        (await ListedAsync($"unit={own.Code}&asOf=2024-06-01")).ShouldBeFalse();
        (await ListedAsync($"unit={own.Code}&asOf=2024-04-30")).ShouldBeFalse();
        (await ListedAsync($"unit={own.Code}")).ShouldBeFalse();
        (await ListedAsync($"unit={other.Code}&asOf=2024-05-01")).ShouldBeFalse();
        (await ListedAsync("asOf=2024-05-01")).ShouldBeFalse();
        await (await service.Client().GetAsync("/v1/topics?unit=97&asOf=2024-05-01")).ShouldBeProblemAsync(
            404,
            "catalogue-entry.unit-unknown",
            "No unit bore the code 97 on 01/05/2024."
        );
    }

    [Fact]
    public async Task All_entries_are_listed_page_by_page_and_as_a_file()
    {
        var province = await Province.CreateAsync(service);
        foreach (var code in new[] { "c", "a", "b" })
            await Province.AddAsync(service, province.Entry(code));
        await Province.AddAsync(service, province.Entry("z", CatalogueKinds.Channel));
        var client = service.Client();

        var read = new List<string>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await client.GetFromJsonAsync<Page<CatalogueEntryResponse>>(
                $"{Entries}?unit={province.Code}&limit=3&cursor={cursor}"
            );
            read.AddRange(page!.Items.Select(item => $"{item.Kind} {item.Code}"));
            cursor = page.Next;
        }
        read.ShouldBe([
            $"channel {province.Code}.z",
            $"outcome {province.Code}.a",
            $"outcome {province.Code}.b",
            $"outcome {province.Code}.c",
        ]);
        var csv = await client.GetStringAsync($"{Entries}?unit={province.Code}&kind=channel&format=csv");
        csv.Trim().Split('\n').Length.ShouldBe(2);
        csv.ShouldContain($"channel,{province.Code}.z,Ứng dụng của tỉnh");
    }
}
