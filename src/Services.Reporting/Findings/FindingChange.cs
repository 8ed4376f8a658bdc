using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Reporting.ReportDocuments;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Findings;

/// <summary>What all changes of a finding share: who may, the version check, the answer.</summary>
public sealed class FindingChange(ReportingDbContext db, Caller caller)
{
    /// <summary>The finding, tracked; or why this caller does not see it.</summary>
    public async Task<(Finding?, ProblemHttpResult?)> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var finding = await db.Findings.SingleOrDefaultAsync(each => each.Id == id, cancellationToken);
        if (finding is null)
            return (null, FindingProblems.NotFound.Result(id));
        return caller.MayTouch(finding.UnitPath)
            ? (finding, null)
            : (null, CommonProblems.UnitOutOfScope.Result(finding.UnitCode));
    }

    /// <param name="id">The finding.</param>
    /// <param name="http">Carries If-Match; gets the new ETag.</param>
    /// <param name="isDone">True where the finding already stands as this would leave it.</param>
    /// <param name="change">Changes an open finding.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Results<Ok<FindingResponse>, ProblemHttpResult>> ApplyAsync(
        Guid id,
        HttpContext http,
        Func<Finding, bool> isDone,
        Func<Finding, Task<ProblemHttpResult?>> change,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(isDone);
        ArgumentNullException.ThrowIfNull(change);
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        var (finding, problem) = await FindAsync(id, cancellationToken);
        if (finding is null)
            return problem!;
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var done = isDone(finding);
        if (finding.Version != expected && !(done && finding.Version == expected + 1))
            return CommonProblems.VersionStale.Result(finding.Version);
        if (!done)
        {
            if (finding.State != Finding.Open)
                return FindingProblems.NotOpen.Result();
            if (await change(finding) is { } refusal)
                return refusal;
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(expected + 1);
            }
        }
        return await AnswerAsync(finding, http.Response, cancellationToken);
    }

    public async Task<Ok<FindingResponse>> AnswerAsync(
        Finding finding,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(finding);
        response.SetETag(finding.Version);
        var rules = await db.FindingRules.AsNoTracking().ToDictionaryAsync(rule => rule.Code, cancellationToken);
        var words = await IndicatorWords.ReadAsync(db, cancellationToken);
        return TypedResults.Ok(FindingResponse.Of(finding, rules, words));
    }
}
