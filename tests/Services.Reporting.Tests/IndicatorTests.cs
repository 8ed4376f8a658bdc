using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Reporting.Indicators;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>Indicators as data, and those that are worked out from others.</summary>
public sealed class IndicatorTests(ReportingService service)
{
    private static readonly DateOnly Day = new(2024, 3, 10);

    private readonly string prefix = $"i{Guid.NewGuid():N}"[..8];

    [Fact]
    public async Task A_ratio_is_the_ratio_of_sums_at_every_level_and_over_any_days()
    {
        var (country, provinces, villages) = await CountryAsync();
        await DefineAsync("rate", "ratio", Edition([Code("online")], [Code("online"), Code("paper")]));
        await service.SendAsync(
            Recorded(villages[0], Day, ("online", 1), ("paper", 1)),
            Recorded(villages[1], Day, ("online", 90), ("paper", 10)),
            Recorded(villages[1], Day.AddMonths(1), ("paper", 200)),
            Recorded(villages[2], Day, ("online", 5))
        );
        var client = service.Client(country.Nation.Code);

        (await RateAsync(client, villages[0])).ShouldBe(50m);
        (await RateAsync(client, villages[1])).ShouldBe(30m);
        // 91 of 302: neither the sum nor the mean of the two.
        (await RateAsync(client, provinces[0])).ShouldBe(30.1m);
        (await RateAsync(client, provinces[1])).ShouldBe(100m);
        (await RateAsync(client, country.Nation)).ShouldBe(31.3m);
        (await RateAsync(client, country.Nation, "boundaries=today")).ShouldBe(31.3m);
        var months = (
            await AskAsync(
                client,
                provinces[0],
                "2024-01-01",
                "2024-04-30",
                $"indicators={Code("rate")}&granularity=month"
            )
        )["periods"]!.AsArray();
        // Divided by nothing it is null, which is not 0.
        months.Select(month => (decimal?)month!["computed"]![Code("rate")]).ShouldBe([null, null, 89.2m, 0m]);
        // What it is made of is not answered unless it is asked for.
        months[2]!["figures"]!.AsObject().Count.ShouldBe(0);
        var both = await AskAsync(
            client,
            provinces[0],
            "2024-01-01",
            "2024-12-31",
            $"indicators={Code("rate")},{Code("online")}"
        );
        ((long)both["total"]![Code("online")]!).ShouldBe(91);

        Task<decimal?> RateAsync(HttpClient by, UnitFact unit, string more = "") =>
            ComputedAsync(by, unit, "2024-01-01", "2024-12-31", Code("rate"), more);
    }

    [Fact]
    public async Task Formulas_build_on_sums_differences_and_reference_figures()
    {
        var (country, provinces, villages) = await CountryAsync();
        await DefineAsync("both", "additive", Edition([Code("online"), Code("paper")]));
        await DefineAsync("net", "additive", Edition([Code("both"), $"-{Code("back")}"]));
        await DefineAsync("a-head", "ratio", Edition([Code("net")], ["figure:population"], scale: 1000, decimals: 2));
        await DefineAsync("a-team", "ratio", Edition([Code("net")], ["teams"], scale: 1, decimals: 0));
        await service.SendAsync(
            Recorded(villages[0], Day, ("online", 7), ("paper", 5), ("back", 2)),
            Country.Teams(
                Country.Team(villages[0], Day),
                Country.Team(villages[1], Day),
                Country.Team(villages[0], Day, Day.AddDays(1))
            ),
            new UnitFiguresChanged(
                DateTimeOffset.UtcNow,
                [new UnitFigureFact(provinces[0].UnitId, "population", new DateOnly(2024, 1, 1), 1, 3000)]
            )
        );
        var client = service.Client(country.Nation.Code);

        (await NumberAsync("both")).ShouldBe(12m);
        (await NumberAsync("net")).ShouldBe(10m);
        (await NumberAsync("a-head")).ShouldBe(3.33m);
        (await NumberAsync("a-team")).ShouldBe(5m);
        // The other province's population is not known, and neither is the nation's.
        (await ComputedAsync(client, country.Nation, "2024-01-01", "2024-12-31", Code("a-head"))).ShouldBeNull();

        Task<decimal?> NumberAsync(string code) =>
            ComputedAsync(client, provinces[0], "2024-01-01", "2024-12-31", Code(code));
    }

