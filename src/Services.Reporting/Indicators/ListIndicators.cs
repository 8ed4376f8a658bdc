using CongNgheSo.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Indicators;

/// <param name="Code">Code of the indicator, as in the figures of a rollup.</param>
/// <param name="Kind">"flow": summed over a period; "stock": read at its end.</param>
public sealed record IndicatorResponse(string Code, string Kind);

public static class ListIndicators
{
    /// <summary>Lists the indicators for which the nation has figures.</summary>
    public static async Task<Ok<IReadOnlyList<IndicatorResponse>>> Handle(
        ReportingDbContext db,
        CancellationToken cancellationToken
    )
    {
        var codes = await db
            .Database.SqlQuery<string>(
                $"""
                SELECT DISTINCT jsonb_object_keys(figures) FROM unit_days
                WHERE unit_id IN (SELECT id FROM units WHERE level = 0)
                """
            )
            .ToListAsync(cancellationToken);
        IReadOnlyList<IndicatorResponse> indicators =
        [
            .. codes
                .Order(StringComparer.Ordinal)
                .Select(code => new IndicatorResponse(code, IndicatorCodes.IsStock(code) ? "stock" : "flow")),
        ];
        return TypedResults.Ok(indicators);
    }
}
