using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Indicators;

public static class ListIndicators
{
    /// <summary>Lists the indicators that are in force, and those that are counted though nobody defined them, by code.</summary>
    /// <param name="kind">Only this kind.</param>
    /// <param name="unit">Only those that were defined for this unit: "VN" or a province's code.</param>
    /// <param name="asOf">Those in force on this day (yyyy-MM-dd); today where absent.</param>
    public static async Task<Ok<IReadOnlyList<IndicatorResponse>>> Handle(
        ReportingDbContext db,
        TimeProvider clock,
        string? kind = null,
        string? unit = null,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var day = asOf ?? clock.Today();
        var defined = await db.ReadIndicatorsAsync(cancellationToken);
        var counted = await db.ReadCountedCodesAsync(cancellationToken);
        IReadOnlyList<IndicatorResponse> indicators =
        [
            .. counted
                .Where(code => !defined.ContainsKey(code))
                .Select(code => IndicatorResponse.Of(code, null, null))
                .Concat(
                    from indicator in defined.Values
                    let edition = indicator.On(day)
                    where edition is not null
                    select IndicatorResponse.Of(indicator.Code, indicator, edition)
                )
                .Where(indicator =>
                    (kind ?? indicator.Kind) == indicator.Kind && (unit ?? indicator.Unit) == indicator.Unit
                )
                .OrderBy(indicator => indicator.Code, StringComparer.Ordinal),
        ];
        return TypedResults.Ok(indicators);
    }
}
