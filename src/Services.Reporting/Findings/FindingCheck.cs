using System.Data.Common;
using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Findings;

/// <summary>What a check has changed.</summary>
/// <param name="Provinces">Provinces that were looked through.</param>
/// <param name="Found">Findings that are new.</param>
/// <param name="Reopened">Findings whose figures are others than before, or that are there again.</param>
/// <param name="Resolved">Findings that the figures no longer show.</param>
public sealed record CheckResponse(int Provinces, int Found, int Reopened, int Resolved);

/// <summary>
/// Looks through provinces, one after the other, each in a transaction of its own: what was found before is found again, not
/// doubled, whoever checks and how many at once.
/// </summary>
public sealed partial class FindingCheck(ReportingDbContext db, TimeProvider clock, ILogger<FindingCheck> logger)
{
    /// <summary>Looks through a province, or through all where <paramref name="provinceId"/> is null.</summary>
    public async Task<CheckResponse> RunAsync(int? provinceId, CancellationToken cancellationToken)
    {
        var today = clock.Today();
        var provinces = await db
            .Units.AsNoTracking()
            .Where(unit => unit.Level == 1 && unit.ValidFrom <= today && !(unit.ValidTo <= today))
            .Where(unit => provinceId == null || unit.Id == provinceId)
            .Select(unit => unit.Id)
            .ToListAsync(cancellationToken);
        var rules = await db.FindingRules.AsNoTracking().Where(rule => rule.IsActive).ToListAsync(cancellationToken);
        var sum = new CheckResponse(provinces.Count, 0, 0, 0);
        foreach (var province in provinces)
        {
            var (found, reopened, resolved) = (0, 0, 0);
            try
            {
                (found, reopened, resolved) = await CheckOnceMoreAsync(province, rules, today, cancellationToken);
            }
            // One province that cannot be looked through is no reason to leave the others out.
            catch (Exception exception) when (provinces.Count > 1 && exception is DbException or DbUpdateException)
            {
                LogLeftOut(exception, province);
            }
            sum = sum with
            {
                Found = sum.Found + found,
                Reopened = sum.Reopened + reopened,
                Resolved = sum.Resolved + resolved,
            };
        }
        return sum;
    }

    /// <summary>Anew where somebody assigned or dismissed a finding at that moment.</summary>
    private async Task<(int Found, int Reopened, int Resolved)> CheckOnceMoreAsync(
        int province,
        IReadOnlyList<FindingRule> rules,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await CheckAsync(province, rules, today, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await CheckAsync(province, rules, today, cancellationToken);
        }
    }

    private async Task<(int Found, int Reopened, int Resolved)> CheckAsync(
        int province,
        IReadOnlyList<FindingRule> rules,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        db.ChangeTracker.Clear();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Whoever comes second waits here, and then finds what the first one found.
        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended('findings', {province}))",
            cancellationToken
        );
        var read = await ProvinceFigures.ReadAsync(db, province, today, cancellationToken);
        var issues = new Dictionary<Guid, FoundIssue>();
        foreach (var issue in FindingSearch.Search(read, rules))
            issues.TryAdd(IdOf(issue), issue);
        int[] units = [.. read.Units.Keys];
        Guid[] ids = [.. issues.Keys];
        var from = read.FirstMonth;
        // What is not looked at any more stays as it was: months of long ago.
        var known = await db
            .Findings.Where(finding =>
                ids.Contains(finding.Id)
                || (units.Contains(finding.UnitId) && (finding.From >= from || finding.Kind == FindingKinds.Silent))
            )
            .ToDictionaryAsync(finding => finding.Id, cancellationToken);
        var now = clock.StoredNow();
        var (found, reopened, resolved) = (0, 0, 0);
        foreach (var (id, issue) in issues)
            if (!known.TryGetValue(id, out var finding))
            {
                db.Findings.Add(new Finding(id, issue, now));
                found++;
            }
            else if (finding.FindAgain(issue, now))
                reopened++;
        foreach (
            var finding in known.Values.Where(each => each.State != Finding.Resolved && !issues.ContainsKey(each.Id))
        )
        {
            finding.Resolve(now);
            resolved++;
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (found, reopened, resolved);
    }

    /// <summary>The same finding has the same id, whenever and by whomever it is found.</summary>
    private static Guid IdOf(FoundIssue issue) =>
        StableId.From($"finding\n{issue.Kind}\n{issue.Unit.Id}\n{issue.Subject}\n{issue.From:O}");

    [LoggerMessage(LogLevel.Error, "The figures of province {UnitId} could not be looked through")]
    private partial void LogLeftOut(Exception exception, int unitId);
}
