using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>What happens to figures when units are closed, opened again and moved.</summary>
public sealed class TreeTests(ReportingService service)
{
    private static readonly DateOnly Start = new(2024, 1, 1);
    private static readonly DateOnly Reform = new(2025, 7, 1);
    private static readonly DateOnly After = new(2025, 12, 31);

    [Fact]
    public async Task A_code_used_again_after_the_reform_is_another_unit()
    {
        var country = new Country();
        var oldProvince = country.Unit(1, country.Nation);
        var district = country.Unit(2, oldProvince);
        var oldCommune = country.Unit(3, district);
        var village = country.Unit(4, oldCommune);
        await service.SendAsync(Country.Changed(country.Nation, oldProvince, district, oldCommune, village));
        await service.SendAsync(
            Country.Recorded(Country.Activity(village, Start, 3), Country.Activity(village, Reform, 4)),
            Country.Teams(Country.Team(village, Start), Country.Team(village, Start, Reform.AddDays(30)))
        );
        // The same code, another unit, straight under another province.
        var newProvince = country.Unit(1, country.Nation, Reform);
        var newCommune = country.Unit(3, newProvince, Reform, oldCommune.Code);
        await service.SendAsync(
            Country.Changed(
                oldProvince.Closed(Reform),
                district.Closed(Reform),
                oldCommune.Closed(Reform),
                newProvince,
                newCommune,
                village.Moved(newCommune, Reform)
            )
        );
        var client = service.Client(country.Nation.Code);

        var old = await client.RollupAsync(
            oldCommune.Code,
            $"?from={Start:yyyy-MM-dd}&to={After:yyyy-MM-dd}&asOf=2025-06-30&granularity=year"
        );
        await old.ShouldBeJsonAsync(
            200,
            Answer(
                oldCommune,
                "asWas",
                // The teams went on to the new commune.
                new { activities = 1, people_guided = 3 },
                (
                    2024,
                    new
                    {
                        activities = 1,
                        people_guided = 3,
                        teams = 2,
                    }
                ),
                (2025, new { })
            )
        );
        var reopened = await client.RollupAsync(
            newCommune.Code,
            $"?from={Start:yyyy-MM-dd}&to={After:yyyy-MM-dd}&granularity=year"
        );
        await reopened.ShouldBeJsonAsync(
            200,
            Answer(
                newCommune,
                "asWas",
                new
                {
                    activities = 1,
                    people_guided = 4,
                    teams = 1,
                },
                (2024, new { }),
                (
                    2025,
                    new
                    {
                        activities = 1,
                        people_guided = 4,
                        teams = 1,
                    }
                )
            )
        );
        var today = await client.RollupAsync(
            newProvince.Code,
            $"?from={Start:yyyy-MM-dd}&to={After:yyyy-MM-dd}&granularity=year&boundaries=today"
        );
        await today.ShouldBeJsonAsync(
            200,
            Answer(
                newProvince,
                "today",
                new
                {
                    activities = 2,
                    people_guided = 7,
                    teams = 1,
                },
                (
                    2024,
                    new
                    {
                        activities = 1,
                        people_guided = 3,
                        teams = 2,
                    }
                ),
                (
                    2025,
                    new
                    {
                        activities = 1,
                        people_guided = 4,
                        teams = 1,
                    }
                )
            )
        );
        foreach (var boundaries in new[] { "asWas", "today" })
            (await client.TotalAsync(country.Nation.Code, Start, After, boundaries)).ShouldBe(
                new Dictionary<string, long>
                {
                    ["activities"] = 2,
                    ["people-guided"] = 7,
                    ["people-guided.online-payment"] = 7,
                    ["teams"] = 1,
                },
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task Stocks_move_on_the_day_and_flows_stay_on_theirs()
    {
        var country = new Country();
        var (from, to) = (country.Unit(3, country.Nation), country.Unit(3, country.Nation));
        var village = country.Unit(4, from);
        await service.SendAsync(
            Country.Changed(country.Nation, from, to, village),
            Country.Teams(Country.Team(village, Start)),
            Country.Members(Country.Member(village, Start), Country.Member(village, Start)),
            Country.Recorded(Country.Activity(village, Reform.AddDays(-1)), Country.Activity(village, Reform))
        );
        var client = service.Client(country.Nation.Code);
        // Decided late, and dated back.
        await service.SendAsync(Country.Changed(village.Moved(to, Reform)));

        (await FiguresAsync(from, Reform.AddDays(-1))).ShouldBe((1, 2, 1));
        (await FiguresAsync(from, Reform)).ShouldBe((0, 0, 0));
        (await FiguresAsync(to, Reform.AddDays(-1))).ShouldBe((0, 0, 0));
        (await FiguresAsync(to, Reform)).ShouldBe((1, 2, 1));
        (await FiguresAsync(country.Nation, Reform.AddDays(-1))).ShouldBe((1, 2, 1));
        (await FiguresAsync(country.Nation, Reform)).ShouldBe((1, 2, 1));

        // And back again: the decision was withdrawn.
        await service.SendAsync(Country.Changed(village with { Version = 3 }));
        (await FiguresAsync(from, Reform)).ShouldBe((1, 2, 1));
        (await FiguresAsync(to, Reform)).ShouldBe((0, 0, 0));

        async Task<(long Teams, long Members, long Activities)> FiguresAsync(UnitFact unit, DateOnly day)
        {
            var total = await client.TotalAsync(unit.Code, day, day);
            return (
                total.GetValueOrDefault("teams"),
                total.GetValueOrDefault("members"),
                total.GetValueOrDefault("activities")
            );
        }
    }

    [Fact]
    public async Task A_unit_that_would_stand_above_itself_is_refused_and_nothing_else_suffers()
    {
        var country = new Country();
        var (upper, lower) = (country.Unit(2, country.Nation), country.Unit(3, country.Nation));
        await service.SendAsync(Country.Changed(country.Nation, upper, lower.Moved(upper, Country.Always)));
        await service.SendAsync(Country.Recorded(Country.Activity(lower, Start)));
        var refused = await Refused.CountAsync(service, "tree");

        await service.PublishAllAsync([(Country.Changed(upper.Moved(lower, Start)), Guid.NewGuid())]);

        await Refused.ReachesAsync(service, "tree", refused + 1);
        await service.SendAsync(Country.Recorded(Country.Activity(lower, Start)));
        var total = await service.Client(country.Nation.Code).TotalAsync(country.Nation.Code, Start, Start);
        total["activities"].ShouldBe(2);
    }

    [Fact]
    public async Task A_catalogue_with_nothing_new_in_it_reads_no_figures()
    {
        var country = new Country();
        var province = country.Unit(1, country.Nation);
        var communes = Enumerable.Range(0, 498).Select(_ => country.Unit(3, province)).ToArray();
        UnitFact[] all = [country.Nation, province, .. communes];
        await service.SendAsync(Country.Changed(all));
        await service.SendAsync(Country.Recorded([.. communes.Select(commune => Country.Activity(commune, Start))]));
        await using var connection = new NpgsqlConnection(service.Database + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var locking = new NpgsqlCommand("LOCK TABLE unit_days, facts", connection);
        await locking.ExecuteNonQueryAsync();

        // Renamed and closed, but in the same place: it would wait for the lock if it looked at a single figure.
        await service.SendAsync(
            Country.Changed([
                .. all.Select(unit =>
                    unit.Placements.Count == 0
                        ? unit with
                        {
                            Version = 2,
                            FullName = "Khác",
                        }
                        : unit.Closed(Reform) with
                        {
                            FullName = "Khác",
                        }
                ),
            ])
        );

        await transaction.RollbackAsync();
        (
            await service.InDatabaseAsync(db =>
                db.Units.CountAsync(unit => unit.FullName == "Khác" && unit.Code.StartsWith(country.Prefix))
            )
        ).ShouldBe(500);
    }

    [Fact]
    public async Task What_a_divided_commune_leaves_counts_in_the_province_until_it_is_assigned()
    {
        var country = new Country();
        var province = country.Unit(1, country.Nation);
        var divided = country.Unit(3, province);
        var village = country.Unit(4, divided);
        await service.SendAsync(Country.Changed(country.Nation, province, divided, village));
        await service.SendAsync(
            Country.Recorded(Country.Activity(village, Start, 3), Country.Activity(village, Reform, 4)),
            Country.Teams(Country.Team(village, Start))
        );
        // What ended hangs under the province from then on, and the village still under what ended.
        var (north, south) = (country.Unit(3, province, Reform), country.Unit(3, province, Reform));
        var ended = divided.Moved(province, Reform) with { ValidTo = Reform };
        await service.SendAsync(Country.Changed(ended, north, south));
        var client = service.Client(country.Nation.Code);

        foreach (var boundaries in new[] { "asWas", "today" })
        {
            (await People(north, boundaries)).ShouldBe((0, 0));
            (await People(province, boundaries)).ShouldBe((7, 1));
            (await People(country.Nation, boundaries)).ShouldBe((7, 1));
        }
        await service.SendAsync(Country.Changed(village.Moved(north, Reform)));
        (await People(north, "asWas")).ShouldBe((4, 0));
        (await People(north, "today")).ShouldBe((7, 0));
        (await People(south, "today")).ShouldBe((0, 0));
        foreach (var boundaries in new[] { "asWas", "today" })
            (await People(province, boundaries)).ShouldBe((7, 0));
        var before = await client.TotalAsync(divided.Code, Start, Reform.AddDays(-1), "asWas", Reform.AddDays(-1));
        (before["people-guided"], before["teams"]).ShouldBe((3, 1));

        async Task<(long People, int Unassigned)> People(UnitFact unit, string boundaries)
        {
            var answer = await client.RollupAsync(
                unit.Code,
                $"?from={Start:yyyy-MM-dd}&to={After:yyyy-MM-dd}&boundaries={boundaries}"
            );
            var body = await answer.ShouldBeJsonAsync(200);
            return (
                Rollup.Figures(body["total"]!).GetValueOrDefault("people-guided"),
                (int)body["villagesUnassigned"]!
            );
        }
    }

    [Fact]
    public async Task A_commune_team_counts_where_it_served_and_then_where_it_was_moved()
    {
        var country = new Country();
        var (province, other) = (country.Unit(1, country.Nation), country.Unit(1, country.Nation));
        var (divided, heir) = (country.Unit(3, province), country.Unit(3, other));
        await service.SendAsync(Country.Changed(country.Nation, province, other, divided, heir));
        var (lasting, ended) = (Country.Team(divided, Start), Country.Team(divided, Start, Reform.AddDays(-30)));
        var member = Country.Member(divided, Start);
        var late = Country.Member(divided, Reform.AddDays(10), Reform.AddDays(20));
        await service.SendAsync(Country.Teams(lasting, ended), Country.Members(member, late));
        UnitStayFact[] earlier = [new(divided.UnitId, Reform)];
        await service.SendAsync(
            Country.Teams(
                lasting with
                {
                    Version = 2,
                    UnitId = heir.UnitId,
                    Earlier = earlier,
                },
                ended with
                {
                    Version = 2,
                    UnitId = heir.UnitId,
                    Earlier = earlier,
                }
            ),
            Country.Members(
                member with
                {
                    Version = 2,
                    UnitId = heir.UnitId,
                    Earlier = earlier,
                },
                late with
                {
                    Version = 2,
                    UnitId = heir.UnitId,
                    Earlier = earlier,
                }
            )
        );
        await ShouldStandAsync(province, Start, 2, 1);
        await ShouldStandAsync(province, Reform.AddDays(-1), 1, 1);
        await ShouldStandAsync(province, Reform, 0, 0);
        await ShouldStandAsync(other, Reform.AddDays(-1), 0, 0);
        await ShouldStandAsync(other, Reform, 1, 1);
        await ShouldStandAsync(other, Reform.AddDays(10), 1, 2);
        await ShouldStandAsync(other, Reform.AddDays(20), 1, 1);
        await ShouldStandAsync(country.Nation, Reform, 1, 1);

        async Task ShouldStandAsync(UnitFact unit, DateOnly day, long teams, long members)
        {
            var total = await service.Client(country.Nation.Code).TotalAsync(unit.Code, Start, day);
            (total.GetValueOrDefault("teams"), total.GetValueOrDefault("members")).ShouldBe((teams, members), $"{day}");
        }
    }

    private static Dictionary<string, object> Answer(
        UnitFact unit,
        string boundaries,
        object total,
        params (int Year, object Figures)[] years
    ) =>
        new()
        {
            ["unit"] = new
            {
                code = unit.Code,
                fullName = unit.FullName,
                level = unit.Level,
            },
            ["from"] = Start,
            ["to"] = After,
            ["granularity"] = "year",
            ["boundaries"] = boundaries,
            ["total"] = Rollup.Expected(total),
            ["villagesUnassigned"] = 0,
            ["periods"] = years.Select(year => new
            {
                from = new DateOnly(year.Year, 1, 1),
                to = new DateOnly(year.Year, 12, 31),
                figures = Rollup.Expected(year.Figures),
            }),
        };
}
