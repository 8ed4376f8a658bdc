using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>A list of teams in a file, whatever its format; it is read from its beginning each time.</summary>
internal sealed class TeamImportReader(BulkFormat format, Stream file)
{
    private TeamHead? head;

    /// <summary>What stands over the column of a field; null in JSON. Known once reading has begun.</summary>
    public string? HeadingOf(string field) => head?.HeadingOf(field);

    /// <summary>The teams in the order of the file.</summary>
    /// <exception cref="RefusedRequestException">The file as a whole cannot be read, or is too long.</exception>
    public async IAsyncEnumerable<TeamDraft> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        file.Position = 0;
        var rows = 0;
        await foreach (
            var team in format.IsTable() ? ReadTableAsync(cancellationToken) : ReadJsonAsync(cancellationToken)
        )
        {
            rows += team.Rows.Count;
            if (rows > TeamImport.MaxRows)
                throw new RefusedRequestException(TeamImportProblems.TooManyRows, TeamImport.MaxRows);
            yield return team;
        }
    }

    private async IAsyncEnumerable<TeamDraft> ReadJsonAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var row in BulkReader.ReadNodesAsync(format, file, cancellationToken))
        {
            if (row.Value is JsonObject team)
            {
                // A list of rejected rows, mended and sent again.
                team.Remove(TeamColumns.ErrorsVi);
                team.Remove(TeamColumns.ErrorsEn);
            }
            yield return new TeamObject(row);
        }
    }

    private async IAsyncEnumerable<TeamDraft> ReadTableAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var table = await TeamTable.OpenAsync(format, file, cancellationToken);
        head = table.Head;
        TeamLines? team = null;
        await foreach (var row in table.ReadAsync(cancellationToken))
        {
            var line = new TeamLine(table.Head, row);
            if (team is not null && line.IsReadable && team.First.IsReadable && team.First.TeamKey == line.TeamKey)
            {
                team.All.Add(line);
                if (team.All.Count > TeamImport.MaxRows)
                    throw new RefusedRequestException(TeamImportProblems.TooManyRows, TeamImport.MaxRows);
                continue;
            }
            if (team is not null)
                yield return team;
            team = new TeamLines(line, [line]);
        }
        if (team is not null)
            yield return team;
    }
}
