using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.CompositionPolicies;
using CongNgheSo.Services.Registry.Teams;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>
/// One list on its way in, chunk after chunk: of a long list no more than a chunk is in memory. All of it is read once
/// before anything is written, so that a list refused as a whole leaves nothing behind.
/// </summary>
internal sealed class TeamImport(
    TeamImportReader reader,
    TeamImportRules rules,
    RegistryDbContext db,
    TimeProvider clock,
    Caller caller,
    bool dryRun
)
{
    public const int MaxRows = 100_000;
    private const int TeamsPerTransaction = 1_000;
    private const int MembersPerTransaction = 10_000;

    private readonly TeamWriter writer = new(db, caller, new CompositionCheck(db, clock), clock);

    /// <summary>Reads the list to its end.</summary>
    /// <exception cref="RefusedRequestException">The list is refused as a whole.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in reader.ReadAsync(cancellationToken)) { }
    }

    /// <summary>Writes what can be written.</summary>
    /// <param name="after">Number of the last row that was dealt with before; 0 for all.</param>
    /// <param name="keep">
    /// Takes what became of a chunk, inside the transaction that writes it (in a dry run after it), so that both last or
    /// neither; null where nobody has to know before the end.
    /// </param>
    /// <param name="cancellationToken">Gives up between two transactions.</param>
    public async Task<ImportReport> WriteAsync(
        int after,
        Func<ImportReport, Task>? keep,
        CancellationToken cancellationToken
    )
    {
        var report = ImportReport.Nothing;
        var chunk = new List<TeamDraft>();
        var waiting = 0;
        await foreach (var team in reader.ReadAsync(cancellationToken))
        {
            if (team.Rows[^1] <= after)
                continue;
            chunk.Add(team);
            waiting += team.Members;
            if (chunk.Count < TeamsPerTransaction && waiting < MembersPerTransaction)
                continue;
            report = Add(report, await WriteAsync(chunk, keep, cancellationToken), keep);
            chunk.Clear();
            waiting = 0;
        }
        return chunk.Count == 0 ? report : Add(report, await WriteAsync(chunk, keep, cancellationToken), keep);
    }

    /// <summary>Where each part is kept as it comes, nobody needs the errors of all of them together.</summary>
    private static ImportReport Add(ImportReport report, ImportReport part, Func<ImportReport, Task>? keep) =>
        report.Then(keep is null ? part : part with { Errors = [] });

    private async Task<ImportReport> WriteAsync(
        List<TeamDraft> chunk,
        Func<ImportReport, Task>? keep,
        CancellationToken cancellationToken
    )
    {
        var names = chunk.Select(team => team.UnitName).OfType<string>().ToHashSet();
        var units =
            names.Count == 0
                ? []
                : await UnitNames.ResolveAsync(db, names, caller.Unit, clock.Today(), cancellationToken);
        var rows = chunk.ConvertAll(team => team.Judge(rules, units));
        var outcomes = await writer.WriteAsync(
            [.. rows.Where(row => row.IsGood).Select(row => row.Writable)],
            allOrNothing: false,
            dryRun,
            cancellationToken,
            keep is null || dryRun ? null : outcomes => keep(Report(outcomes))
        );
        var report = Report(outcomes);
        if (keep is not null && dryRun)
            await keep(report);
        return report;

        ImportReport Report(IReadOnlyList<TeamOutcome> written)
        {
            var tally = new TeamImportTally(reader.HeadingOf);
            using var outcome = written.GetEnumerator();
            foreach (var (team, row) in chunk.Zip(rows))
                tally.Add(team, row, row.IsGood && outcome.MoveNext() ? outcome.Current : null);
            return tally.ToReport();
        }
    }
}
