using System.Net.Http.Json;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>Units beside each other, and periods.</summary>
public sealed class RankingTests(ReportingService service)
{
    private static readonly DateOnly May = new(2024, 5, 15);
    private static readonly DateOnly June = new(2024, 6, 15);

    [Fact]
    public async Task Units_are_ranked_by_value_and_by_change()
    {
        var (country, units) = await ProvincesAsync(5);
        // (May, June): 10 → 4, 3 → 9, nothing → 9, 2 → 2, nothing at all.
        await service.SendAsync(
            Recorded(units[0], 10, 4),
            Recorded(units[1], 3, 9),
            Recorded(units[2], 0, 9),
            Recorded(units[3], 2, 2)
        );
        var client = service.Client(country.Nation.Code);

        (await RankAsync("highest")).ShouldBe([
            "1 1 9 3 6 200",
            "1 2 9 0 9 ",
            "3 0 4 10 -6 -60",
            "4 3 2 2 0 0",
            "5 4 0 0 0 ",
        ]);
        (await RankAsync("lowest")).ShouldBe([
            "1 4 0 0 0 ",
            "2 3 2 2 0 0",
            "3 0 4 10 -6 -60",
            "4 1 9 3 6 200",
            "4 2 9 0 9 ",
        ]);
        (await RankAsync("rise&limit=2")).ShouldBe(["1 2 9 0 9 ", "2 1 9 3 6 200"]);
        (await RankAsync("fall&limit=1")).ShouldBe(["1 0 4 10 -6 -60"]);
        (await RankAsync("highest&compare=last-year&limit=1")).ShouldBe(["1 1 9 0 9 "]);

        var standing = await (
            await service
                .Client(units[0].Code)
                .RollupAsync(units[0].Code, "/standing?indicator=people-guided&from=2024-06-01&to=2024-06-30")
        ).ShouldBeJsonAsync(
            200,
            new
            {
                unit = new
                {
                    code = units[0].Code,
                    fullName = units[0].FullName,
                    level = 1,
                },
                indicator = "people-guided",
                from = "2024-06-01",
                to = "2024-06-30",
                value = 4,
                rank = 3,
                of = 5,
                highest = 9,
                median = 4,
                lowest = 0,
                above = 24,
            }
        );
        standing.ToJsonString().ShouldNotContain(units[1].Code);
        (
            (int)
                (
                    await (
                        await client.RollupAsync(country.Nation.Code, "/standing?indicator=teams")
                    ).ShouldBeJsonAsync(200)
                )["of"]!
        ).ShouldBe(1);

        async Task<string[]> RankAsync(string order)
        {
            var page = await (
                await client.RollupAsync(
                    country.Nation.Code,
                    $"/ranking?indicator=people-guided&from=2024-06-01&to=2024-06-30&order={order}"
                )
            ).ShouldBeJsonAsync(200);
            return
            [
                .. page["items"]!
                    .AsArray()
                    .Select(row =>
                        $"{row!["rank"]} {Array.FindIndex(units, unit => unit.Code == (string?)row["unitCode"])} {row["value"]} {row["before"]} {row["change"]} {row["changePercent"]}"
                    ),
            ];
        }
    }

    [Fact]
    public async Task What_is_worked_out_is_ranked_and_what_has_no_value_comes_last()
    {
        var (country, units) = await ProvincesAsync(3);
        var code = $"r{Guid.NewGuid():N}"[..8];
        await (
            await service
                .Client()
                .PostAsJsonAsync(
                    "/v1/indicators",
                    new
                    {
                        code,
                        kind = "ratio",
                        unit = "VN",
                        editions = new[]
                        {
                            new
                            {
                                validFrom = "2020-01-01",
                                vi = "Tỷ lệ",
                                en = "Rate",
                                measureVi = "người",
                                measureEn = "people",
                                group = "results",
                                numerator = new[] { "people-guided" },
                                denominator = new[] { "activities" },
                                scale = 1,
                            },
                        },
                    }
                )
        ).ShouldBeJsonAsync(201);
        await service.SendAsync(
            Recorded(units[0], 0, 2),
            Recorded(units[1], 0, 7),
            // 5 for each of two: less than 7, although it is more people.
            Recorded(units[0], 0, 8)
        );

        var page = await (
            await service
                .Client(country.Nation.Code)
                .RollupAsync(country.Nation.Code, $"/ranking?indicator={code}&from=2024-06-01&to=2024-06-30")
        ).ShouldBeJsonAsync(200);

        page["items"]!.AsArray().Select(row => $"{row!["rank"]} {row["value"]}").ShouldBe(["1 7", "2 5", " "]);
    }

