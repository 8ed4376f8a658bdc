using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Teams;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>
/// One list on its way in: keeps the counts and the errors, and writes chunk after chunk once all of it was read, so
/// that a list refused as a whole leaves nothing behind.
/// </summary>
internal sealed class TeamImport(TeamWriter writer, bool dryRun)
{
    public const int MaxRows = 100_000;
    private const int TeamsPerTransaction = 1_000;
    private const int MembersPerTransaction = 10_000;

    private readonly List<TeamImportRow> good = [];
    private readonly List<RowError> errors = [];
    private readonly Counts teams = new();
    private readonly Counts members = new();

    public void Add(TeamImportRow row)
    {
        if (row.IsGood)
            good.Add(row);
        else
            Refuse(row, [.. row.Errors]);
    }

    public async Task<TeamImportAnswer> WriteAsync(CancellationToken cancellationToken)
    {
        var chunk = new List<TeamImportRow>();
        var waiting = 0;
        foreach (var row in good)
        {
            chunk.Add(row);
            waiting += row.Members.Count;
            if (chunk.Count < TeamsPerTransaction && waiting < MembersPerTransaction)
                continue;
            await WriteAsync(chunk, cancellationToken);
            chunk.Clear();
            waiting = 0;
        }
        await WriteAsync(chunk, cancellationToken);
        return new TeamImportAnswer(
            teams.Accepted,
            teams.Unchanged,
            teams.Rejected,
            new MemberImportCounts(members.Accepted, members.Unchanged, members.Rejected),
            dryRun,
            [.. errors.OrderBy(error => error.Row)]
        );
    }

    /// <summary>Leaves a team out, and its members with it.</summary>
    private void Refuse(TeamImportRow row, params FieldError[] reasons)
    {
        teams.Rejected++;
        errors.AddRange(reasons.Select(reason => RowError.Of(row.Row, reason)));
        foreach (var member in row.Members)
        {
            members.Rejected++;
            errors.AddRange(member.Errors.Select(error => RowError.Of(member.Row, error)));
            if (member.IsGood)
                errors.Add(RowError.Of(member.Row, TeamImportProblems.TeamRefused.At(member.Field, row.Row)));
        }
    }

    private async Task WriteAsync(List<TeamImportRow> chunk, CancellationToken cancellationToken)
    {
        if (chunk.Count == 0)
            return;
        var sound = chunk.ConvertAll(row => row.Members.Where(member => member.IsGood).ToList());
        var outcomes = await writer.WriteAsync(
            [.. chunk.Select((row, index) => row.Team! with { Members = sound[index].ConvertAll(x => x.Member!) })],
            allOrNothing: false,
            dryRun,
            cancellationToken
        );
        for (var index = 0; index < chunk.Count; index++)
            Count(chunk[index], sound[index], outcomes[index]);
    }

    private void Count(TeamImportRow row, List<MemberImportRow> written, TeamOutcome outcome)
    {
        if (outcome.Team.Refusal is { } refusal)
        {
            Refuse(row, refusal.At());
            return;
        }
        teams.Add(outcome.Team);
        foreach (var broken in row.Members.Where(member => !member.IsGood))
        {
            members.Rejected++;
            errors.AddRange(broken.Errors.Select(error => RowError.Of(broken.Row, error)));
        }
        for (var index = 0; index < written.Count; index++)
        {
            members.Add(outcome.Members[index]);
            if (outcome.Members[index].Refusal is { } refused)
                errors.Add(
                    RowError.Of(written[index].Row, refused.At() with { Field = written[index].Name(refused.Field) })
                );
        }
    }

    private sealed class Counts
    {
        public int Accepted { get; private set; }
        public int Unchanged { get; private set; }
        public int Rejected { get; set; }

        public void Add<T>(Outcome<T> outcome)
            where T : class
        {
            Accepted += outcome.IsNew ? 1 : 0;
            Unchanged += outcome.IsUnchanged ? 1 : 0;
            Rejected += outcome.Refusal is null ? 0 : 1;
        }
    }
}
