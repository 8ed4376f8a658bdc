using System.Globalization;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace CongNgheSo.ServiceDefaults.Documents;

/// <summary>Where lines of text stand between the edges of their room.</summary>
public enum TextAlign
{
    Left,
    Center,
    Right,

    /// <summary>From edge to edge, but for the last line of a paragraph.</summary>
    Justify,
}

/// <summary>
/// A4 pages with the margins of NĐ 30/2020/NĐ-CP, filled from top to bottom: what does not fit goes on on the next one, which
/// bears its number in the middle of the upper margin, the first one none. Measures are points, 72 to the inch.
/// </summary>
public sealed class FlowingPages : IDisposable
{
    /// <summary>Lines of a paragraph that stand together before and after a page ends.</summary>
    private const int LinesTogether = 2;

    private static readonly double MarginTop = Millimetres(20);
    private static readonly double MarginBottom = Millimetres(20);
    private static readonly double MarginLeft = Millimetres(30);
    private static readonly double MarginRight = Millimetres(20);

    private readonly PdfDocument document = new();
    private readonly string? mark;

    /// <param name="title">Title, for readers of the file.</param>
    /// <param name="author">Whose document it is.</param>
    /// <param name="mark">Stands at the upper right of every page after the first: "DỰ THẢO".</param>
    public FlowingPages(string title, string author, string? mark = null)
    {
        this.mark = mark;
        (document.Info.Title, document.Info.Author, document.Language) = (title, author, "vi-VN");
        Page = BeginPage();
    }

    /// <summary>The page that is being filled.</summary>
    public XGraphics Page { get; private set; }

    /// <summary>How far down the page is full.</summary>
    public double Y { get; set; }

    /// <summary>The left edge of the text.</summary>
    public static double Left => MarginLeft;

    /// <summary>The width between the margins.</summary>
    public double Width { get; private set; }

    /// <summary>Where the lower margin begins.</summary>
    public double Bottom { get; private set; }

    public static double Millimetres(double length) => XUnit.FromMillimeter(length).Point;

    /// <summary>Begins a new page where less than <paramref name="height"/> is left on this one.</summary>
    /// <returns>True where it did.</returns>
    public bool Ensure(double height)
    {
        if (Y + height <= Bottom)
            return false;
        Page.Dispose();
        Page = BeginPage();
        return true;
    }

    /// <summary>Writes paragraphs below what is there.</summary>
    /// <param name="text">The text; each line of it is a paragraph.</param>
    /// <param name="font">The font.</param>
    /// <param name="align">Where its lines stand.</param>
    /// <param name="indent">Of the first line of each paragraph.</param>
    /// <param name="before">Room above each paragraph.</param>
    /// <param name="together">Room that must be left on the page below the paragraph: a heading's first lines of text.</param>
    public void Paragraph(
        string text,
        XFont font,
        TextAlign align = TextAlign.Justify,
        double indent = 0,
        double before = 0,
        double together = 0
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(font);
        foreach (var paragraph in text.Split('\n'))
        {
            var lines = TextLines.Break(Page, paragraph, font, Width, indent);
            var height = font.GetHeight();
            Y += before;
            Ensure((Math.Min(lines.Count, LinesTogether) * height) + together);
            for (var (number, left) = (0, LinesHere()); number < lines.Count; number++, left--)
            {
                // No single line is left for the next page, as long as two stay on this one.
                var isLonely = left == 1 && number == lines.Count - LinesTogether && number >= LinesTogether;
                if (left <= 0 || isLonely)
                {
                    Ensure(Bottom);
                    left = LinesHere();
                }
                var shift = number == 0 ? indent : 0;
                Draw(lines[number], font, align, Left + shift, Width - shift, Y);
                Y += height;
            }

            int LinesHere() => (int)((Bottom - Y + 0.01) / height);
        }
    }

    /// <summary>Writes text into a column beginning at <paramref name="y"/>, wherever the page is full to.</summary>
    /// <returns>How high it is.</returns>
    public double Block(string text, XFont font, TextAlign align, double x, double width, double y)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(font);
        var lines = TextLines.Break(Page, text, font, width);
        for (var number = 0; number < lines.Count; number++)
            Draw(lines[number], font, align, x, width, y + (number * font.GetHeight()));
        return lines.Count * font.GetHeight();
    }

    /// <summary>How high <see cref="Block"/> would be.</summary>
    public double HeightOf(string text, XFont font, double width)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(font);
        return TextLines.Break(Page, text, font, width).Count * font.GetHeight();
    }

    /// <summary>A thin line from left to right.</summary>
    public void Rule(double x, double width, double y) =>
        Page.DrawLine(new XPen(XColors.Black, 0.75), x, y, x + width, y);

    /// <summary>Writes the file. Nothing can be added afterwards.</summary>
    public void Save(Stream output)
    {
        Page.Dispose();
        document.Save(output, closeStream: false);
    }

    public void Dispose()
    {
        Page.Dispose();
        document.Dispose();
    }

    private XGraphics BeginPage()
    {
        var page = document.AddPage();
        page.Size = PageSize.A4;
        Width = page.Width.Point - MarginLeft - MarginRight;
        Bottom = page.Height.Point - MarginBottom;
        Y = MarginTop;
        var drawing = XGraphics.FromPdfPage(page);
        if (document.PageCount == 1)
            return drawing;
        var font = DocumentFonts.Font(13);
        var y = (MarginTop - font.GetHeight()) / 2;
        var number = document.PageCount.ToString(CultureInfo.InvariantCulture);
        drawing.DrawString(
            number,
            font,
            XBrushes.Black,
            new XRect(Left, y, Width, font.GetHeight()),
            XStringFormats.TopCenter
        );
        if (mark is not null)
            drawing.DrawString(
                mark,
                font,
                XBrushes.Black,
                new XRect(Left, y, Width, font.GetHeight()),
                XStringFormats.TopRight
            );
        return drawing;
    }

    private void Draw(TextLine line, XFont font, TextAlign align, double x, double width, double y)
    {
        if (align == TextAlign.Justify && !line.EndsParagraph && line.Words.Count > 1)
        {
            var gap = Page.MeasureString(" ", font).Width + ((width - line.Width) / (line.Words.Count - 1));
            foreach (var word in line.Words)
            {
                Page.DrawString(word, font, XBrushes.Black, x, y, XStringFormats.TopLeft);
                x += Page.MeasureString(word, font).Width + gap;
            }
            return;
        }
        var start = align switch
        {
            TextAlign.Center => x + ((width - line.Width) / 2),
            TextAlign.Right => x + width - line.Width,
            _ => x,
        };
        Page.DrawString(string.Join(' ', line.Words), font, XBrushes.Black, start, y, XStringFormats.TopLeft);
    }
}
