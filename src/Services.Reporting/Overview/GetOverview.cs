using CongNgheSo.Contracts;
using CongNgheSo.ServiceDefaults.Caching;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Overview;

/// <summary>The nation's headline figures as of a day.</summary>
/// <param name="AsOf">The day (Vietnam time).</param>
/// <param name="Teams">Teams in being.</param>
/// <param name="Members">Members in teams.</param>
/// <param name="MembersTrained">Distinct members who attended at least one training session.</param>
/// <param name="Provinces">Provinces on the day.</param>
/// <param name="ProvincesFullyCovered">Provinces with a team in 100% of their communes.</param>
/// <param name="Communes">Communes on the day.</param>
/// <param name="CommunesCovered">Communes with a team of their own or in one of their villages.</param>
/// <param name="Activities">Activities up to the day.</param>
/// <param name="PeopleGuided">People guided up to the day.</param>
public sealed record OverviewResponse(
    DateOnly AsOf,
    long Teams,
    long Members,
    long MembersTrained,
    long Provinces,
    long ProvincesFullyCovered,
    long Communes,
    long CommunesCovered,
    long Activities,
    long PeopleGuided
);

public static class GetOverview
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private static readonly HashSet<string> Headline =
    [
        IndicatorCodes.Teams,
        IndicatorCodes.Members,
        IndicatorCodes.MembersTrained,
        IndicatorCodes.Activities,
        IndicatorCodes.PeopleGuided,
    ];

    /// <summary>The headline figures of the nation. Shared between readers for a second.</summary>
    /// <param name="asOf">As of this day (yyyy-MM-dd), with the units and teams of then; today where absent.</param>
    public static async Task<Ok<OverviewResponse>> Handle(
        ReportingDbContext db,
        KeptTotals totals,
        CoverageCache coverage,
        Cache cache,
        TimeProvider clock,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var day = asOf ?? clock.Today();
        return TypedResults.Ok(
            await cache.GetOrReadAsync(
                $"reporting:overview:{day:yyyy-MM-dd}",
                Kept,
                () => ReadAsync(db, totals, coverage, day, cancellationToken)
            )
        );
    }

    private static async Task<OverviewResponse> ReadAsync(
        ReportingDbContext db,
        KeptTotals totals,
        CoverageCache coverage,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        var nation = await db.FindUnitAsync(UnitPath.Nation, day, cancellationToken);
        var figures = nation is null
            ? []
            : (
                await totals.SumAsync(
                    [new RollupUnitKey(nation.Id, nation.Level)],
                    [(DateOnly.MinValue, day)],
                    Headline.Contains,
                    hasStocks: true,
                    boundariesOn: null,
                    cancellationToken
                )
            )[0][0];
        var provinces = await coverage.ReadAsync(db, day, cancellationToken);
        return new OverviewResponse(
            day,
            figures.GetValueOrDefault(IndicatorCodes.Teams),
            figures.GetValueOrDefault(IndicatorCodes.Members),
            figures.GetValueOrDefault(IndicatorCodes.MembersTrained),
            provinces.Count,
            provinces.Count(province => province.Communes > 0 && province.Covered == province.Communes),
            provinces.Sum(province => province.Communes),
            provinces.Sum(province => province.Covered),
            figures.GetValueOrDefault(IndicatorCodes.Activities),
            figures.GetValueOrDefault(IndicatorCodes.PeopleGuided)
        );
    }
}