    [Fact]
    public async Task Each_day_is_judged_by_the_edition_in_force()
    {
        var (country, _, villages) = await CountryAsync();
        var old = Edition([Code("online")], [Code("paper")]) with { validFrom = "2023-01-01" };
        await DefineAsync("rate", "ratio", old);
        await service.SendAsync(Recorded(villages[0], Day, ("online", 1), ("paper", 4)));
        var client = service.Client(country.Nation.Code);
        var next = Edition([Code("online")], [Code("paper"), Code("online")], scale: 1000) with
        {
            validFrom = "2025-01-01",
            validTo = "2026-01-01",
        };

        var changed = await ChangeAsync("rate", 1, [next, old]);

        var body = await changed.ShouldBeJsonAsync(200);
        changed.Headers.ETag!.Tag.ShouldBe("\"2\"");
        body["editions"]!
            .AsArray()
            .Select(edition => $"{edition!["validFrom"]} {edition["validTo"]}")
            .ShouldBe(["2023-01-01 2025-01-01", "2025-01-01 2026-01-01"]);
        (await OnAsync("2024-12-31")).ShouldBe(25m);
        (await OnAsync("2025-06-30")).ShouldBe(200m);
        // Ended, and not begun.
        (await OnAsync("2026-01-01")).ShouldBeNull();
        (await OnAsync("2022-12-31", "2022-01-01")).ShouldBeNull();
        (await CodesAsync("?asOf=2025-12-31")).ShouldContain(Code("rate"));
        (await CodesAsync("?asOf=2026-01-01")).ShouldNotContain(Code("rate"));
        // Sent again it answers as before; a stale change does not.
        (await ChangeAsync("rate", 1, [next, old])).Headers.ETag!.Tag.ShouldBe("\"2\"");
        await RefusedAsync(ChangeAsync("rate", 1, [old]), 412, "request.version-stale");

        Task<decimal?> OnAsync(string to, string from = "2024-01-01") =>
            ComputedAsync(client, country.Nation, from, to, Code("rate"));
    }

    [Fact]
    public async Task A_retry_answers_as_before_and_another_indicator_does_not_get_the_code()
    {
        await CountryAsync();
        var edition = Edition([Code("online")], [Code("paper")]);
        await DefineAsync("rate", "ratio", edition);

        (await PostAsync("rate", "ratio", edition)).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        await (await PostAsync("rate", "ratio", edition with { scale = 10 })).ShouldBeProblemAsync(
            409,
            "indicator.code-taken",
            $"The code {Code("rate")} stands for an indicator with other content."
        );
        await (await service.Client().GetAsync("/v1/indicators/nowhere")).ShouldBeProblemAsync(
            404,
            "indicator.not-found",
            "No indicator nowhere is defined."
        );
    }

    [Fact]
    public async Task What_cannot_be_worked_out_is_refused()
    {
        await CountryAsync();
        await DefineAsync("first", "additive", Edition([Code("online")]));
        await DefineAsync("second", "additive", Edition([Code("first"), Code("paper")]));
        await DefineAsync("rate", "ratio", Edition([Code("second")], [Code("first")]));

        await RefusedAsync(ChangeAsync("first", 1, [Edition([Code("second")])]), 422, "indicator.circular");
        await RefusedAsync(ChangeAsync("first", 1, [Edition([Code("first")])]), 422, "indicator.circular");
        await RefusedAsync(ChangeAsync("online", 1, [Edition([Code("paper")])]), 422, "indicator.counted");
        await RefusedAsync(
            PostAsync("a", "ratio", Edition([Code("rate")], [Code("first")])),
            422,
            "indicator.term-not-additive"
        );
        await RefusedAsync(
            PostAsync("a", "ratio", Edition(["unheard-of"], [Code("first")])),
            422,
            "indicator.term-unknown"
        );
        await RefusedAsync(
            PostAsync("a", "ratio", Edition(["figure:cows"], [Code("first")])),
            422,
            "indicator.term-unknown"
        );
        await RefusedAsync(PostAsync("a", "ratio", Edition([Code("first")])), 422, "indicator.formula-misplaced");
        await RefusedAsync(PostAsync("a", "text", Edition([Code("first")])), 422, "indicator.formula-misplaced");
        await RefusedAsync(
            PostAsync("a", "additive", Edition(["figure:population"])),
            422,
            "indicator.formula-misplaced"
        );
        await RefusedAsync(PostAsync("a", "distinct", Edition([])), 400, "request.invalid", "indicator.kind-unknown");
        await RefusedAsync(
            PostAsync("a", "additive", Edition(["a + b"])),
            400,
            "request.invalid",
            "indicator.term-invalid"
        );
        await RefusedAsync(PostAsync("A!", "additive", Edition([])), 400, "request.invalid", "indicator.code-invalid");
        await RefusedAsync(
            PostAsync(
                "a",
                "additive",
                Edition([]),
                Edition([]) with
                {
                    validFrom = "2021-01-01",
                    validTo = "2023-01-01",
                }
            ),
            400,
            "request.invalid",
            "indicator.editions-overlap"
        );
        await RefusedAsync(PostAsync("a", "additive"), 400, "request.invalid", "field.not-empty");
        (await service.InDatabaseAsync(db => db.Indicators.CountAsync(each => each.Code == Code("a")))).ShouldBe(0);
    }

