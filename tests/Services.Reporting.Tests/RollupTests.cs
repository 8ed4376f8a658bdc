using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Reporting.Tests;

public sealed class RollupTests(ReportingService service)
{
    [Fact]
    public async Task Periods_partition_the_days_and_stocks_are_read_at_their_ends()
    {
        var (country, village) = await VillageAsync();
        DateOnly leapDay = new(2024, 2, 29);
        await service.SendAsync(
            Country.Teams(
                Country.Team(village, new DateOnly(2022, 5, 1)),
                Country.Team(village, leapDay, new DateOnly(2024, 12, 31))
            ),
            Country.Recorded(
                // The day before and the day after count for nothing.
                Country.Activity(village, new DateOnly(2023, 12, 30), 100),
                Country.Activity(village, new DateOnly(2025, 1, 2), 100),
                Country.Activity(village, new DateOnly(2023, 12, 31), 1),
                Country.Activity(village, leapDay, 2),
                Country.Activity(village, leapDay, 3),
                Country.Activity(village, new DateOnly(2024, 3, 31), 4),
                Country.Activity(village, new DateOnly(2024, 12, 31), 5),
                Country.Activity(village, new DateOnly(2025, 1, 1), 6)
            )
        );

        var years = await AskAsync("year");
        years["total"].ShouldBe((6, 21, 1));
        years
            .Where(period => period.Key != "total")
            .ShouldBe([
                new("2023-12-31 2023-12-31", (1, 1, 1)),
                new("2024-01-01 2024-12-31", (4, 14, 1)),
                new("2025-01-01 2025-01-01", (1, 6, 1)),
            ]);
        (await AskAsync("quarter"))
            .Where(period => period.Key != "total")
            .ShouldBe([
                new("2023-12-31 2023-12-31", (1, 1, 1)),
                new("2024-01-01 2024-03-31", (3, 9, 2)),
                new("2024-04-01 2024-06-30", (0, 0, 2)),
                new("2024-07-01 2024-09-30", (0, 0, 2)),
                new("2024-10-01 2024-12-31", (1, 5, 1)),
                new("2025-01-01 2025-01-01", (1, 6, 1)),
            ]);
        var months = await AskAsync("month");
        months.Count.ShouldBe(1 + 14);
        months["2024-02-01 2024-02-29"].ShouldBe((2, 5, 2));
        var days = await AskAsync("day");
        days.Count.ShouldBe(1 + 368);
        days["2024-02-28 2024-02-28"].ShouldBe((0, 0, 1));
        days["2024-02-29 2024-02-29"].ShouldBe((2, 5, 2));
        days["2024-12-30 2024-12-30"].ShouldBe((0, 0, 2));
        days["2024-12-31 2024-12-31"].ShouldBe((1, 5, 1));
        (await AskAsync("total")).ShouldBe([new("total", (6, 21, 1))]);

        async Task<Dictionary<string, (long Activities, long People, long Teams)>> AskAsync(string granularity)
        {
            var answer = await service
                .Client(country.Nation.Code)
                .RollupAsync(village.Code, $"?from=2023-12-31&to=2025-01-01&granularity={granularity}");
            var body = await answer.ShouldBeJsonAsync(200);
            var periods = body["periods"]!.AsArray();
            // Each period begins where the one before it ended.
            for (var index = 1; index < periods.Count; index++)
                Day(periods[index]!["from"]).ShouldBe(Day(periods[index - 1]!["to"]).AddDays(1));
            return periods
                .Select(period => ($"{period!["from"]} {period["to"]}", period["figures"]!))
                .Prepend(("total", body["total"]!))
                .ToDictionary(
                    period => period.Item1,
                    period =>
                    {
                        var figures = Rollup.Figures(period.Item2);
                        return (
                            figures.GetValueOrDefault("activities"),
                            figures.GetValueOrDefault("people-guided"),
                            figures.GetValueOrDefault("teams")
                        );
                    }
                );
        }
    }

    [Fact]
    public async Task Without_dates_it_is_this_year_up_to_today()
    {
        var (country, village) = await VillageAsync();
        var today = TimeProvider.System.Today();
        await service.SendAsync(
            Country.Recorded(
                Country.Activity(village, new DateOnly(today.Year, 1, 1).AddDays(-1), 50),
                Country.Activity(village, new DateOnly(today.Year, 1, 1), 3, 2),
                Country.Activity(village, today.AddDays(1), 50)
            )
        );

        await (await service.Client(village.Code).RollupAsync(village.Code)).ShouldBeJsonAsync(
            200,
            new
            {
                unit = new
                {
                    code = village.Code,
                    fullName = village.FullName,
                    level = 4,
                },
                from = new DateOnly(today.Year, 1, 1),
                to = today,
                granularity = "total",
                boundaries = "asWas",
                total = Rollup.Expected(
                    new
                    {
                        activities = 1,
                        people_guided = 3,
                        households = 2,
                    }
                ),
                villagesUnassigned = 0,
                periods = Array.Empty<object>(),
            }
        );
        var answer = await service.Client(country.Nation.Code).RollupAsync(village.Code, "?to=2019-03-31");
        var body = await answer.ShouldBeJsonAsync(200);
        (body["from"]!.ToString(), body["to"]!.ToString()).ShouldBe(("2019-01-01", "2019-03-31"));
    }

