using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>
/// The headings of a table of teams, wherever they stand: officials put a letterhead and a title above them, and groups
/// ("Thành viên" over "Họ và tên", "SĐT") into a row of their own.
/// </summary>
internal sealed class TeamHead
{
    /// <summary>As many columns as are known have to be in a row for it to be a head.</summary>
    private const int EnoughToTell = 2;
    private const int LongestHeading = 60;

    private readonly Dictionary<string, int> columns = [];

    private TeamHead(IReadOnlyList<string> headings, int end, int lastRow)
    {
        (Headings, End, LastRow) = (headings, end, lastRow);
        for (var column = 0; column < headings.Count; column++)
        {
            if (headings[column].Length == 0)
                continue;
            var field =
                TeamColumns.Find(headings[column])
                ?? throw new RefusedRequestException(TeamImportProblems.ColumnUnknown, Short(headings[column]));
            if (field != TeamColumns.PassedOver && !columns.TryAdd(field, column))
                throw new RefusedRequestException(CommonProblems.ColumnRepeated, columns[field] + 1, column + 1);
        }
        RequireColumns();
    }

    /// <summary>As they stand, by column; empty over a column without one.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>How many of the rows that were looked at are the head's or above it.</summary>
    public int End { get; }

    /// <summary>Number of the head's last row.</summary>
    public int LastRow { get; }

    /// <summary>Finds the head among the first rows of a table.</summary>
    /// <exception cref="RefusedRequestException">There is none, or it lacks a column or has one that is not known.</exception>
    public static TeamHead Find(IReadOnlyList<TableRow> rows)
    {
        var head = rows.ToList().FindIndex(row => Known(row) >= EnoughToTell);
        if (head < 0)
            throw new RefusedRequestException(TeamImportProblems.HeadMissing);
        var (upper, lower) =
            head + 1 < rows.Count
            && Compose(rows[head], rows[head + 1]) is { } two
            && AllKnownBelow(two, rows[head + 1])
                ? (rows[head], rows[head + 1])
            : head > 0 && Known(rows[head - 1]) > 0 ? (rows[head - 1], rows[head])
            : (null, rows[head]);
        var end = rows.ToList().IndexOf(lower) + 1;
        var headings = upper is null ? [.. lower.Cells.Select(cell => cell.Text.Trim())] : Compose(upper, lower);
        // "(1) (2) (3)" below the headings, as forms number their columns.
        if (end < rows.Count && rows[end].Cells.All(cell => cell.IsBlank || IsColumnNumber(cell.Text)))
            end++;
        return new TeamHead(headings, end, rows[end - 1].Number);
    }

    /// <summary>The column of a field; null where the table has none.</summary>
    public int? ColumnOf(string field) => columns.TryGetValue(field, out var column) ? column : null;

    /// <summary>What stands over the column that an error is about; null where it is about none.</summary>
    public string? HeadingOf(string field) =>
        ColumnOf(field) is { } column ? Headings[column]
        : field == TeamColumns.UnitCode && TeamColumns.Unit.FirstOrDefault(columns.ContainsKey) is { } unit
            ? Headings[columns[unit]]
        : null;

    private static int Known(TableRow row) =>
        row.Cells.Select(cell => TeamColumns.Find(cell.Text)).OfType<string>().Distinct().Count();

    /// <summary>
    /// One heading a column: the lower row's, with its group where only both make sense ("Số" under "Quyết định" is
    /// "Số quyết định"); the upper row's where there is no lower.
    /// </summary>
    private static List<string> Compose(TableRow upper, TableRow lower)
    {
        var headings = new List<string>();
        var group = "";
        for (var column = 0; column < Math.Max(upper.Cells.Count, lower.Cells.Count); column++)
        {
            var (above, below) = (upper[column].Text.Trim(), lower[column].Text.Trim());
            if (above.Length > 0)
                group = above;
            headings.Add(
                below.Length == 0 ? above
                : TeamColumns.Find(below) is null && TeamColumns.Find($"{below} {group}") is not null
                    ? $"{below} {group.ToLowerInvariant()}"
                : below
            );
        }
        return headings;
    }

    private static bool AllKnownBelow(List<string> headings, TableRow lower) =>
        !lower.IsBlank
        && !headings.Where((heading, column) => !lower[column].IsBlank && TeamColumns.Find(heading) is null).Any();

    private static bool IsColumnNumber(string cell) =>
        cell.Trim().Trim('(', ')') is { Length: 1 or 2 } number && number.All(char.IsAsciiDigit);

    private void RequireColumns()
    {
        var missing = new List<string>();
        Require(TeamColumns.UnitCode, TeamColumns.UnitName, TeamColumns.Village, TeamColumns.Commune);
        Require(TeamColumns.Kind);
        Require(TeamColumns.DecisionNumber);
        Require(TeamColumns.DecisionDate);
        if (TeamColumns.Member.Any(columns.ContainsKey))
        {
            Require(TeamColumns.MemberFullName);
            Require(TeamColumns.MemberRole);
            Require(TeamColumns.MemberBackground);
        }
        if (missing.Count > 0)
            throw new RefusedRequestException(TeamImportProblems.ColumnMissing, string.Join(", ", missing));

        void Require(params string[] oneOf)
        {
            if (!oneOf.Any(columns.ContainsKey))
                missing.Add(TeamColumns.Describe(oneOf[0]));
        }
    }

    private static string Short(string heading) =>
        heading.Length <= LongestHeading ? heading : heading[..LongestHeading] + "…";
}
