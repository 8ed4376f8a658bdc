using System.Runtime.CompilerServices;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.Teams;
using FluentValidation;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>Streams the teams of a list, whatever its format.</summary>
internal static class TeamImportReader
{
    /// <summary>The teams, or null where the content type is none that is read.</summary>
    public static IAsyncEnumerable<TeamImportRow>? ReadAsync(
        HttpRequest request,
        IValidator<RegisterTeamRequest> teamRules,
        IValidator<AddMemberRequest> memberRules,
        CancellationToken cancellationToken
    )
    {
        if (request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true)
        {
            var lines = BulkReader.ReadAsync(request, new InlineValidator<TeamCsvLine>(), cancellationToken);
            return lines is null ? null : GroupAsync(lines, teamRules, memberRules, cancellationToken);
        }
        var rows = BulkReader.ReadAsync(request, teamRules, cancellationToken);
        return rows is null ? null : FromJsonAsync(rows, cancellationToken);
    }

    private static async IAsyncEnumerable<TeamImportRow> FromJsonAsync(
        IAsyncEnumerable<BulkRow<RegisterTeamRequest>> rows,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var row in rows.WithCancellation(cancellationToken))
            yield return TeamImportRow.Of(row);
    }

    private static async IAsyncEnumerable<TeamImportRow> GroupAsync(
        IAsyncEnumerable<BulkRow<TeamCsvLine>> lines,
        IValidator<RegisterTeamRequest> teamRules,
        IValidator<AddMemberRequest> memberRules,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        TeamImportRow? team = null;
        object? key = null;
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            if (line.Value is null)
            {
                // Nobody can say whose member it was: the line stands for itself.
                yield return new TeamImportRow(line.Number, null, line.Errors, []);
                continue;
            }
            if (team is null || !line.Value.TeamKey.Equals(key))
            {
                if (team is not null)
                    yield return team;
                team = line.Value.ToTeam(line.Number, teamRules);
                key = line.Value.TeamKey;
            }
            if (line.Value.ToMember(line.Number, memberRules) is { } member)
                team.Members.Add(member);
        }
        if (team is not null)
            yield return team;
    }
}