    [Theory]
    [InlineData("&indicators=households", new[] { "households" })]
    [InlineData("&indicators=%20households,teams,,unheard-of", new[] { "households", "teams" })]
    [InlineData("&indicators=unheard-of", new string[0])]
    [InlineData("&indicators=", new[] { "activities", "households", "teams" })]
    [InlineData("", new[] { "activities", "households", "teams" })]
    public async Task Only_the_indicators_asked_for(string indicators, string[] expected)
    {
        var (country, village) = await VillageAsync();
        DateOnly day = new(2024, 5, 1);
        await service.SendAsync(
            Country.Recorded(Country.Activity(village, day, people: 0, households: 1)),
            Country.Teams(Country.Team(village, day))
        );

        var answer = await service
            .Client(country.Nation.Code)
            .RollupAsync(village.Code, $"?from=2024-01-01&to=2024-12-31&granularity=quarter{indicators}");

        var body = await answer.ShouldBeJsonAsync(200);
        Rollup.Figures(body["total"]!).Keys.ShouldBe(expected);
        Rollup.Figures(body["periods"]![1]!["figures"]!).Keys.ShouldBe(expected);
    }

    [Fact]
    public async Task Every_refusal_says_why_in_the_readers_language()
    {
        var (country, village) = await VillageAsync();
        var (vi, en) = (service.Client(country.Nation.Code, "vi"), service.Client(country.Nation.Code));

        await (await vi.RollupAsync("nowhere", "?asOf=2024-02-29")).ShouldBeProblemAsync(
            404,
            "rollup.unit-unknown",
            "Không có đơn vị mang mã nowhere vào ngày 29/02/2024."
        );
        await (await en.RollupAsync(village.Code, "?asOf=2019-12-31")).ShouldBeProblemAsync(
            404,
            "rollup.unit-unknown",
            $"No unit bore the code {village.Code} on 31/12/2019."
        );
        foreach (
            var dates in new[]
            {
                "from=2024-01-02&to=2024-01-01",
                "from=2000-01-01&to=2020-01-02",
                "from=0001-01-01&to=0001-01-01",
                "from=9999-01-01&to=9999-12-31",
                "to=9999-12-31",
                "from=1899-12-31&to=1900-01-01",
            }
        )
        {
            await (await vi.RollupAsync(village.Code, $"?{dates}")).ShouldBeProblemAsync(
                400,
                "rollup.period-invalid",
                "Ngày bắt đầu phải không sau ngày kết thúc, từ năm 1900 đến năm 2200, tối đa 20 năm."
            );
            await (await en.RollupAsync(village.Code, $"?{dates}&granularity=day")).ShouldBeProblemAsync(
                400,
                "rollup.period-invalid",
                "The first day must not come after the last; both lie between 1900 and 2200, at most 20 years apart."
            );
        }
        await (await vi.RollupAsync(village.Code, "?granularity=week")).ShouldBeProblemAsync(
            400,
            "rollup.granularity-unknown",
            "Mức thời gian phải là total, day, month, quarter hoặc year."
        );
        await (await en.RollupAsync(village.Code, "?granularity=Day")).ShouldBeProblemAsync(
            400,
            "rollup.granularity-unknown",
            "The granularity is one of total, day, month, quarter, year."
        );
        await (await vi.RollupAsync(village.Code, "?boundaries=then")).ShouldBeProblemAsync(
            400,
            "rollup.boundaries-unknown",
            "Ranh giới phải là asWas (như khi đó) hoặc today (hiện nay)."
        );
        await (await en.RollupAsync(village.Code, "?boundaries=then")).ShouldBeProblemAsync(
            400,
            "rollup.boundaries-unknown",
            "The boundaries are either asWas or today."
        );
        await (await en.RollupAsync(village.Code, "?from=soon")).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("from", "request.field-unreadable", "A day is written yyyy-MM-dd, such as 2025-07-01.")
        );
    }

    [Fact]
    public async Task Only_who_may_sees_the_figures()
    {
        var (country, village) = await VillageAsync();
        using var anonymous = service.CreateClient();
        await (await anonymous.RollupAsync(village.Code)).ShouldBeProblemAsync(
            401,
            "auth.token-required",
            "Cần mã truy cập (access token) còn hiệu lực."
        );
        anonymous.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
        anonymous.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "rubbish");
        foreach (var path in new[] { $"/v1/rollups/{village.Code}", "/v1/overview", "/v1/indicators" })
        {
            await (await anonymous.GetAsync(path)).ShouldBeProblemAsync(
                401,
                "auth.token-required",
                "A valid access token is required."
            );
            await (
                await service.Client(country.Nation.Code, "en", Scopes.RegistryRead).GetAsync(path)
            ).ShouldBeProblemAsync(403, "auth.scope-missing", "The access token lacks the scope that this needs.");
        }
        await (await service.Client(village.Code, "vi").RollupAsync(country.Nation.Code)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"Mã truy cập không có quyền đối với đơn vị {country.Nation.Code}."
        );
        await (await service.Client("elsewhere").RollupAsync(village.Code)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {village.Code}."
        );
    }

    private static DateOnly Day(JsonNode? node) => DateOnly.Parse(node!.ToString(), CultureInfo.InvariantCulture);

    private async Task<(Country Country, UnitFact Village)> VillageAsync()
    {
        var country = new Country();
        var village = country.Unit(4, country.Nation);
        await service.SendAsync(Country.Changed(country.Nation, village));
        return (country, village);
    }
}
