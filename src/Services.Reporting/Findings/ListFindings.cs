using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Reporting.ReportDocuments;
using CongNgheSo.Services.Reporting.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Findings;

public static class ListFindings
{
    /// <summary>Lists the findings within what the caller may see, the latest period first.</summary>
    /// <param name="unit">Code of a unit: only its findings and those of the units below it.</param>
    /// <param name="kind">"outlier", "jump", "rule", "look-alike" or "silent".</param>
    /// <param name="indicator">Only of this indicator.</param>
    /// <param name="state">"open", "dismissed" or "resolved".</param>
    /// <param name="assignee">Only what this unit is to look at.</param>
    /// <param name="from">Only periods that end on this day or later.</param>
    /// <param name="to">Only periods that end on this day or before.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<FindingResponse>>, ProblemHttpResult>> Handle(
        Caller caller,
        ReportingDbContext db,
        string? unit = null,
        string? kind = null,
        string? indicator = null,
        string? state = null,
        string? assignee = null,
        DateOnly? from = null,
        DateOnly? to = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(db);
        if (kind is not null && !FindingKinds.All.Contains(kind))
            return FindingProblems.KindUnknown.Result(string.Join(", ", FindingKinds.All));
        if (state is not null && !Finding.States.Contains(state))
            return FindingProblems.StateUnknown.Result(string.Join(", ", Finding.States));
        var findings = db.Findings.AsNoTracking().Within(caller.Unit);
        if (unit is not null)
            findings = findings.Within(unit);
        if (kind is not null)
            findings = findings.Where(finding => finding.Kind == kind);
        if (indicator is not null)
            findings = findings.Where(finding => finding.Indicator == indicator);
        if (state is not null)
            findings = findings.Where(finding => finding.State == state);
        if (assignee is not null)
            findings = findings.Where(finding => finding.Assignee == assignee);
        if (from is not null)
            findings = findings.Where(finding => finding.To >= from);
        if (to is not null)
            findings = findings.Where(finding => finding.To <= to);
        if (Paging.Read<FindingKey>(cursor) is { } after)
            findings = findings.Where(finding =>
                EF.Functions.LessThan(ValueTuple.Create(finding.To, finding.Id), ValueTuple.Create(after.To, after.Id))
            );
        var read = await findings
            .OrderByDescending(finding => finding.To)
            .ThenByDescending(finding => finding.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var rules = await db.FindingRules.AsNoTracking().ToDictionaryAsync(rule => rule.Code, cancellationToken);
        var words = await IndicatorWords.ReadAsync(db, cancellationToken);
        IReadOnlyList<FindingResponse> items = [.. read.Select(finding => FindingResponse.Of(finding, rules, words))];
        return TypedResults.Ok(items.ToPage(limit, item => new FindingKey(item.To, item.Id)));
    }

    private sealed record FindingKey(DateOnly To, Guid Id);
}