    [Fact]
    public async Task Two_changes_that_would_make_a_circle_together_do_not_both_stand()
    {
        await CountryAsync();
        await DefineAsync("left", "additive", Edition([Code("online")]));
        await DefineAsync("right", "additive", Edition([Code("paper")]));

        var answers = await Task.WhenAll(
            ChangeAsync("left", 1, [Edition([Code("right")])]),
            ChangeAsync("right", 1, [Edition([Code("left")])])
        );

        answers.Select(answer => (int)answer.StatusCode).Order().ShouldBe([200, 422]);
    }

    [Fact]
    public async Task A_province_defines_its_own_and_nobody_elses()
    {
        // A province by the code that provinces have.
        var country = new Country();
        var code = $"{Random.Shared.Next(10, 99)}";
        var province = country.Unit(1, country.Nation, code: code);
        var after = country.Unit(1, country.Nation, new DateOnly(2025, 7, 1));
        await service.SendAsync(Country.Changed(country.Nation, province, after));
        var own = service.Client(code);
        var mine = new
        {
            code = $"{code}.{prefix}",
            kind = "additive",
            unit = code,
            editions = new[] { Edition([]) },
        };

        await RefusedAsync(
            service.Client(after.Code).PostAsJsonAsync("/v1/indicators", mine),
            403,
            "auth.unit-out-of-scope"
        );
        await RefusedAsync(
            own.PostAsJsonAsync("/v1/indicators", mine with { code = $"{code}x.{prefix}" }),
            400,
            "request.invalid",
            "indicator.code-invalid"
        );
        await RefusedAsync(
            own.PostAsJsonAsync("/v1/indicators", mine with { unit = "VN", code = prefix }),
            403,
            "auth.unit-out-of-scope"
        );
        await RefusedAsync(
            service.Client(code, "en", Scopes.ReportingRead).PostAsJsonAsync("/v1/indicators", mine),
            403,
            "auth.scope-missing"
        );
        await (await own.PostAsJsonAsync("/v1/indicators", mine)).ShouldBeJsonAsync(201);

        // Its heir changes it from then on.
        await service.SendAsync(
            Country.Changed(province.Moved(after, new DateOnly(2025, 7, 1)) with { ValidTo = new DateOnly(2025, 7, 1) })
        );
        await RefusedAsync(
            ChangeAsync($"{code}.{prefix}", 1, [Edition([], name: "N")], own),
            403,
            "auth.unit-out-of-scope"
        );
        await (
            await ChangeAsync($"{code}.{prefix}", 1, [Edition([], name: "N")], service.Client(after.Code))
        ).ShouldBeJsonAsync(200);
    }

    [Fact]
    public async Task Seeds_are_complete_consistent_and_left_alone()
    {
        await using var scope = service.Services.CreateAsyncScope();
        await IndicatorSeeds.SeedAsync(scope.ServiceProvider, CancellationToken.None);
        await IndicatorSeeds.SeedAsync(scope.ServiceProvider, CancellationToken.None);

        var byCode = IndicatorSeeds.Indicators.ToDictionary(indicator => indicator.Code);
        var formulas = new Formulas(byCode);
        foreach (var indicator in IndicatorSeeds.Indicators)
        {
            IndicatorContentRules.JudgeFormulas(indicator.Kind, indicator.Editions).ShouldBeNull(indicator.Code);
            formulas.IsCircular(indicator).ShouldBeFalse(indicator.Code);
            foreach (var name in Formulas.NamesIn(indicator))
                (
                    byCode.ContainsKey(name)
                    || byCode.ContainsKey(name.Split('.')[0])
                    || IndicatorTerms.FigureOf(name) is { } figure && IndicatorTerms.IsFigureKnown(figure)
                ).ShouldBeTrue(name);
        }
        var listed = await service.Client(language: "vi").GetFromJsonAsync<JsonArray>("/v1/indicators?unit=VN");
        var people = listed!.Single(each => (string?)each!["code"] == "people-guided")!;
        ((string)people["name"]!).ShouldBe("Lượt người dân được hướng dẫn");
        people["breakdowns"]!
            .AsArray()
            .Select(each => (string)each!["indicators"]!)
            .ShouldBe(["people-guided.*", "people-guided.audience.*"]);
        listed!
            .Select(each => (string)each!["kind"]!)
            .Distinct()
            .Order()
            .ShouldBe(["additive", "distinct", "ratio", "text"]);
    }

