using System.Runtime.CompilerServices;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>A table of teams, a line a member, whatever stands above its head.</summary>
internal sealed class TeamTable : IAsyncDisposable
{
    /// <summary>How far down a head is looked for.</summary>
    private const int TitleRows = 50;

    private readonly List<TableRow> first;
    private readonly IAsyncEnumerator<TableRow> rest;
    private readonly int[] teamColumns;
    private readonly int[] memberColumns;
    private readonly int before;

    private TeamTable(BulkFormat format, List<TableRow> first, IAsyncEnumerator<TableRow> rest)
    {
        (this.first, this.rest) = (first, rest);
        Head = TeamHead.Find(first);
        teamColumns = ColumnsOf(TeamColumns.Team);
        memberColumns = ColumnsOf(TeamColumns.Member);
        // A record of CSV is counted from the head on; a spreadsheet shows its own numbers.
        before = format == BulkFormat.Csv ? Head.LastRow : 0;
    }

    public TeamHead Head { get; }

    /// <param name="format">CSV or XLSX.</param>
    /// <param name="file">The file from its beginning.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RefusedRequestException">The file as a whole cannot be read.</exception>
    public static async Task<TeamTable> OpenAsync(BulkFormat format, Stream file, CancellationToken cancellationToken)
    {
        var rows = TableReader.ReadAsync(format, file, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            var first = new List<TableRow>();
            while (first.Count < TitleRows && await rows.MoveNextAsync())
                first.Add(rows.Current);
            if (first.Count == 0)
                throw new RefusedRequestException(TeamImportProblems.HeadMissing);
            return new TeamTable(format, first, rows);
        }
        catch
        {
            await rows.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// The rows below the head. One that names a member and no team is of the team above, whose cells it gets: they were
    /// written once and merged.
    /// </summary>
    public async IAsyncEnumerable<TableRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableRow? team = null;
        for (var index = Head.End; index < first.Count; index++)
            yield return Carry(first[index], ref team);
        while (await rest.MoveNextAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Carry(rest.Current, ref team);
        }
    }

    public ValueTask DisposeAsync() => rest.DisposeAsync();

    private TableRow Carry(TableRow row, ref TableRow? team)
    {
        row = row with { Number = row.Number - before };
        if (team is not null && AreBlank(row, teamColumns) && !AreBlank(row, memberColumns))
        {
            var cells = row.Cells.ToList();
            foreach (var column in teamColumns)
            {
                while (cells.Count <= column)
                    cells.Add(new TableCell(""));
                cells[column] = team[column];
            }
            return row with { Cells = cells };
        }
        team = row;
        return row;
    }

    private static bool AreBlank(TableRow row, int[] columns) => columns.All(column => row[column].IsBlank);

    private int[] ColumnsOf(string[] fields) => [.. fields.Select(Head.ColumnOf).OfType<int>()];
}