    [Fact]
    public async Task A_period_is_compared_with_the_one_before_and_the_year_before()
    {
        var (country, units) = await ProvincesAsync(1);
        await service.SendAsync(
            Recorded(units[0], 10, 4),
            Country.Recorded(Country.Activity(units[0], new DateOnly(2023, 6, 30), people: 8)),
            Country.Teams(Country.Team(units[0], May), Country.Team(units[0], June))
        );
        var client = service.Client(country.Nation.Code);

        var june = await ComparisonAsync("from=2024-06-01&to=2024-06-30&compare=previous");
        june.ShouldBe("2024-05-01 2024-05-31 people-guided 10 -6 -60 teams 1 1 100");
        (await ComparisonAsync("from=2024-06-01&to=2024-06-30&compare=last-year")).ShouldBe(
            "2023-06-01 2023-06-30 people-guided 8 -4 -50 teams 0 2 "
        );
        // Ten days are compared with the ten before.
        (await ComparisonAsync("from=2024-06-11&to=2024-06-20&compare=previous")).ShouldBe(
            "2024-06-01 2024-06-10 people-guided 0 4  teams 1 1 100"
        );
        (await ComparisonAsync("from=2024-04-01&to=2024-06-30&compare=previous")).ShouldStartWith(
            "2024-01-01 2024-03-31"
        );
        (await ComparisonAsync("from=2024-02-01&to=2024-02-29&compare=last-year")).ShouldStartWith(
            "2023-02-01 2023-02-28"
        );

        async Task<string> ComparisonAsync(string query)
        {
            var body = await (await client.RollupAsync(country.Nation.Code, $"?{query}")).ShouldBeJsonAsync(200);
            var then = body["comparison"]!;
            return $"{then["from"]} {then["to"]} {Of("people-guided")} {Of("teams")}";

            string Of(string code) =>
                $"{code} {then["total"]![code] ?? 0} {then["difference"]![code] ?? 0} {then["differencePercent"]![code]}";
        }
    }

    [Fact]
    public async Task Refusals_say_why()
    {
        var (country, units) = await ProvincesAsync(1);
        var client = service.Client(country.Nation.Code);
        await (await client.RollupAsync(units[0].Code, "/ranking")).ShouldBeProblemAsync(
            400,
            "rollup.indicator-missing",
            "Say which indicator is to be ranked."
        );
        await (await client.RollupAsync(units[0].Code, "/standing")).ShouldBeProblemAsync(
            400,
            "rollup.indicator-missing",
            "Say which indicator is to be ranked."
        );
        await (await client.RollupAsync("nowhere", "/ranking?indicator=teams&asOf=2024-02-29")).ShouldBeProblemAsync(
            404,
            "rollup.unit-unknown",
            "No unit bore the code nowhere on 29/02/2024."
        );
        await (
            await service.Client(units[0].Code).RollupAsync(country.Nation.Code, "/ranking?indicator=teams")
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {country.Nation.Code}."
        );
        foreach (var query in new[] { "/ranking?indicator=teams&order=best", "?compare=before" })
            ((string?)(await (await client.RollupAsync(units[0].Code, query)).ShouldBeJsonAsync(400))["code"]).ShouldBe(
                "request.invalid"
            );
    }

    private async Task<(Country Country, UnitFact[] Units)> ProvincesAsync(int count)
    {
        var country = new Country();
        UnitFact[] units = [.. Enumerable.Range(0, count).Select(_ => country.Unit(1, country.Nation))];
        await service.SendAsync(Country.Changed([country.Nation, .. units]));
        return (country, units);
    }

    private static object Recorded(UnitFact unit, int may, int june) =>
        Country.Recorded([
            .. may > 0 ? new[] { Country.Activity(unit, May, may) } : [],
            Country.Activity(unit, June, june),
        ]);
}
