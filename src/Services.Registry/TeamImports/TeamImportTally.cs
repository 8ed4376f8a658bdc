using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Teams;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>Counts what becomes of a chunk of a list, and says why of what is refused.</summary>
/// <param name="headingOf">What stands over the column of a field.</param>
internal sealed class TeamImportTally(Func<string, string?> headingOf)
{
    private readonly List<ImportError> errors = [];
    private readonly HashSet<int> accepted = [];
    private readonly HashSet<int> all = [];
    private ImportCounts teams = ImportCounts.None;
    private ImportCounts members = ImportCounts.None;
    private int last;

    /// <param name="team">A team as it stood in the list.</param>
    /// <param name="row">What the rules said of it.</param>
    /// <param name="outcome">What became of it; null where it was not even tried.</param>
    public void Add(TeamDraft team, TeamImportRow row, TeamOutcome? outcome)
    {
        all.UnionWith(team.Rows);
        last = team.Rows[^1];
        if (outcome is null)
            Refuse(row, row.Errors);
        else if (outcome.Team.Refusal is { } refusal)
            Refuse(row, [BilingualError.Of(() => refusal.At())]);
        else
            Count(row, outcome);
    }

    public ImportReport ToReport()
    {
        var rejected = errors.Select(error => error.Row).ToHashSet();
        accepted.ExceptWith(rejected);
        return new ImportReport(
            last,
            new ImportCounts(accepted.Count, all.Count - accepted.Count - rejected.Count, rejected.Count),
            teams,
            members,
            [.. errors.OrderBy(error => error.Row)]
        );
    }

    /// <summary>Leaves a team out, and its members with it.</summary>
    private void Refuse(TeamImportRow row, IReadOnlyList<BilingualError> reasons)
    {
        teams = teams with { Rejected = teams.Rejected + 1 };
        Tell(row.Row, reasons);
        foreach (var member in row.Members)
        {
            members = members with { Rejected = members.Rejected + 1 };
            Tell(member.Row, member.Errors);
            if (member.IsGood)
                Tell(member.Row, [BilingualError.Of(() => TeamImportProblems.TeamRefused.At(member.Field, row.Row))]);
        }
    }

    private void Count(TeamImportRow row, TeamOutcome outcome)
    {
        teams = teams.And(outcome.Team);
        if (outcome.Team.IsNew)
            accepted.Add(row.Row);
        using var written = outcome.Members.GetEnumerator();
        foreach (var member in row.Members)
            if (member.IsGood && written.MoveNext())
                Count(member, written.Current);
            else
            {
                members = members with { Rejected = members.Rejected + 1 };
                Tell(member.Row, member.Errors);
            }
    }

    private void Count(MemberImportRow member, Outcome outcome)
    {
        members = members.And(outcome);
        if (outcome.IsNew)
            accepted.Add(member.Row);
        if (outcome.Refusal is { } refusal)
            Tell(member.Row, [BilingualError.Of(() => refusal.At() with { Field = member.Name(refusal.Field) })]);
    }

    private void Tell(int row, IReadOnlyList<BilingualError> reasons) =>
        errors.AddRange(reasons.Select(reason => new ImportError(row, headingOf(reason.Field), reason)));
}
