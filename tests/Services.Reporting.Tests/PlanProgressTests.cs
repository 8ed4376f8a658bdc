using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>Events in, answers out: plan against actual.</summary>
public sealed class PlanProgressTests(ReportingService service)
{
    private const string Adults = "residents-15-plus";
    private const string App = "province-app-accounts";
    private static readonly DateOnly First = new(2022, 7, 1);
    private static readonly DateOnly Last = new(2022, 7, 31);

    [Fact]
    public async Task Huu_Lung_in_July_2022()
    {
        // 24 communes; 22 sent figures, 2 are named as missing. 70 % of the residents aged 15 or more are to have the app.
        var langSon = new Country();
        var huuLung = langSon.Unit(2, langSon.Nation);
        UnitFact[] communes = [.. Enumerable.Range(0, 24).Select(_ => langSon.Unit(3, huuLung))];
        var residents = communes.Select((_, index) => index == 0 ? 62_149 - (23 * 2_500) : 2_500L).ToArray();
        var installed = communes
            .Select(
                (_, index) =>
                    index < 21 ? 285 + index
                    : index == 21 ? 86
                    : 0L
            )
            .ToArray();
        residents.Sum().ShouldBe(62_149);
        installed.Sum().ShouldBe(6_281);
        var targets = communes.Append(huuLung).Select(unit => Share(unit, huuLung, App, Adults, 7_000));
        await service.SendAsync(
            Country.Changed([langSon.Nation, huuLung, .. communes]),
            new UnitFiguresChanged(
                DateTimeOffset.UtcNow,
                [.. communes.Zip(residents, (unit, value) => Figure(unit, value))]
            ),
            new TargetsChanged(DateTimeOffset.UtcNow, [.. targets]),
            Country.Recorded([
                .. communes
                    .Zip(installed)
                    .Where(pair => pair.Second > 0)
                    .Select(pair => Activity(pair.First, new DateOnly(2022, 7, 16), pair.Second)),
            ])
        );
        var client = service.Client(huuLung.Code, "vi");

        var district = (await ItemsAsync(client, $"{huuLung.Code}?on=2022-07-31")).ShouldHaveSingleItem();
        ((long)district["actual"]!, (long)district["base"]!, (decimal)district["share"]!).ShouldBe(
            (6_281, 62_149, 10.1m)
        );
        // 70 % of 62,149 is 43,504.3: so many people that is, and 14.4 % of them are reached.
        ((long)district["target"]!, (decimal)district["targetPercent"]!, (decimal)district["percent"]!).ShouldBe(
            (43_505, 70m, 14.4m)
        );
        ((string)district["state"]!, (string)district["stateName"]!).ShouldBe(("behind", "Chậm tiến độ"));

        var children = await ItemsAsync(client, $"{huuLung.Code}/children?indicator={App}&on=2022-07-31");
        children.Count.ShouldBe(24);
        children.Select(row => (int)row["rank"]!).ShouldBe(Enumerable.Range(1, 24));
        children.Sum(row => (long)row["actual"]!).ShouldBe(6_281);
        children
            .Where(row => (bool)row["recordedNothing"]!)
            .Select(row => (string)row["unitName"]!)
            .ShouldBe([communes[22].FullName, communes[23].FullName]);
        // Nobody did less than they; then the one with 86.
        children
            .Take(3)
            .Select(row => (string)row["unitCode"]!)
            .ShouldBe([.. communes[22..].Select(unit => unit.Code), communes[21].Code]);
        var missing = await ItemsAsync(
            client,
            $"{huuLung.Code}/children?indicator={App}&on=2022-07-31&recordedNothing=true"
        );
        missing.Count.ShouldBe(2);
        var csv = (
            await client.GetStringAsync(
                $"/v1/plan-progress/{huuLung.Code}/children?indicator={App}&on=2022-07-31&format=csv"
            )
        ).Split("\r\n");
        csv[0]
            .ShouldEndWith(
                "Thực hiện,Mẫu số,Tỷ lệ đạt (%),So với chỉ tiêu (%),Cần đạt đến ngày này,Tiến độ,Chưa có số liệu trong kỳ"
            );
        csv[1].ShouldEndWith(",01/07/2022,31/07/2022,1750,70,0,2500,0,0,1750,Chậm tiến độ,x");
        csv.Length.ShouldBe(1 + 24 + 1);
        (await client.GetByteArrayAsync($"/v1/plan-progress/{huuLung.Code}?on=2022-07-31&format=xlsx"))[..2]
            .ShouldBe("PK"u8.ToArray());
    }

