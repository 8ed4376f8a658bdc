using System.Globalization;
using System.Text;
using static CongNgheSo.ServiceDefaults.Tables.XlsxMarkup;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>A sheet of an <see cref="XlsxBook"/>, filled from top to bottom.</summary>
public sealed class XlsxSheet
{
    /// <summary>Points of a line of text, and the most that a row may have.</summary>
    private const double LineHeight = 17;
    private const double HighestRow = 409;

    private readonly IReadOnlyList<double> widths;
    private readonly bool landscape;
    private readonly List<(double? Height, List<(int Column, XlsxValue Value, XlsxStyle Style)> Cells)> rows = [];
    private readonly List<string> merged = [];

    internal XlsxSheet(string name, bool landscape, IReadOnlyList<double> widths) =>
        (Name, this.landscape, this.widths) = (name, landscape, widths);

    internal string Name { get; }

    /// <summary>Number of the row that is repeated on each printed page; null where none is.</summary>
    public int? RepeatedRow { get; set; }

    /// <summary>Number of the row that is being filled, from 1; 0 before the first.</summary>
    public int Row => rows.Count;

    public int Columns => widths.Count;

    /// <summary>The letters of a column: 0 is "A".</summary>
    public static string ColumnName(int column) => NameOf(column);

    /// <summary>Begins the next row.</summary>
    /// <param name="height">In points; as Excel finds fit where absent.</param>
    public void NextRow(double? height = null) => rows.Add((height, []));

    /// <summary>Fills a cell of the row.</summary>
    public void Set(int column, XlsxValue value, XlsxStyle style) => rows[^1].Cells.Add((column, value, style));

    /// <summary>Fills a cell that spans columns of the row.</summary>
    public void Set(int first, int last, string text, XlsxStyle style)
    {
        for (var column = first; column <= last; column++)
            Set(column, column == first ? new XlsxValue(text) : default, style);
        if (last > first)
            merged.Add($"{NameOf(first)}{Row}:{NameOf(last)}{Row}");
    }

    /// <summary>Writes paragraphs across the sheet, each in rows that are as high as it needs: cells that span do not grow by themselves.</summary>
    public void Paragraph(string text, XlsxStyle style)
    {
        ArgumentNullException.ThrowIfNull(text);
        var characters = (int)widths.Sum();
        var most = (int)(HighestRow / LineHeight) * characters;
        foreach (var paragraph in text.Split('\n'))
            for (var rest = paragraph; ; )
            {
                // A row can be only so high; what is longer goes on in the next one, after a word.
                var end =
                    rest.Length <= most ? rest.Length
                    : rest.LastIndexOf(' ', most - 1) is > 0 and var space ? space
                    : most;
                NextRow(Math.Max(1, Math.Ceiling((double)end / characters)) * LineHeight);
                Set(0, Columns - 1, rest[..end], style with { Wrap = true });
                rest = rest[end..].TrimStart();
                if (rest.Length == 0)
                    break;
            }
    }

    internal string ToXml(XlsxStyleTable styles)
    {
        var xml = new StringBuilder(4096);
        xml.Append(CultureInfo.InvariantCulture, $"<worksheet xmlns=\"{Main}\">");
        xml.Append("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><cols>");
        for (var column = 0; column < widths.Count; column++)
            xml.Append(
                CultureInfo.InvariantCulture,
                $"<col min=\"{column + 1}\" max=\"{column + 1}\" width=\"{widths[column]}\" customWidth=\"1\"/>"
            );
        xml.Append("</cols><sheetData>");
        for (var row = 0; row < rows.Count; row++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{row + 1}\"");
            if (rows[row].Height is { } height)
                xml.Append(CultureInfo.InvariantCulture, $" ht=\"{height}\" customHeight=\"1\"");
            xml.Append('>');
            foreach (var (column, value, style) in rows[row].Cells)
                value.Append(xml, $"{NameOf(column)}{row + 1}", styles.IndexOf(style));
            xml.Append("</row>");
        }
        xml.Append("</sheetData>");
        if (merged.Count > 0)
            xml.Append(
                CultureInfo.InvariantCulture,
                $"<mergeCells count=\"{merged.Count}\">{string.Concat(merged.Select(range => $"<mergeCell ref=\"{range}\"/>"))}</mergeCells>"
            );
        // Margins of NĐ 30/2020/NĐ-CP, in inches; paper 9 is A4; as wide as a page, as many pages as it takes.
        xml.Append(
            CultureInfo.InvariantCulture,
            $"""
            <printOptions horizontalCentered="1"/>
            <pageMargins left="1.18" right="0.79" top="0.79" bottom="0.79" header="0.4" footer="0.4"/>
            <pageSetup paperSize="9" orientation="{(
                landscape ? "landscape" : "portrait"
            )}" fitToWidth="1" fitToHeight="0"/>
            <headerFooter differentFirst="1"><oddHeader>&amp;C&amp;P</oddHeader></headerFooter></worksheet>
            """
        );
        return xml.ToString();
    }
}

/// <summary>What a cell holds: a text, a number, or a number that a formula works out; nothing by default.</summary>
/// <param name="Content">A text, a number or null.</param>
/// <param name="Formula">The formula, without the equals sign.</param>
public readonly record struct XlsxValue(object? Content, string? Formula = null)
{
    internal void Append(StringBuilder xml, string cell, int style)
    {
        xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{cell}\" s=\"{style}\"");
        _ = Content switch
        {
            null => xml.Append("/>"),
            int or long or decimal => xml.Append('>')
                .Append(Formula is null ? "" : $"<f>{Escaped(Formula)}</f>")
                .Append(CultureInfo.InvariantCulture, $"<v>{Content}</v></c>"),
            _ => xml.Append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">")
                .Append(Escaped(Convert.ToString(Content, CultureInfo.InvariantCulture)!))
                .Append("</t></is></c>"),
        };
    }
}
