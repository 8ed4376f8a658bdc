using PdfSharp.Drawing;

namespace CongNgheSo.ServiceDefaults.Documents;

/// <summary>A column of a table.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Width">Its part of the table's width, in proportion to the others.</param>
/// <param name="Align">Where its texts stand.</param>
public sealed record FlowingColumn(string Heading, double Width, TextAlign Align = TextAlign.Left);

/// <summary>A row of a table.</summary>
/// <param name="Cells">Its texts, one a column.</param>
/// <param name="IsTotal">True for one that adds the others up: in bold, on the page of the row above it.</param>
public sealed record FlowingRow(IReadOnlyList<string> Cells, bool IsTotal = false);

/// <summary>Tables with lines, as wide as the text, whose head is repeated on each page; no row is divided.</summary>
public static class FlowingTable
{
    private const double Padding = 3;
    private const double FontSize = 12;

    private static readonly XPen Line = new(XColors.Black, 0.5);

    /// <summary>Writes a table below what is there.</summary>
    public static void Table(
        this FlowingPages pages,
        IReadOnlyList<FlowingColumn> columns,
        IReadOnlyList<FlowingRow> rows
    )
    {
        ArgumentNullException.ThrowIfNull(pages);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        var plain = DocumentFonts.Font(FontSize);
        var bold = DocumentFonts.Font(FontSize, XFontStyleEx.Bold);
        var all = columns.Sum(column => column.Width);
        double[] widths = [.. columns.Select(column => pages.Width * column.Width / all)];
        string[] headings = [.. columns.Select(column => column.Heading)];
        TextAlign[] centered = [.. columns.Select(_ => TextAlign.Center)];
        TextAlign[] aligned = [.. columns.Select(column => column.Align)];

        var head = HeightOf(headings, bold);
        double[] heights = [.. rows.Select(row => HeightOf(row.Cells, FontOf(row)))];
        pages.Ensure(head + heights.Take(2).Sum());
        Row(headings, bold, centered, head);
        for (var number = 0; number < rows.Count; number++)
        {
            var next = number + 1;
            var together = next < rows.Count && rows[next].IsTotal ? heights[next] : 0;
            if (pages.Ensure(heights[number] + together))
                Row(headings, bold, centered, head);
            Row(rows[number].Cells, FontOf(rows[number]), aligned, heights[number]);
        }

        XFont FontOf(FlowingRow row) => row.IsTotal ? bold : plain;

        double HeightOf(IReadOnlyList<string> cells, XFont font) =>
            cells.Zip(widths, (text, width) => pages.HeightOf(text, font, width - (2 * Padding))).Max() + (2 * Padding);

        void Row(IReadOnlyList<string> cells, XFont font, TextAlign[] align, double height)
        {
            var x = FlowingPages.Left;
            for (var column = 0; column < cells.Count; column++)
            {
                var room = widths[column] - (2 * Padding);
                pages.Page.DrawRectangle(Line, x, pages.Y, widths[column], height);
                var text = pages.HeightOf(cells[column], font, room);
                pages.Block(cells[column], font, align[column], x + Padding, room, pages.Y + ((height - text) / 2));
                x += widths[column];
            }
            pages.Y += height;
        }
    }
}