    [Fact]
    public async Task Numbers_grow_with_time_stocks_from_where_they_stood_and_shares_of_what_was_done_do_not()
    {
        var country = new Country();
        var commune = country.Unit(3, country.Nation);
        await service.SendAsync(
            Country.Changed(country.Nation, commune),
            // 4 teams on the eve, one more in the period; 10 are to be reached.
            Country.Teams([
                .. Enumerable.Range(0, 4).Select(_ => Country.Team(commune, new DateOnly(2021, 1, 1))),
                Country.Team(commune, new DateOnly(2022, 7, 10)),
            ]),
            Country.Recorded(
                Country.Activity(commune, First.AddDays(-1), 1_000),
                Country.Activity(commune, First, 20, outcomes: Outcomes(30, 20)),
                Country.Activity(commune, new DateOnly(2022, 7, 15), 30, outcomes: Outcomes(25, 25)),
                Country.Activity(commune, new DateOnly(2022, 7, 16), 500)
            ),
            new TargetsChanged(
                DateTimeOffset.UtcNow,
                [
                    Number(commune, country.Nation, "people-guided", 100),
                    Number(commune, country.Nation, "people-guided.online-payment", 100, to: First.AddDays(14)),
                    Number(commune, country.Nation, "teams", 10),
                    Number(commune, country.Nation, "households", 0),
                    Share(commune, country.Nation, "dossiers-online", null, 5_500, denominator: "dossiers-in-person"),
                    Share(commune, country.Nation, "e-wallets", null, 5_500, denominator: "health-books"),
                    Share(commune, country.Nation, "e-wallets", "population", 5_500),
                ]
            )
        );

        var rows = (
            await ItemsAsync(service.Client(country.Nation.Code), $"{commune.Code}?on=2022-07-15")
        ).ToDictionary(row => $"{row["indicator"]} {row["denominator"]}{row["reference"]}");

        // 15 of 31 days: 48.387 expected.
        Row("people-guided ").ShouldBe((100, 50, 50m, 48.4m, "ahead"));
        Row("people-guided.online-payment ").ShouldBe((100, 50, 50m, 100m, "behind"));
        // From 4, 6 more in 31 days: 6.903.
        Row("teams ").ShouldBe((10, 5, 50m, 6.9m, "behind"));
        Row("households ").ShouldBe((0, 0, null, 0m, "on-plan"));
        // 55 of 45 by the other way: 122.2 %, the same every day.
        Row("dossiers-online dossiers-in-person").ShouldBe((25, 55, 222.2m, 24.8m, "ahead"));
        ((decimal)rows["dossiers-online dossiers-in-person"]["share"]!).ShouldBe(122.2m);
        Row("e-wallets health-books").ShouldBe((null, 0, null, null, "unknown"));
        Row("e-wallets population").ShouldBe((null, 0, null, null, "unknown"));
        rows.Count.ShouldBe(7);
        (await ItemsAsync(service.Client(country.Nation.Code), $"{commune.Code}?on=2022-08-01")).ShouldBeEmpty();
        (
            await ItemsAsync(service.Client(country.Nation.Code), $"{commune.Code}?on=2022-07-15&indicator=teams")
        ).Count.ShouldBe(1);
        var total = (
            await service.Client(country.Nation.Code).TotalAsync(commune.Code, First, new DateOnly(2022, 7, 15))
        )["people-guided"];
        total.ShouldBe((long)rows["people-guided "]["actual"]!);

        (long?, long, decimal?, decimal?, string) Row(string measure) =>
            (
                (long?)rows[measure]["target"],
                (long)rows[measure]["actual"]!,
                (decimal?)rows[measure]["percent"],
                (decimal?)rows[measure]["expected"],
                (string)rows[measure]["state"]!
            );
    }

