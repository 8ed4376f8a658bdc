using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Reporting.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.ReportDefinitions;

public static class OpenPeriod
{
    /// <summary>Opens the reports of a past period that the clock did not open, or gives late units theirs.</summary>
    /// <remarks>The clock opens each period on its day; this is for those before the definition was made.</remarks>
    /// <param name="code">The definition's code.</param>
    /// <param name="period">The period's name: "2026-07", "2026-Q3", "2026-H2" or "2026".</param>
    public static async Task<Results<Ok<PeriodResponse>, ProblemHttpResult>> Handle(
        string code,
        string period,
        Caller caller,
        ReportingDbContext db,
        ReportOpening opening,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (definition, problem) = await db.FindDefinitionAsync(code, caller, cancellationToken);
        if (definition is null)
            return problem!;
        var content = definition.Content;
        var days = ReportCalendar.Named(content.PeriodType, content.CutOff, period);
        if (days is null || !content.Covers(days))
            return ReportDefinitionProblems.PeriodUnknown.Result(period);
        if (content.OpensOn(days) > clock.Today())
            return ReportDefinitionProblems.PeriodNotReached.Result(period, content.OpensOn(days));
        // What the clock would open first: it goes on from the latest period that is open.
        foreach (var due in await ReportClock.DueAsync(db, definition, clock.Today(), false, cancellationToken))
            await opening.OpenAsync(definition, due, cancellationToken);
        await opening.OpenAsync(definition, days, cancellationToken);
        var opened = await db
            .ReportPeriods.AsNoTracking()
            .SingleAsync(each => each.DefinitionId == definition.Id && each.Key == days.Key, cancellationToken);
        return TypedResults.Ok(PeriodResponse.Of(opened));
    }
}
