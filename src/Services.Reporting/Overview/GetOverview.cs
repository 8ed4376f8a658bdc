using CongNgheSo.Contracts;
using CongNgheSo.ServiceDefaults.Caching;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Overview;

/// <summary>The nation's headline figures as of today.</summary>
/// <param name="AsOf">The day (Vietnam time).</param>
/// <param name="Teams">Teams in being.</param>
/// <param name="Members">Members in teams.</param>
/// <param name="MembersTrained">Distinct members who attended at least one training session.</param>
/// <param name="Provinces">Provinces today.</param>
/// <param name="ProvincesFullyCovered">Provinces with a team in 100% of their communes.</param>
/// <param name="Communes">Communes today.</param>
/// <param name="CommunesCovered">Communes with a team of their own or in one of their villages.</param>
/// <param name="Activities">Activities ever recorded.</param>
/// <param name="PeopleGuided">People guided, ever.</param>
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

    /// <summary>The headline figures of the nation. Shared between readers for a second.</summary>
    public static async Task<Ok<OverviewResponse>> Handle(
        ReportingDbContext db,
        Cache cache,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await cache.GetOrReadAsync(
                "reporting:overview",
                Kept,
                () => ReadAsync(db, clock.Today(), cancellationToken)
            )
        );

    private static async Task<OverviewResponse> ReadAsync(
        ReportingDbContext db,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var nation = await db.FindUnitAsync(UnitPath.Nation, today, cancellationToken);
        var days = nation is null ? [] : await UnitDays.ReadAsWasAsync(db, nation.Id, today, cancellationToken);
        var figures = Periods.Sum(days, [(DateOnly.MinValue, today)], wanted: null)[0];
        var coverage = await CommuneCoverage.ReadAsync(db, today, cancellationToken);
        return new OverviewResponse(
            today,
            figures.GetValueOrDefault(IndicatorCodes.Teams),
            figures.GetValueOrDefault(IndicatorCodes.Members),
            figures.GetValueOrDefault(IndicatorCodes.MembersTrained),
            coverage.Count,
            coverage.Count(province => province.Communes > 0 && province.Covered == province.Communes),
            coverage.Sum(province => province.Communes),
            coverage.Sum(province => province.Covered),
            figures.GetValueOrDefault(IndicatorCodes.Activities),
            figures.GetValueOrDefault(IndicatorCodes.PeopleGuided)
        );
    }
}