    [Fact]
    public async Task Late_doubled_and_malformed_targets_do_no_harm()
    {
        var country = new Country();
        var unit = country.Unit(3, country.Nation);
        var target = Number(unit, country.Nation, "people-guided", 10);
        await service.SendAsync(Country.Changed(country.Nation, unit));
        var refused = await Refused.CountAsync(service, "planned-targets");

        var twice = ((object)Changed(target with { Version = 2, Value = 20 }), Guid.NewGuid());
        await service.ConsumedAsync(await service.PublishAllAsync([twice]));
        await service.SendAsync(
            Changed(target),
            Changed(target with { Version = 2, Value = 99 }),
            // A team's target is no target of its unit.
            Changed(target with { TargetId = Guid.NewGuid(), TeamId = Guid.NewGuid() }),
            Changed(target with { TargetId = Guid.NewGuid(), UnitId = unit.UnitId + 1_000_000 })
        );
        await service.ConsumedAsync(await service.PublishAllAsync([twice]));
        await ShouldBeAsync(20);
        await service.PublishAllAsync([
            (Changed(target with { Version = 0 }), Guid.NewGuid()),
            (Changed(target with { Version = 9, Value = -1 }), Guid.NewGuid()),
            (Changed(target with { Version = 9, To = First.AddDays(-1) }), Guid.NewGuid()),
        ]);
        await Refused.ReachesAsync(service, "planned-targets", refused + 3);
        await ShouldBeAsync(20);

        await service.SendAsync(Changed(target with { Version = 4, Value = 30 }), Changed(target with { Version = 3 }));
        await ShouldBeAsync(30);
        await service.SendAsync(Changed(target with { Version = 5, Withdrawn = true }));
        (await ItemsAsync(service.Client(country.Nation.Code), $"{unit.Code}?on=2022-07-15")).ShouldBeEmpty();

        async Task ShouldBeAsync(long value) =>
            (await ItemsAsync(service.Client(country.Nation.Code), $"{unit.Code}?on=2022-07-15"))
                .Select(row => (long)row["target"]!)
                .ShouldBe([value]);

        static TargetsChanged Changed(TargetFact fact) => new(DateTimeOffset.UtcNow, [fact]);
    }

