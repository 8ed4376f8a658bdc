using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Contracts.Reporting.V1;
using CongNgheSo.Services.Reporting.Reports;
using CongNgheSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.Services.Reporting.Tests;

public sealed class PeriodicReportTests(ReportingService service) : IDisposable
{
    private const string July = "2024-07";

    public void Dispose() => service.Clock.GoBack();

    [Fact]
    public async Task A_month_goes_up_four_levels_by_the_clock()
    {
        UnitFact district = null!;
        UnitFact[] communes = [],
            villages = [];
        var province = await ReportingProvince.CreateAsync(
            service,
            made =>
            {
                district = made.Country.Unit(2, made.Province);
                communes = [.. Enumerable.Range(0, 4).Select(_ => made.Country.Unit(3, district))];
                villages = [.. communes.Select(commune => made.Country.Unit(4, commune))];
                return [district, .. communes, .. villages];
            }
        );
        service.Clock.GoTo(new DateOnly(2024, 7, 1));
        await province.DefineAsync(new DateOnly(2024, 6, 15), 4, 3, 2, 1);
        await service.SendAsync(
            Country.Teams(Country.Team(villages[0], new DateOnly(2023, 1, 1))),
            Country.Recorded(
                // The days before and after belong to other periods.
                Country.Activity(villages[0], new DateOnly(2024, 6, 14), 1_000),
                Country.Activity(villages[0], new DateOnly(2024, 6, 15), 10),
                Country.Activity(villages[1], new DateOnly(2024, 7, 14), 20),
                Country.Activity(villages[1], new DateOnly(2024, 7, 15), 1_000)
            )
        );

        await province.GoToAsync("2024-07-14", "23:59");
        (await province.TryListAsync(July)).ShouldBe(404);
        await province.GoToAsync("2024-07-15", "00:00");
        (await province.StatusAsync(July, 4, "2024-07-15")).ShouldBe((4, 0, 0, 0, 0));
        (await province.StatusAsync(July, 3, "2024-07-15")).ShouldBe((4, 0, 0, 0, 0));
        (await province.StatusAsync(July, 2, "2024-07-15")).ShouldBe((1, 0, 0, 0, 0));
        (await province.StatusAsync(July, 1, "2024-07-15")).ShouldBe((1, 0, 0, 0, 0));
        var prefilled = await province.ReportAsync(district, July);
        ReportingProvince.Figure(prefilled, "people-guided").ShouldBe((30, 30));
        ReportingProvince.Figure(prefilled, "teams").ShouldBe((1, 1));
        ((string)prefilled["report"]!["submitsTo"]!).ShouldBe(province.Province.Code);
        ((string)prefilled["report"]!["dueOn"]!).ShouldBe("2024-07-21");

        // Two communes in time, one of them returned and put right late; one late; one never.
        await province.GoToAsync("2024-07-16");
        foreach (var village in villages[..3])
            await province.SubmitAsync(village, July);
        await province.GoToAsync("2024-07-18", "23:59");
        await province.StepAsync(await province.SubmitAsync(communes[0], July), "acceptance");
        await province.SubmitAsync(communes[1], July);
        (await province.StatusAsync(July, 3, "2024-07-18")).ShouldBe((4, 2, 2, 1, 0));
        await province.GoToAsync("2024-07-19", "00:00");
        var returned = await province.StepAsync(
            await province.ReportAsync(communes[1], July),
            "return",
            new { remarks = "Thiếu số liệu của thôn" }
        );
        ((string)returned["report"]!["stateName"]!).ShouldBe("Returned");
        (await province.StatusAsync(July, 3, "2024-07-19")).ShouldBe((4, 1, 1, 1, 3));
        (await province.MissingAsync(July, 3, "2024-07-19")).ShouldBe(
            communes[1..].Select(commune => commune.Code),
            ignoreOrder: true
        );
        await province.GoToAsync("2024-07-20");
        await province.StepAsync(await province.SubmitAsync(communes[1], July), "acceptance");
        await province.StepAsync(await province.SubmitAsync(communes[2], July), "acceptance");
        (await province.StatusAsync(July, 3, "2024-07-20")).ShouldBe((4, 3, 1, 3, 1));
        (await province.MissingAsync(July, 3, "2024-07-20")).ShouldBe([communes[3].Code]);
        // Any earlier day is still told as it was.
        (await province.StatusAsync(July, 3, "2024-07-18")).ShouldBe((4, 2, 2, 1, 0));
        (await province.StatusAsync(July, 4, "2024-07-20")).ShouldBe((4, 3, 3, 0, 1));

        var submitted = await province.SubmitAsync(district, July);
        submitted["missing"]!.AsArray().Select(unit => (string)unit!["code"]!).ShouldBe([communes[3].Code]);
        await province.StepAsync(submitted, "acceptance");
        var accepted = await province.StepAsync(await province.SubmitAsync(province.Province, July), "acceptance");
        ReportingProvince.Figure(accepted, "people-guided").ShouldBe((30, 30));

        // What is recorded late leaves the accepted report as it is, shows as a difference, and is taken in by a revision.
        await service.SendAsync(Country.Recorded(Country.Activity(villages[3], new DateOnly(2024, 7, 1), 5)));
        var frozen = await province.ReportAsync(province.Province, July);
        ReportingProvince.Figure(frozen, "people-guided").ShouldBe((30, 30));
        (await DifferencesAsync(province, frozen)).ShouldBe(["activities 2 → 3", "people-guided 30 → 35"]);
        await province.GoToAsync("2024-08-01");
        var reopened = await province.StepAsync(frozen, "revision", new { reason = "Số liệu bổ sung" });
        ReportingProvince.Figure(reopened, "people-guided").ShouldBe((35, 35));
        (await province.StatusAsync(July, 1, "2024-08-01")).ShouldBe((1, 1, 1, 1, 0));
        var revised = await province.StepAsync(await province.StepAsync(reopened, "submission"), "acceptance");
        ReportingProvince.Figure(revised, "people-guided").ShouldBe((35, 35));
        revised["report"]!["revision"]!.GetValue<int>().ShouldBe(1);
        (await DifferencesAsync(province, revised)).ShouldBeEmpty();
        (await StepsAsync(province, revised)).ShouldBe([
            "submitted 30",
            "accepted",
            "reopened",
            "submitted 35",
            "accepted",
        ]);
    }

