using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.ServiceDefaults.Text;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>
/// A list of who was there as officials keep it: a letterhead and a title, a row of headings, a row a member. Columns that
/// say nothing about attendance (names, numbers) are passed over.
/// </summary>
internal static class AttendanceSheet
{
    /// <summary>How far down the headings are looked for.</summary>
    private const int TitleRows = 50;

    private static readonly FrozenDictionary<string, string> Fields = new (string Field, string[] Headings)[]
    {
        ("memberId", ["memberId", "Mã định danh thành viên", "Mã thành viên", "Member id"]),
        ("attended", ["attended", "Tham dự", "Có mặt", "Attended"]),
        ("parts", ["parts", "Phần tham dự", "Các phần tham dự", "Phần", "Parts attended"]),
    }
        .SelectMany(column => column.Headings, (column, heading) => (Key: KeyOf(heading), column.Field))
        .DistinctBy(pair => pair.Key)
        .ToFrozenDictionary(pair => pair.Key, pair => pair.Field);

    private static readonly FrozenDictionary<string, bool> Words = new Dictionary<string, bool>
    {
        ["true"] = true,
        ["1"] = true,
        ["x"] = true,
        ["co"] = true,
        ["co mat"] = true,
        ["yes"] = true,
        ["false"] = false,
        ["0"] = false,
        ["khong"] = false,
        ["vang"] = false,
        ["vang mat"] = false,
        ["no"] = false,
    }.ToFrozenDictionary();

    /// <summary>The headings, told as the first row, and the rows below them with what they say of attendance.</summary>
    /// <param name="format">CSV, whose rows are counted from the headings on, or XLSX, which shows its own numbers.</param>
    /// <param name="file">The file from its beginning.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RefusedRequestException">The file as a whole cannot be read.</exception>
    public static async IAsyncEnumerable<(TableRow Cells, JsonObject? Said)> ReadAsync(
        BulkFormat format,
        Stream file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string?[]? columns = null;
        var (looked, before) = (0, 0);
        await foreach (var row in TableReader.ReadAsync(format, file, cancellationToken))
            if (columns is not null)
                yield return (row with { Number = row.Number - before }, Said(columns, row));
            else if (HeadOf(row) is { } head)
            {
                (columns, before) = (head, format == BulkFormat.Csv ? row.Number : 0);
                yield return (row, null);
            }
            else if (++looked == TitleRows)
                break;
        if (columns is null)
            throw new RefusedRequestException(AttendanceProblems.HeadMissing, TitleRows);
    }

    /// <summary>Which field stands in each column; null where the row does not say where members are.</summary>
    private static string?[]? HeadOf(TableRow row)
    {
        var columns = row.Cells.Select(cell => Fields.GetValueOrDefault(KeyOf(cell.Text))).ToArray();
        if (!columns.Contains("memberId"))
            return null;
        for (var column = 0; column < columns.Length; column++)
            if (columns[column] is { } field && Array.IndexOf(columns, field) is var first && first < column)
                throw new RefusedRequestException(CommonProblems.ColumnRepeated, first + 1, column + 1);
        return columns;
    }

    private static JsonObject Said(string?[] columns, TableRow row)
    {
        var said = new JsonObject();
        for (var column = 0; column < columns.Length; column++)
            if (columns[column] is { } field && !row[column].IsBlank)
                said[field] =
                    field == "attended" && Words.TryGetValue(SearchText.Key(row[column].Text), out var attended)
                        ? JsonValue.Create(attended)
                        : JsonValue.Create(row[column].Text.Trim());
        // Where presence is ticked, a row without a tick is of somebody who was not there.
        if (columns.Contains("attended") && !said.ContainsKey("attended") && !said.ContainsKey("parts"))
            said["attended"] = false;
        return said;
    }

    private static string KeyOf(string heading) => string.Concat(SearchText.Key(heading).Where(char.IsLetterOrDigit));
}