    [Fact]
    public async Task Those_without_a_target_are_compared_too()
    {
        var country = new Country();
        var province = country.Unit(1, country.Nation);
        UnitFact[] communes = [.. Enumerable.Range(0, 4).Select(_ => country.Unit(3, province))];
        await service.SendAsync(
            Country.Changed([country.Nation, province, .. communes]),
            new TargetsChanged(
                DateTimeOffset.UtcNow,
                [
                    Number(communes[0], province, "people-guided", 10),
                    Number(communes[1], province, "people-guided", 1_000),
                ]
            ),
            Country.Recorded(
                Country.Activity(communes[0], First, 9),
                Country.Activity(communes[1], First, 90),
                Country.Activity(communes[2], First, 900)
            )
        );
        var client = service.Client(province.Code);

        var rows = await ItemsAsync(client, $"{province.Code}/children?indicator=people-guided&on=2022-07-31");
        rows.Select(row => ((string)row["unitCode"]!, (int?)row["rank"], (string)row["state"]!, (long)row["actual"]!))
            .ShouldBe([
                (communes[1].Code, 1, "behind", 90),
                (communes[0].Code, 2, "behind", 9),
                (communes[2].Code, null, "no-target", 900),
                (communes[3].Code, null, "no-target", 0),
            ]);
        rows.Select(row => (bool)row["recordedNothing"]!).ShouldBe([false, false, false, true]);
        // Page by page it is the same, and where nobody has a target, the year so far is told.
        var seen = new List<string>();
        for (string? cursor = null, next = ""; next is not null; cursor = $"&cursor={next}")
        {
            var page = await client.GetAsync(
                $"/v1/plan-progress/{province.Code}/children?indicator=people-guided&on=2022-07-31&limit=3{cursor}"
            );
            var body = await page.ShouldBeJsonAsync(200);
            seen.AddRange(body["items"]!.AsArray().Select(row => (string)row!["unitCode"]!));
            next = (string?)body["next"];
        }
        seen.ShouldBe(rows.Select(row => (string)row["unitCode"]!));
        var year = await ItemsAsync(client, $"{province.Code}/children?indicator=people-guided&on=2022-08-31");
        year.Select(row => ((string)row["from"]!, (string)row["state"]!, (long)row["actual"]!))
            .ShouldBe([
                ("2022-01-01", "no-target", 9),
                ("2022-01-01", "no-target", 90),
                ("2022-01-01", "no-target", 900),
                ("2022-01-01", "no-target", 0),
            ]);
    }

    [Fact]
    public async Task Targets_of_what_ended_follow_to_its_heir_and_stay_as_they_were()
    {
        var country = new Country();
        var day = new DateOnly(2022, 7, 11);
        UnitFact[] old = [.. Enumerable.Range(0, 2).Select(_ => country.Unit(1, country.Nation))];
        var heir = country.Unit(1, country.Nation, day);
        UnitFact[] communes = [.. old.Select(province => country.Unit(3, province))];
        await service.SendAsync(Country.Changed([country.Nation, .. old, .. communes]));
        await service.SendAsync(
            Country.Recorded(Country.Activity(communes[0], First, 10), Country.Activity(communes[1], First, 20)),
            new TargetsChanged(
                DateTimeOffset.UtcNow,
                [
                    Number(old[0], old[0], "people-guided", 100),
                    Number(old[1], old[1], "people-guided", 200),
                    // The ministry's own, which is not to be added to the province's.
                    Number(old[0], country.Nation, "people-guided", 1_000),
                    Number(old[1], country.Nation, "people-guided", 2_000),
                    Number(communes[0], old[0], "people-guided", 50),
                ]
            )
        );
        await service.SendAsync(
            Country.Changed([
                heir,
                .. old.Select(province => (province.Moved(heir, day) with { ValidTo = day })),
                .. communes.Select(commune => commune.Moved(heir, day)),
            ])
        );
        await service.SendAsync(Country.Recorded(Country.Activity(communes[0], day, 5)));
        var client = service.Client(country.Nation.Code);

        // As it was: the old province on its last day, with its own target and figure; the new one has none yet.
        (await ReadAsync($"{old[1].Code}?on=2022-07-10")).ShouldBe([(200, 20, false), (2_000, 20, false)]);
        (await ReadAsync($"{heir.Code}?on=2022-07-20")).ShouldBeEmpty();
        // Under today's boundaries: what both were to reach, and did.
        (await ReadAsync($"{heir.Code}?on=2022-07-20&boundaries=today")).ShouldBe([(300, 35, true), (3_000, 35, true)]);
        var children = await ItemsAsync(
            client,
            $"{heir.Code}/children?indicator=people-guided&on=2022-07-20&boundaries=today"
        );
        children
            .Select(row => ((string)row["unitCode"]!, (long?)row["target"], (long)row["actual"]!))
            .ShouldBe([(communes[0].Code, 50, 15), (communes[1].Code, null, 20)]);
        // Once it has a target of its own of a plan of the same level, that holds.
        await service.SendAsync(new TargetsChanged(DateTimeOffset.UtcNow, [Number(heir, heir, "people-guided", 400)]));
        (await ReadAsync($"{heir.Code}?on=2022-07-20&boundaries=today")).ShouldBe(
            [(400, 35, false), (3_000, 35, true)],
            ignoreOrder: true
        );

        async Task<List<(long?, long, bool)>> ReadAsync(string path) =>
            [
                .. (await ItemsAsync(client, path))
                    .Select(row => ((long?)row["target"], (long)row["actual"]!, (bool)row["inherited"]!))
                    .OrderBy(row => row.Item1),
            ];
    }