    [Fact]
    public async Task Details_are_answered_where_they_are_asked_for()
    {
        var (country, _, villages) = await CountryAsync();
        await service.SendAsync(
            Country.Recorded(
                Country.Activity(villages[0], Day, people: 3) with
                {
                    Audience = "farmers",
                    Form = "campaign",
                },
                Country.Activity(villages[1], Day, people: 4)
            )
        );
        var client = service.Client(country.Nation.Code);

        (await TotalAsync("people-guided.audience.*")).ShouldBe(
            new Dictionary<string, long>
            {
                ["people-guided.audience.elderly"] = 4,
                ["people-guided.audience.farmers"] = 3,
            },
            ignoreOrder: true
        );
        (await TotalAsync("activities,activities.form.campaign")).ShouldBe(
            new Dictionary<string, long> { ["activities"] = 2, ["activities.form.campaign"] = 1 },
            ignoreOrder: true
        );

        async Task<Dictionary<string, long>> TotalAsync(string indicators) =>
            Rollup.Figures(
                (await AskAsync(client, country.Nation, "2024-01-01", "2024-12-31", $"indicators={indicators}"))[
                    "total"
                ]!
            );
    }

    private string Code(string code) => $"{prefix}-{code}";

    private async Task<(Country, UnitFact[] Provinces, UnitFact[] Villages)> CountryAsync()
    {
        var country = new Country();
        UnitFact[] provinces = [country.Unit(1, country.Nation), country.Unit(1, country.Nation)];
        UnitFact[] communes = [country.Unit(3, provinces[0]), country.Unit(3, provinces[1])];
        UnitFact[] villages =
        [
            country.Unit(4, communes[0]),
            country.Unit(4, communes[0]),
            country.Unit(4, communes[1]),
        ];
        await service.SendAsync(Country.Changed([country.Nation, .. provinces, .. communes, .. villages]));
        foreach (var counted in new[] { "online", "paper", "back" })
            await DefineAsync(counted, "additive", Edition([]));
        return (country, provinces, villages);
    }

    private object Recorded(UnitFact village, DateOnly day, params (string Code, long Value)[] outcomes) =>
        Country.Recorded(
            Country.Activity(
                village,
                day,
                people: 0,
                outcomes: outcomes.ToDictionary(outcome => Code(outcome.Code), outcome => outcome.Value)
            )
        );

    private static EditionBody Edition(
        string[] numerator,
        string[]? denominator = null,
        int? scale = null,
        int? decimals = null,
        string name = "Name"
    ) => new("2022-01-01", null, "Tên", name, "%", "%", "results", numerator, denominator, scale, decimals);

    private async Task DefineAsync(string code, string kind, params EditionBody[] editions) =>
        await (await PostAsync(code, kind, editions)).ShouldBeJsonAsync(201);

    private Task<HttpResponseMessage> PostAsync(string code, string kind, params EditionBody[] editions) =>
        service
            .Client()
            .PostAsJsonAsync(
                "/v1/indicators",
                new
                {
                    code = Code(code),
                    kind,
                    unit = "VN",
                    editions,
                }
            );

    private async Task<HttpResponseMessage> ChangeAsync(
        string code,
        int version,
        EditionBody[] editions,
        HttpClient? by = null
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Put,
            new Uri($"/v1/indicators/{(by is null ? Code(code) : code)}", UriKind.Relative)
        );
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        request.Content = JsonContent.Create(new { editions });
        return await (by ?? service.Client()).SendAsync(request);
    }

    private static async Task RefusedAsync(
        Task<HttpResponseMessage> asked,
        int status,
        string code,
        string? fieldCode = null
    )
    {
        var body = await (await asked).ShouldBeJsonAsync(status);
        ((string?)body["code"]).ShouldBe(code);
        if (fieldCode is not null)
            body["errors"]!.AsArray().Select(error => (string)error!["code"]!).ShouldContain(fieldCode);
    }

    private async Task<string[]> CodesAsync(string query) =>
        [
            .. (await service.Client().GetFromJsonAsync<JsonArray>($"/v1/indicators{query}"))!.Select(each =>
                (string)each!["code"]!
            ),
        ];

    private static async Task<JsonObject> AskAsync(
        HttpClient client,
        UnitFact unit,
        string from,
        string to,
        string more
    ) => await (await client.RollupAsync(unit.Code, $"?from={from}&to={to}&{more}")).ShouldBeJsonAsync(200);

    private static async Task<decimal?> ComputedAsync(
        HttpClient client,
        UnitFact unit,
        string from,
        string to,
        string code,
        string more = ""
    ) => (decimal?)(await AskAsync(client, unit, from, to, $"indicators={code}&{more}"))["computed"]![code];

#pragma warning disable IDE1006, SA1300 // as on the wire
    private sealed record EditionBody(
        string validFrom,
        string? validTo,
        string vi,
        string en,
        string measureVi,
        string measureEn,
        string group,
        string[] numerator,
        string[]? denominator,
        int? scale,
        int? decimals
    );
#pragma warning restore IDE1006, SA1300
}
