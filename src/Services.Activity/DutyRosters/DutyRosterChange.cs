using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Activity.DutyShifts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.DutyRosters;

/// <summary>What changes of a roster as a whole share: its lock, the version check, one transaction.</summary>
public sealed class DutyRosterChange(ActivityDbContext db, Caller caller)
{
    /// <param name="id">The roster.</param>
    /// <param name="http">Carries If-Match; gets the new ETag.</param>
    /// <param name="isDone">True where the roster already stands as this change would leave it.</param>
    /// <param name="change">Changes the roster, and its version, or says why not; null where it did.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<(DutyRoster?, ProblemHttpResult?)> ApplyAsync(
        Guid id,
        HttpContext http,
        Func<DutyRoster, Task<bool>> isDone,
        Func<DutyRoster, Task<ProblemHttpResult?>> change,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(isDone);
        ArgumentNullException.ThrowIfNull(change);
        if (http.Request.IfMatch() is not { } expected)
            return (null, CommonProblems.VersionRequired.Result());
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (roster, problem) = await db.FindRosterAsync(id, caller, lockIt: true, cancellationToken);
        if (roster is null)
            return (null, problem);
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var done = await isDone(roster);
        if (roster.Version != expected && !(done && roster.Version == expected + 1))
            return (null, CommonProblems.VersionStale.Result(roster.Version));
        if (!done)
        {
            if (roster.Status == DutyRoster.Closed)
                return (null, DutyRosterProblems.Closed.Result(id));
            if (await change(roster) is { } refusal)
                return (null, refusal);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                await db.CommitDutiesAsync(cancellationToken);
            }
            // Another roster took one of its people at the same moment.
            catch (Exception exception) when (DatabaseFailures.IsUniqueViolation(exception))
            {
                return (null, CommonProblems.VersionStale.Result(expected));
            }
        }
        http.Response.SetETag(roster.Version);
        return (roster, null);
    }
}