    [Fact]
    public async Task Where_districts_are_gone_communes_submit_to_the_province()
    {
        UnitFact district = null!,
            commune = null!;
        var province = await ReportingProvince.CreateAsync(
            service,
            made =>
            {
                district = made.Country.Unit(2, made.Province);
                commune = made.Country.Unit(3, district);
                return [district, commune];
            }
        );
        var merger = new DateOnly(2025, 7, 1);
        await service.SendAsync(Country.Changed(district.Closed(merger), commune.Moved(province.Province, merger)));
        service.Clock.GoTo(new DateOnly(2025, 6, 1));
        await province.DefineAsync(new DateOnly(2025, 5, 15), 3, 2, 1);

        await province.GoToAsync("2025-06-15");
        await province.GoToAsync("2025-07-15");

        (await province.StatusAsync("2025-06", 2, "2025-06-15")).Expected.ShouldBe(1);
        ((string)(await province.ReportAsync(commune, "2025-06"))["report"]!["submitsTo"]!).ShouldBe(district.Code);
        ((string)(await province.ReportAsync(commune, "2025-07"))["report"]!["submitsTo"]!).ShouldBe(
            province.Province.Code
        );
        (await province.LevelsAsync("2025-07")).ShouldBe([1, 3]);
    }

    [Fact]
    public async Task A_figure_of_ones_own_needs_a_reason_and_stands_beside_the_counted_one()
    {
        var (province, commune) = await OpenedAsync();
        var report = await province.ReportAsync(commune, July);

        await (
            await province.TryAsync(
                report,
                "",
                new { manual = new Dictionary<string, object> { ["teams"] = new { value = 3 } } }
            )
        ).ShouldHaveErrorAsync("manual.teams");
        await (
            await province.TryAsync(report, "", new { sections = new { difficulties = "Mưa \ufffe" } })
        ).ShouldHaveErrorAsync("sections.difficulties");
        await (await province.TryAsync(report, "", new { sections = new { weather = "Mưa" } })).ShouldBeProblemAsync(
            422,
            "report.section-unknown",
            "The report has no section weather."
        );
        await (await province.TryAsync(report, "submission")).ShouldBeProblemAsync(
            422,
            "report.section-missing",
            "A required section is not written: Difficulties."
        );
        var written = await province.StepAsync(
            report,
            "",
            new
            {
                sections = new { difficulties = "Không" },
                manual = new Dictionary<string, object>
                {
                    ["teams"] = new { value = 3, reason = "Một tổ chưa đăng ký" },
                },
            }
        );
        var submitted = await province.StepAsync(written, "submission");
        ReportingProvince.Figure(submitted, "teams").ShouldBe((0, 3));
        // The same again answers as before; what is submitted can no longer be written in.
        (await province.StepAsync(written, "submission"))
            .ToJsonString()
            .ShouldBe(submitted.ToJsonString());
        await (await province.TryAsync(submitted, "", new { })).ShouldBeProblemAsync(
            409,
            "report.not-open",
            "The report is submitted or accepted and cannot be changed."
        );
        await (await province.TryAsync(report, "", new { })).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 3)."
        );
    }

    [Fact]
    public async Task Only_the_unit_above_accepts()
    {
        var (province, commune) = await OpenedAsync();
        var submitted = await province.SubmitAsync(commune, July);
        var own = service.Client(commune.Code);

        await (await province.TryAsync(submitted, "acceptance", by: own)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {province.Province.Code}."
        );
        await (
            await province.TryAsync(
                submitted,
                "acceptance",
                by: service.Client(scopes: ["reporting.read", "reports.write"])
            )
        ).ShouldBeProblemAsync(403, "auth.scope-missing", "The access token lacks the scope that this needs.");
        await (await province.TryAsync(submitted, "revision", new { reason = "x" })).ShouldBeProblemAsync(
            409,
            "report.not-accepted",
            "Only an accepted report can be reopened."
        );
        await province.StepAsync(submitted, "acceptance");
        await (
            await service
                .Client(province.Country.Prefix)
                .GetAsync(new Uri($"/v1/reports/{submitted["report"]!["id"]}", UriKind.Relative))
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {commune.Code}."
        );
    }

    [Fact]
    public async Task Two_who_judge_at_the_same_moment_do_not_both_succeed()
    {
        var (province, commune) = await OpenedAsync();
        var submitted = await province.SubmitAsync(commune, July);

        var answers = await Task.WhenAll(
            province.TryAsync(submitted, "acceptance"),
            province.TryAsync(submitted, "return", new { remarks = "Xem lại" })
        );

        answers.Select(answer => (int)answer.StatusCode).Order().ShouldBe([200, 412]);
        (await StepsAsync(province, submitted)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_has_not_reported_is_reminded_once_before_and_once_after_the_deadline()
    {
        await using var events = await EventListener.StartAsync(
            service.Servers.RabbitMqConnectionString,
            "reporting.reports-due.v1.#"
        );
        var (province, commune) = await OpenedAsync();
        await province.SubmitAsync(province.Province, July);

        foreach (
            var day in new[] { "2024-07-16", "2024-07-17", "2024-07-17", "2024-07-18", "2024-07-19", "2024-07-22" }
        )
            await province.GoToAsync(day);

        await Eventually.TrueAsync(() => Reminders().Count == 2, seen: () => string.Join(", ", Reminders()));
        Reminders().ShouldBe([1, -1]);

        List<int> Reminders() =>
            [
                .. events
                    .Heard.SelectMany(heard => heard.As<ReportsDue>().Facts)
                    .Where(fact => fact.UnitId == commune.UnitId)
                    .Select(fact => fact.DaysLeft),
            ];
    }

    [Fact]
    public async Task Who_is_never_to_be_reminded_is_given_a_report_all_the_same()
    {
        var province = await ReportingProvince.CreateAsync(service, made => [made.Country.Unit(3, made.Province)]);
        service.Clock.GoTo(new DateOnly(2024, 7, 1));
        await province.DefineAsync(new DateOnly(2024, 6, 15), null, ReportingProvince.Indicators, [3, 1]);

        await province.GoToAsync("2024-07-15");

        (await province.LevelsAsync(July)).ShouldBe([1, 3]);
    }

    [Fact]
    public async Task A_unit_that_becomes_known_late_is_given_its_report()
    {
        var (province, commune) = await OpenedAsync();
        var late = province.Country.Unit(3, province.Province);
        await service.SendAsync(Country.Changed(late));

        await province.GoToAsync("2024-07-17");

        (await province.MissingAsync(July, 3, "2024-07-17")).ShouldBe([commune.Code, late.Code], ignoreOrder: true);
    }

    [Fact]
    public async Task Units_that_arrive_after_their_period_was_opened_are_given_reports_the_same_day()
    {
        // As at a first start: the latest period is opened when its deadlines have passed.
        var (province, commune) = await OpenedAsync("2024-08-10");
        var late = province.Country.Unit(3, province.Province);
        await service.SendAsync(Country.Changed(late));

        await using var scope = service.Services.CreateAsyncScope();
        await ReportClock.TickAsync(scope.ServiceProvider, CancellationToken.None, hasNewUnits: true);

        (await province.MissingAsync(July, 3, "2024-08-10")).ShouldBe([commune.Code, late.Code], ignoreOrder: true);
    }

    [Fact]
    public async Task A_past_period_that_is_asked_for_opens_none_of_those_between()
    {
        var province = await ReportingProvince.CreateAsync(service, made => [made.Country.Unit(3, made.Province)]);
        service.Clock.GoTo(new DateOnly(2024, 7, 20));
        await province.DefineAsync(new DateOnly(2023, 1, 1), 3, 1);

        await (
            await province.Client.PutAsync(
                new Uri($"/v1/report-definitions/{province.Definition}/periods/2023-03", UriKind.Relative),
                null
            )
        ).ShouldBeJsonAsync(200);
        await province.GoToAsync("2024-07-21");

        (await province.PeriodsAsync()).ShouldBe([July, "2023-03"]);
    }

    [Theory]
    [InlineData("reports")]
    [InlineData("report-status/missing")]
    public async Task A_level_that_there_is_not_is_refused(string list)
    {
        var (province, _) = await OpenedAsync();

        await (
            await province.Client.GetAsync(
                new Uri($"/v1/{list}?definition={province.Definition}&period={July}&level=9", UriKind.Relative)
            )
        ).ShouldHaveErrorAsync("level");
    }

    [Fact]
    public async Task After_a_pause_every_period_that_was_missed_is_opened()
    {
        var (province, _) = await OpenedAsync();

        await province.GoToAsync("2024-10-20");

        (await province.PeriodsAsync()).ShouldBe(["2024-10", "2024-09", "2024-08", July]);
    }

    /// <summary>A province with one commune, whose reports on July were opened on the 15th, or on another day.</summary>
    private async Task<(ReportingProvince, UnitFact Commune)> OpenedAsync(string day = "2024-07-15")
    {
        UnitFact commune = null!;
        var province = await ReportingProvince.CreateAsync(
            service,
            made => [commune = made.Country.Unit(3, made.Province)]
        );
        service.Clock.GoTo(new DateOnly(2024, 7, 1));
        await province.DefineAsync(new DateOnly(2024, 6, 15), 3, 1);
        await province.GoToAsync(day);
        return (province, commune);
    }

    private static async Task<string[]> DifferencesAsync(ReportingProvince province, JsonObject report)
    {
        var answer = await (
            await province.Client.GetAsync(
                new Uri($"/v1/reports/{report["report"]!["id"]}/differences", UriKind.Relative)
            )
        ).ShouldBeJsonAsync(200);
        return
        [
            .. answer["differences"]!
                .AsArray()
                .Select(each => $"{each!["indicator"]} {each["counted"]} → {each["countedNow"]}"),
        ];
    }

    private static async Task<List<string>> StepsAsync(ReportingProvince province, JsonObject report)
    {
        var answer = await province.Client.GetStringAsync(
            new Uri($"/v1/reports/{report["report"]!["id"]}/steps", UriKind.Relative)
        );
        return
        [
            .. JsonNode
                .Parse(answer)!
                .AsArray()
                .Select(step => $"{step!["kind"]} {step["copy"]?["counted"]?["people-guided"]}".Trim()),
        ];
    }
}
