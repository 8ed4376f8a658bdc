using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Services.Reporting.Findings;
using CongNgheSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>Figures that somebody should look at.</summary>
public sealed class FindingTests(ReportingService service) : IDisposable
{
    /// <summary>June, July and August have ended and are looked at.</summary>
    private static readonly DateOnly Today = new(2024, 9, 5);
    private static readonly DateOnly August = new(2024, 8, 10);

    public void Dispose() => service.Clock.GoBack();

    [Fact]
    public async Task A_figure_far_from_those_of_all_other_communes_is_found_once_and_opens_anew_when_it_changes()
    {
        var (province, communes) = await ProvinceAsync();
        var far = Country.Activity(communes[^1], August, 5_000);
        await service.SendAsync(
            Country.Recorded([
                .. communes[..^1].Select((commune, index) => Country.Activity(commune, August, 100 + index)),
                far,
            ])
        );

        await CheckAsync(province);
        var found = (await ListAsync(province, "kind=outlier&indicator=people-guided")).ShouldHaveSingleItem();
        ((string)found["unitCode"]!, (string)found["from"]!, (string)found["to"]!).ShouldBe(
            (communes[^1].Code, "2024-08-01", "2024-08-31")
        );
        ((string)found["reason"]!).ShouldStartWith(
            "People guided: 5,000 while the middle of 12 units of the level is 105.5"
        );
        var vietnamese = await ListAsync(province, "kind=outlier&indicator=people-guided", "vi");
        ((string)vietnamese.Single()["reason"]!).ShouldStartWith(
            "Lượt người dân được hướng dẫn: 5.000, trong khi mức giữa của 12 đơn vị cùng cấp là 105,5"
        );

        // Found again it stays one and dismissed; by two at once as well.
        var dismissed = await PutAsync(province, found, "dismissal", new { note = "Ngày hội chuyển đổi số" }, 200);
        ((string)dismissed["state"]!).ShouldBe("dismissed");
        await Task.WhenAll(CheckAsync(province), CheckAsync(province));
        var again = (await ListAsync(province, "kind=outlier&indicator=people-guided")).ShouldHaveSingleItem();
        again.ToJsonString().ShouldBe(dismissed.ToJsonString());

        // Other figures are another matter; and where they are corrected, none.
        await service.SendAsync(Corrected(far, 2, 6_000));
        await CheckAsync(province);
        var reopened = (await ListAsync(province, "kind=outlier&indicator=people-guided")).ShouldHaveSingleItem();
        ((string)reopened["id"]!, (string)reopened["state"]!, (string)reopened["note"]!).ShouldBe(
            ((string)found["id"]!, "open", "Ngày hội chuyển đổi số")
        );
        await service.SendAsync(Corrected(far, 3, 110));
        await CheckAsync(province);
        (await ListAsync(province, "kind=outlier&state=resolved&indicator=people-guided")).ShouldHaveSingleItem();
        (await ListAsync(province, "kind=outlier&state=open&indicator=people-guided")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Jumps_broken_rules_and_records_that_look_alike()
    {
        var (province, communes) = await ProvinceAsync();
        var villages = new[] { province.Country.Unit(4, communes[0]), province.Country.Unit(4, communes[0]) };
        await service.SendAsync(Country.Changed(villages));
        await PutRuleAsync();
        await service.SendAsync(
            Country.Recorded(
                // Six times as many as in July, and none at all after 300.
                Country.Activity(communes[1], new DateOnly(2024, 7, 10), 100),
                Country.Activity(communes[1], August, 600),
                Country.Activity(communes[2], new DateOnly(2024, 7, 10), 300),
                // Four times is no jump.
                Country.Activity(communes[3], new DateOnly(2024, 7, 10), 100),
                Country.Activity(communes[3], August, 400),
                Country.Activity(communes[4], August, 10, outcomes: Outcomes(issued: 10, activated: 30)),
                Country.Activity(communes[5], August, 10, outcomes: Outcomes(issued: 0, activated: 30)),
                Country.Activity(villages[0], August, 47, 9, Outcomes(3, 2)),
                Country.Activity(villages[1], August, 47, 9, Outcomes(3, 2)),
                // The same again, but on another day, and with a figure less.
                Country.Activity(villages[1], new DateOnly(2024, 8, 11), 47, 9, Outcomes(3, 2)),
                Country.Activity(villages[1], August, 47, 8, Outcomes(3, 2))
            )
        );

        await CheckAsync(province);

        var jumps = await ListAsync(province, "kind=jump&indicator=people-guided");
        jumps
            .Where(jump => (int)jump["level"]! == 3)
            .Select(jump => $"{jump["unitCode"]} {jump["reason"]}")
            .ShouldBe(
                [
                    $"{communes[1].Code} People guided: 600, after 100 in the month before.",
                    $"{communes[2].Code} People guided: 0, after 300 in the month before.",
                ],
                ignoreOrder: true
            );
        var broken = (await ListAsync(province, $"kind=rule&unit={communes[4].Code}")).ShouldHaveSingleItem();
        ((string)broken["reason"]!).ShouldBe("More accounts were activated than issued: 30 > 10.");
        (await ListAsync(province, $"kind=rule&unit={communes[5].Code}")).ShouldBeEmpty();
        var alike = (await ListAsync(province, "kind=look-alike")).ShouldHaveSingleItem();
        ((string)alike["unitCode"]!).ShouldBe(communes[0].Code);
        ((string)alike["reason"]!).ShouldBe(
            $"2 activities of one day have the same figures (47 people): {villages[0].Code}, {villages[1].Code}."
        );
    }

    [Fact]
    public async Task A_unit_is_silent_after_three_of_its_usual_pauses()
    {
        var (province, communes) = await ProvinceAsync();
        // Each week until the last day of June; each fortnight until the end of July.
        var weekly = Enumerable.Range(0, 6).Select(week => new DateOnly(2024, 6, 30).AddDays(-7 * week));
        var fortnightly = Enumerable.Range(0, 6).Select(week => new DateOnly(2024, 7, 31).AddDays(-14 * week));
        await service.SendAsync(
            Country.Recorded([
                .. weekly.Select(day => Country.Activity(communes[0], day)),
                .. fortnightly.Select(day => Country.Activity(communes[1], day)),
            ])
        );

        await CheckAsync(province);

        var silent = (await ListAsync(province, "kind=silent"))
            .Where(found => (int)found["level"]! == 3)
            .ShouldHaveSingleItem();
        ((string)silent["unitCode"]!, (string)silent["reason"]!).ShouldBe(
            (communes[0].Code, "No activity since 2024-06-30; usually one every 7 days.")
        );
        await service.SendAsync(Country.Recorded(Country.Activity(communes[0], new DateOnly(2024, 9, 1))));
        await CheckAsync(province);
        (await ListAsync(province, $"kind=silent&state=open&unit={communes[0].Code}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Assigned_by_who_may_with_the_version_that_they_saw()
    {
        var (province, communes) = await ProvinceAsync();
        await service.SendAsync(
            Country.Recorded(
                Country.Activity(communes[0], new DateOnly(2024, 7, 10), 300),
                Country.Activity(communes[1], August, 1)
            )
        );
        await CheckAsync(province);
        var found = (
            await ListAsync(province, $"kind=jump&indicator=people-guided&unit={communes[0].Code}")
        ).ShouldHaveSingleItem();

        var assigned = await PutAsync(province, found, "assignment", new { unit = communes[0].Code }, 200);
        ((string)assigned["assignee"]!, (int)assigned["version"]!).ShouldBe((communes[0].Code, 2));
        (await ListAsync(province, $"assignee={communes[0].Code}")).ShouldHaveSingleItem();
        (await PutAsync(province, found, "assignment", new { unit = communes[0].Code }, 200))
            .ToJsonString()
            .ShouldBe(assigned.ToJsonString());
        await (
            await TryAsync(province, found, "assignment", new { unit = province.Province.Code })
        ).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 2)."
        );
        await (await TryAsync(province, assigned, "assignment", new { unit = communes[1].Code })).ShouldBeProblemAsync(
            422,
            "finding.assignee-elsewhere",
            $"Unit {communes[1].Code} is neither the one whose figures they are nor one above it."
        );
        await (await TryAsync(province, assigned, "assignment", new { unit = "none" })).ShouldBeProblemAsync(
            422,
            "finding.unit-unknown",
            "No unit bears the code none today."
        );
        await (
            await TryAsync(province, assigned, "dismissal", new { note = "x" }, service.Client(communes[1].Code))
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {communes[0].Code}."
        );
        await (
            await TryAsync(
                province,
                assigned,
                "dismissal",
                new { note = "x" },
                service.Client(scopes: ["reporting.read"])
            )
        ).ShouldBeProblemAsync(403, "auth.scope-missing", "The access token lacks the scope that this needs.");
        var dismissed = await PutAsync(province, assigned, "dismissal", new { note = "x" }, 200);
        await (await TryAsync(province, dismissed, "assignment", new { unit = (string?)null })).ShouldBeProblemAsync(
            409,
            "finding.not-open",
            "Only an open finding can be assigned or dismissed."
        );
        await (await province.Client.GetAsync(new Uri("/v1/findings?kind=odd", UriKind.Relative))).ShouldBeProblemAsync(
            400,
            "finding.kind-unknown",
            "The kind is one of outlier, jump, rule, look-alike, silent."
        );
        (await ListAsync(service.Client(communes[1].Code), "")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_clock_checks_once_a_day_after_two_in_the_morning()
    {
        service.Clock.GoTo(Today.AddDays(1), new TimeOnly(1, 59));
        (await TickAsync()).ShouldBeNull();
        service.Clock.GoTo(Today.AddDays(1), new TimeOnly(2, 0));
        var results = await Task.WhenAll(TickAsync(), TickAsync());
        results.Count(result => result is not null).ShouldBe(1);
        (await TickAsync()).ShouldBeNull();

        async Task<CheckResponse?> TickAsync()
        {
            await using var scope = service.Services.CreateAsyncScope();
            return await FindingClock.TickAsync(scope.ServiceProvider, CancellationToken.None);
        }
    }

    private static Dictionary<string, long> Outcomes(long issued, long activated) =>
        new() { ["test-issued"] = issued, ["test-activated"] = activated };

    private static ActivitiesCorrected Corrected(ActivityFact fact, int version, int people) =>
        new(DateTimeOffset.UtcNow, [fact with { Version = version, PeopleGuided = people }]);

    /// <summary>A province with twelve communes, on the day of the check.</summary>
    private async Task<(ReportingProvince, UnitFact[] Communes)> ProvinceAsync()
    {
        UnitFact[] communes = [];
        var province = await ReportingProvince.CreateAsync(
            service,
            made => communes = [.. Enumerable.Range(0, 12).Select(_ => made.Country.Unit(3, made.Province))]
        );
        service.Clock.GoTo(Today, new TimeOnly(12, 0));
        return (province, communes);
    }

    private async Task PutRuleAsync() =>
        await (
            await service
                .Client()
                .PutAsJsonAsync(
                    "/v1/findings/rules/test-rule",
                    new
                    {
                        smaller = "test-activated",
                        larger = "test-issued",
                        vi = "Kích hoạt nhiều hơn cấp",
                        en = "More accounts were activated than issued",
                    }
                )
        ).ShouldBeJsonAsync(200);

    private static async Task CheckAsync(ReportingProvince province)
    {
        await (
            await province.Client.PostAsync(new Uri("/v1/findings/checks", UriKind.Relative), null)
        ).ShouldBeJsonAsync(200);
    }

    private Task<List<JsonNode>> ListAsync(ReportingProvince province, string query, string language = "en") =>
        ListAsync(service.Client(province.Province.Code, language), query);

    private static async Task<List<JsonNode>> ListAsync(HttpClient client, string query)
    {
        var page = await (await client.GetAsync(new Uri($"/v1/findings?{query}", UriKind.Relative))).ShouldBeJsonAsync(
            200
        );
        return [.. page["items"]!.AsArray().Select(item => item!)];
    }

    private static async Task<JsonObject> PutAsync(
        ReportingProvince province,
        JsonNode finding,
        string step,
        object body,
        int status
    ) => await (await TryAsync(province, finding, step, body)).ShouldBeJsonAsync(status);

    private static async Task<HttpResponseMessage> TryAsync(
        ReportingProvince province,
        JsonNode finding,
        string step,
        object body,
        HttpClient? by = null
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Put,
            new Uri($"/v1/findings/{finding["id"]}/{step}", UriKind.Relative)
        );
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{finding["version"]}\""));
        request.Content = JsonContent.Create(body);
        return await (by ?? province.Client).SendAsync(request);
    }
}
