using System.Text.Json;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Services.Reporting.Overview;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>The headline of 2023 in small, from Registry's events alone: 52 of 63 provinces have a team in every commune.</summary>
public sealed class NationHeadlineTests(ReportingService service)
{
    [Fact]
    public async Task Fifty_two_of_sixty_three_provinces_are_covered_on_the_day_and_not_after_the_merger()
    {
        // A nation apart from that of other tests, in a time when nobody else has units.
        var (from, merger) = (new DateOnly(1950, 1, 1), new DateOnly(1955, 7, 1));
        var country = new Country();
        var nation = country.Unit(0, null, from, "VN") with { ValidTo = new DateOnly(1960, 1, 1) };
        UnitFact[] provinces = [.. Enumerable.Range(0, 63).Select(_ => Unit(1, nation))];
        UnitFact[] districts = [.. provinces.Select(province => Unit(2, province))];
        UnitFact[][] communes = [.. districts.Select(district => new[] { Unit(3, district), Unit(3, district) })];
        UnitFact[] villages = [.. communes.SelectMany(pair => pair).Select(commune => Unit(4, commune))];
        await service.SendAsync(
            Country.Changed([nation, .. provinces, .. districts]),
            Country.Changed([.. communes.SelectMany(pair => pair)]),
            Country.Changed(villages)
        );
        // Eleven provinces have one commune without; its team comes on the day of the merger.
        TeamFact[] teams =
        [
            .. villages.Select(
                (village, index) => Country.Team(village, index % 2 == 1 && index < 22 ? merger : from.AddDays(30))
            ),
        ];
        await service.SendAsync(
            Country.Teams(teams),
            Country.Members([
                .. teams.SelectMany(
                    (team, index) =>
                        Enumerable
                            .Range(0, 4 + (index % 2))
                            .Select(_ => Country.Member(villages[index], team.EstablishedOn))
                ),
            ])
        );

        var then = await ReadAsync(merger.AddDays(-1));
        (then.Provinces, then.ProvincesFullyCovered).ShouldBe((63, 52));
        (then.Communes, then.CommunesCovered).ShouldBe((126, 115));
        (then.Teams, then.Members).ShouldBe((115, (63 * 4) + (52 * 5)));
        var before = await ReadAsync(from.AddDays(29));
        (before.ProvincesFullyCovered, before.CommunesCovered, before.Teams).ShouldBe((0, 0, 0));
        (await ReadAsync(merger)).ProvincesFullyCovered.ShouldBe(63);

        UnitFact Unit(int level, UnitFact parent) =>
            country.Unit(level, parent, from) with
            {
                ValidTo = new DateOnly(1960, 1, 1),
            };
    }

    private async Task<OverviewResponse> ReadAsync(DateOnly asOf)
    {
        var answer = await service.Client().GetAsync(new Uri($"/v1/overview?asOf={asOf:yyyy-MM-dd}", UriKind.Relative));
        return (await answer.ShouldBeJsonAsync(200)).Deserialize<OverviewResponse>(JsonSerializerOptions.Web)!;
    }
}