    [Fact]
    public async Task Who_may_not_ask_and_what_cannot_be_asked_is_told()
    {
        var country = new Country();
        var province = country.Unit(1, country.Nation);
        var other = country.Unit(1, country.Nation);
        await service.SendAsync(Country.Changed(country.Nation, province, other));
        var today = TimeProvider.System.Today();

        await (await GetAsync(service.Client(other.Code), province.Code)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {province.Code}."
        );
        await (await GetAsync(service.Client("VN", "en", Scopes.ActivityRead), province.Code)).ShouldBeProblemAsync(
            403,
            "auth.scope-missing",
            "The access token lacks the scope that this needs."
        );
        await (await GetAsync(service.Client(), "98765")).ShouldBeProblemAsync(
            404,
            "plan-progress.unit-unknown",
            $"No unit bore the code 98765 on {today.Written()}."
        );
        await (await GetAsync(service.Client(language: "vi"), $"{province.Code}/children")).ShouldBeProblemAsync(
            400,
            "plan-progress.indicator-missing",
            "Hãy cho biết chỉ số (indicator) cần so sánh."
        );
        foreach (var on in new[] { today.AddDays(1), new DateOnly(2019, 12, 31) })
            await (await GetAsync(service.Client(), $"{province.Code}?on={on:yyyy-MM-dd}")).ShouldBeProblemAsync(
                400,
                "plan-progress.day-out-of-range",
                "The day must lie between 2020 and today."
            );
        await (await GetAsync(service.Client(), $"{province.Code}?boundaries=yesterday")).ShouldBeProblemAsync(
            400,
            "plan-progress.boundaries-unknown",
            "The boundaries are either asWas or today."
        );
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string path) =>
        client.GetAsync(new Uri($"/v1/plan-progress/{path}", UriKind.Relative));

    private static async Task<List<JsonNode>> ItemsAsync(HttpClient client, string path) =>
        [.. (await (await GetAsync(client, path)).ShouldBeJsonAsync(200))["items"]!.AsArray().Select(row => row!)];

    private static TargetFact Number(
        UnitFact unit,
        UnitFact planner,
        string indicator,
        long value,
        DateOnly? to = null
    ) =>
        new(
            Guid.NewGuid(),
            1,
            Guid.NewGuid(),
            planner.UnitId,
            unit.UnitId,
            null,
            indicator,
            null,
            null,
            value,
            First,
            to ?? Last,
            false
        );

    private static TargetFact Share(
        UnitFact unit,
        UnitFact planner,
        string indicator,
        string? reference,
        long value,
        string? denominator = null
    ) => Number(unit, planner, indicator, value) with { Reference = reference, Denominator = denominator };

    private static UnitFigureFact Figure(UnitFact unit, long value) =>
        new(unit.UnitId, Adults, new DateOnly(2022, 1, 1), 1, value);

    private static ActivityFact Activity(UnitFact unit, DateOnly day, long installed) =>
        Country.Activity(unit, day, outcomes: new Dictionary<string, long> { [App] = installed });

    private static Dictionary<string, long> Outcomes(long online, long inPerson) =>
        new() { ["dossiers-online"] = online, ["dossiers-in-person"] = inPerson };
}
