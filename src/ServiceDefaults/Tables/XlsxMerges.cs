using System.Globalization;
using System.Xml;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>
/// The cells that were merged downwards: a team written once over the rows of its members. A workbook names them behind
/// its rows, so the sheet is read twice.
/// </summary>
internal sealed class XlsxMerges
{
    private const int MaxMerges = 300_000;
    private const int MaxOpen = 500;

    private readonly List<(int Column, int First, int Last)> merges = [];
    private readonly List<(int Column, int Last, TableCell Cell)> open = [];
    private int next;

    private XlsxMerges() { }

    public static XlsxMerges Read(XmlReader sheet)
    {
        var found = new XlsxMerges();
        using (sheet)
            while (sheet.Read())
                if (sheet is { NodeType: XmlNodeType.Element, LocalName: "mergeCell" })
                    found.Add(sheet.GetAttribute("ref") ?? "");
        found.merges.Sort((one, other) => one.First.CompareTo(other.First));
        return found;
    }

    /// <summary>The row with what was merged into it; rows come in order.</summary>
    public TableRow Fill(TableRow row)
    {
        open.RemoveAll(merge => merge.Last < row.Number);
        for (; next < merges.Count && merges[next].First <= row.Number; next++)
            if (merges[next] is var merge && merge.First == row.Number && !row[merge.Column].IsBlank)
                open.Add((merge.Column, merge.Last, row[merge.Column]));
        if (open.Count == 0)
            return row;
        if (open.Count > MaxOpen)
            throw new RefusedRequestException(TableProblems.TooLarge);
        var cells = row.Cells.ToList();
        foreach (var (column, _, cell) in open)
        {
            while (cells.Count <= column)
                cells.Add(new TableCell(""));
            if (cells[column].IsBlank)
                cells[column] = cell;
        }
        return row with { Cells = cells };
    }

    private void Add(string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return;
        var (first, last) = (reference[..colon], reference[(colon + 1)..]);
        var (firstRow, lastRow) = (RowOf(first), RowOf(last));
        if (lastRow > firstRow && XlsxRows.ColumnOf(first) is var column and < XlsxRows.MaxColumns)
            merges.Add((column, firstRow, lastRow));
        if (merges.Count > MaxMerges)
            throw new RefusedRequestException(TableProblems.TooLarge);
    }

    private static int RowOf(string cell) =>
        int.Parse(
            cell.AsSpan().TrimStart('$').TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ").TrimStart('$'),
            CultureInfo.InvariantCulture
        );
}
