using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Contracts.Registry.V1;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>Obstacles in the totals: by cause on the day they were raised, answered on the day of the answer.</summary>
public sealed class ObstacleFactTests(ReportingService service)
{
    private static readonly DateOnly Raised = new(2026, 3, 10);
    private static readonly DateOnly Answered = new(2026, 4, 2);
    private static readonly (DateOnly From, DateOnly To) March = (new(2026, 3, 1), new(2026, 3, 31));
    private static readonly (DateOnly From, DateOnly To) April = (new(2026, 4, 1), new(2026, 4, 30));

    [Fact]
    public async Task They_count_by_cause_where_they_were_raised_and_above()
    {
        var (country, province, villages) = await ProvinceAsync();
        await service.SendAsync(
            Changed(Fact(villages[0], "forgotten-account"), Fact(villages[1], "forgotten-account")),
            Changed(Fact(villages[0], "no-signal") with { Version = 2, Status = "answered", AnsweredOn = Answered })
        );

        var client = service.Client(country.Nation.Code);
        (await client.TotalAsync(villages[0].Code, March.From, March.To)).ShouldBe(
            new Dictionary<string, long>
            {
                ["obstacles"] = 2,
                ["obstacles.forgotten-account"] = 1,
                ["obstacles.no-signal"] = 1,
            },
            ignoreOrder: true
        );
        (await client.TotalAsync(province.Code, March.From, March.To)).ShouldBe(
            new Dictionary<string, long>
            {
                ["obstacles"] = 3,
                ["obstacles.forgotten-account"] = 2,
                ["obstacles.no-signal"] = 1,
            },
            ignoreOrder: true
        );
        (await client.TotalAsync(province.Code, April.From, April.To)).ShouldBe(
            new Dictionary<string, long> { ["obstacles-answered"] = 1 }
        );
    }

    [Fact]
    public async Task A_reopened_one_is_no_longer_answered_and_a_withdrawn_one_counts_for_nothing()
    {
        var (country, province, villages) = await ProvinceAsync();
        var fact = Fact(villages[0], "old-phone");
        var answered = fact with { Version = 2, Status = "answered", DueOn = null, AnsweredOn = Answered };
        var reopened = fact with { Version = 3 };
        var withdrawn = reopened with { Version = 4, Status = "withdrawn", DueOn = null };
        var client = service.Client(country.Nation.Code);
        async Task<(long Raised, long ByCause, long Answered)> FiguresAsync()
        {
            var total = await client.TotalAsync(province.Code, March.From, April.To);
            return (
                total.GetValueOrDefault("obstacles"),
                total.GetValueOrDefault("obstacles.old-phone"),
                total.GetValueOrDefault("obstacles-answered")
            );
        }

        await service.SendAsync(Changed(answered));
        (await FiguresAsync()).ShouldBe((1, 1, 1));
        // What is older comes late, and what is newer twice.
        await service.SendAsync(Changed(fact), Changed(reopened), Changed(reopened), Changed(answered));
        (await FiguresAsync()).ShouldBe((1, 1, 0));
        await service.SendAsync(Changed(withdrawn), Changed(reopened));
        (await FiguresAsync()).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task They_are_among_the_indicators_as_flows()
    {
        var (country, _, villages) = await ProvinceAsync();
        await service.SendAsync(
            Changed(
                Fact(villages[0], "unfamiliar-steps") with
                {
                    Status = "closed",
                    DueOn = null,
                    AnsweredOn = Answered,
                }
            )
        );

        var indicators = await service.Client(country.Nation.Code).GetStringAsync("/v1/indicators");

        foreach (var code in new[] { "obstacles", "obstacles.unfamiliar-steps", "obstacles-answered" })
            indicators.ShouldContain($$"""{"code":"{{code}}","kind":"additive","accumulation":"flow",""");
    }

    private async Task<(Country Country, UnitFact Province, UnitFact[] Villages)> ProvinceAsync()
    {
        var country = new Country();
        var province = country.Unit(1, country.Nation);
        var commune = country.Unit(3, province);
        UnitFact[] villages = [country.Unit(4, commune), country.Unit(4, commune)];
        await service.SendAsync(Country.Changed(country.Nation, province, commune, villages[0], villages[1]));
        return (country, province, villages);
    }

    private static ObstaclesChanged Changed(params IReadOnlyList<ObstacleFact> facts) =>
        new(DateTimeOffset.UtcNow, facts);

    private static ObstacleFact Fact(UnitFact unit, string cause) =>
        new(Guid.NewGuid(), 1, unit.UnitId, Raised, cause, "open", 4, Raised.AddDays(3), null);
}
