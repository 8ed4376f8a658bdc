using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.ReportDefinitions;

/// <summary>A period whose reports are opened.</summary>
/// <param name="Period">Its name: "2026-07".</param>
/// <param name="From">First day of the data (Vietnam time).</param>
/// <param name="To">Last day of the data.</param>
/// <param name="OpenedAt">When the reports were opened.</param>
public sealed record PeriodResponse(string Period, DateOnly From, DateOnly To, DateTimeOffset OpenedAt)
{
    internal static PeriodResponse Of(ReportPeriod period) => new(period.Key, period.From, period.To, period.OpenedAt);
}

public static class ListPeriods
{
    /// <summary>Lists the periods of a definition whose reports are opened, the latest first.</summary>
    /// <param name="code">The definition's code.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<PeriodResponse>>, ProblemHttpResult>> Handle(
        string code,
        ReportingDbContext db,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (!await db.ReportDefinitions.AnyAsync(definition => definition.Code == code, cancellationToken))
            return ReportDefinitionProblems.NotFound.Result(code);
        var periods = db.ReportPeriods.AsNoTracking().Where(period => period.Code == code);
        if (Paging.Read<PeriodKey>(cursor) is { } after)
            periods = periods.Where(period => period.From < after.From);
        var read = await periods
            .OrderByDescending(period => period.From)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<PeriodResponse> items = [.. read.Select(PeriodResponse.Of)];
        return TypedResults.Ok(items.ToPage(limit, item => new PeriodKey(item.From)));
    }

    private sealed record PeriodKey(DateOnly From);
}
