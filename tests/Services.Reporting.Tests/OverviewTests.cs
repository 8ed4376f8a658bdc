using System.Text.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Contracts.Training.V1;
using CongNgheSo.ServiceDefaults.Caching;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Reporting.Overview;
using CongNgheSo.Services.Reporting.Rollups;
using CongNgheSo.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CongNgheSo.Services.Reporting.Tests;

public sealed class OverviewTests(ReportingService service) : IDisposable
{
    private static readonly UnitFact VietNam = new Country().Nation with { Code = "VN" };
    private static readonly DateOnly Start = new(2024, 1, 1);

    private readonly Cache away = new(
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:cache"] = "127.0.0.1:1" })
            .Build(),
        NullLogger<Cache>.Instance
    );

    public void Dispose() => away.Dispose();

    [Fact]
    public async Task The_nation_in_ten_figures()
    {
        var today = TimeProvider.System.Today();
        await service.SendAsync(Country.Changed(VietNam));
        var before = await ReadAsync();
        var country = new Country();
        var covered = country.Unit(1, VietNam);
        var district = country.Unit(2, covered);
        var withOwnTeam = country.Unit(3, district);
        var withVillageTeam = country.Unit(3, covered);
        var half = country.Unit(1, VietNam);
        var dissolved = country.Unit(3, half);
        var still = country.Unit(3, half);
        var villages = new[] { withVillageTeam, withVillageTeam, dissolved, still, withOwnTeam }
            .Select(commune => country.Unit(4, commune))
            .ToArray();
        var gone = country.Unit(3, covered).Closed(today);
        var empty = country.Unit(1, VietNam);
        var member = Country.Member(villages[0], Start);
        await service.SendAsync(
            Country.Changed([
                covered,
                district,
                withOwnTeam,
                withVillageTeam,
                half,
                dissolved,
                still,
                gone,
                empty,
                .. villages,
            ]),
            Country.Teams(
                Country.Team(withOwnTeam, Start),
                Country.Team(villages[0], Start),
                Country.Team(villages[1], Start),
                Country.Team(villages[2], Start, today),
                Country.Team(dissolved, today.AddDays(1)),
                Country.Team(villages[3], Start, today.AddDays(1))
            ),
            Country.Members(member, Country.Member(villages[3], Start), Country.Member(villages[3], Start, today)),
            Country.Trained(new MemberTrainingFact(member.MemberId, 1, villages[0].UnitId, Start)),
            Country.Recorded(
                Country.Activity(villages[0], Start, 7),
                Country.Activity(villages[1], today, 5),
                Country.Activity(villages[1], today.AddDays(1), 100)
            )
        );

        var expected = before with
        {
            Teams = before.Teams + 4,
            Members = before.Members + 2,
            MembersTrained = before.MembersTrained + 1,
            Provinces = before.Provinces + 3,
            ProvincesFullyCovered = before.ProvincesFullyCovered + 1,
            Communes = before.Communes + 4,
            CommunesCovered = before.CommunesCovered + 3,
            Activities = before.Activities + 2,
            PeopleGuided = before.PeopleGuided + 12,
        };
        (await ReadAsync()).ShouldBe(expected);
        (await WithoutRedisAsync()).ShouldBe(expected);
    }

    [Fact]
    public async Task Indicators_are_those_that_have_figures()
    {
        var country = new Country();
        var day = new DateOnly(2024, 6, 1);
        await service.SendAsync(
            Country.Changed(country.Nation),
            Country.Recorded(
                Country.Activity(country.Nation, day, outcomes: new Dictionary<string, long> { [country.Prefix] = 1 })
            ),
            Country.Teams(Country.Team(country.Nation, day))
        );

        var answer = await service.Client().GetAsync("/v1/indicators");

        var indicators = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray();
        var kinds = indicators.ToDictionary(
            indicator => indicator!["code"]!.ToString(),
            indicator => indicator!["accumulation"]?.ToString()
        );
        kinds.Keys.ShouldBe(kinds.Keys.Order(StringComparer.Ordinal));
        (kinds[country.Prefix], kinds["teams"], kinds["people-guided.online-payment"]).ShouldBe(
            ("flow", "stock", "flow")
        );
        var people = indicators.Single(indicator => (string)indicator!["code"]! == country.Prefix)!;
        ((string)people["kind"]!, (string)people["name"]!, (string?)people["unit"]).ShouldBe(
            ("additive", country.Prefix, null)
        );
    }

    /// <summary>Over the wire, once what others read a moment ago is forgotten.</summary>
    private async Task<OverviewResponse> ReadAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(1.2));
        var body = await (await service.Client().GetAsync("/v1/overview")).ShouldBeJsonAsync(200);
        body.Count.ShouldBe(10);
        return body.Deserialize<OverviewResponse>(JsonSerializerOptions.Web)!;
    }

    private Task<OverviewResponse> WithoutRedisAsync() =>
        service.InDatabaseAsync(async db =>
            (
                await GetOverview.Handle(
                    db,
                    service.Services.GetRequiredService<KeptTotals>(),
                    service.Services.GetRequiredService<CoverageCache>(),
                    away,
                    TimeProvider.System
                )
            ).Value!
        );
}
