using CongNgheSo.ServiceDefaults.Documents;
using PdfSharp.Drawing;

namespace CongNgheSo.Services.Reporting.ReportDocuments;

/// <summary>Head and foot of a report on paper, as in the annex I of NĐ 30/2020/NĐ-CP.</summary>
internal static class OfficialReportHead
{
    private const double SignatureRoom = 72;

    /// <summary>Authority and number left; state, motto, place and date right; then the title with its subject.</summary>
    public static void Head(this FlowingPages pages, OfficialReport report)
    {
        var (plain, bold) = (DocumentFonts.Font(12), DocumentFonts.Font(12, XFontStyleEx.Bold));
        var motto = DocumentFonts.Font(13, XFontStyleEx.Bold);
        var left = new Column(pages, FlowingPages.Left, pages.Width * 0.4);
        var right = new Column(pages, FlowingPages.Left + (pages.Width * 0.4), pages.Width * 0.6);

        if (report.Superior is not null)
            left.Write(report.Superior, plain);
        left.Write(report.Authority.Name, bold);
        left.Rule(0.35);
        left.Write(report.Number, DocumentFonts.Font(13));
        if (report.IsDraft)
            left.Box(OfficialReport.DraftMark, motto);

        right.Write(OfficialReport.State, bold);
        right.Write(OfficialReport.Motto, motto);
        right.Rule(pages.Page.MeasureString(OfficialReport.Motto, motto).Width / right.Width);
        right.Write(report.PlaceAndDate, DocumentFonts.Font(13, XFontStyleEx.Italic));

        pages.Y = Math.Max(left.Y, right.Y) + 14;
        pages.Paragraph(OfficialReport.Title, DocumentFonts.Font(14, XFontStyleEx.Bold), TextAlign.Center);
        pages.Paragraph(report.Subject, DocumentFonts.Font(14, XFontStyleEx.Bold), TextAlign.Center);
        pages.Paragraph(report.Source, DocumentFonts.Font(13, XFontStyleEx.Italic), TextAlign.Center);
        pages.Rule(FlowingPages.Left + (pages.Width * 0.4), pages.Width * 0.2, pages.Y + 4);
        pages.Y += 14;
    }

    /// <summary>Receivers left; right who signs, with room for it. All of it stays on one page.</summary>
    public static void Foot(this FlowingPages pages, OfficialReport report)
    {
        const double half = 0.5;
        var bold = DocumentFonts.Font(13, XFontStyleEx.Bold);
        pages.Y += 14;
        pages.Ensure((bold.GetHeight() * (3 + report.Recipients.Count)) + SignatureRoom);
        var left = new Column(pages, FlowingPages.Left, pages.Width * half, TextAlign.Left);
        var right = new Column(pages, FlowingPages.Left + (pages.Width * half), pages.Width * half);
        left.Write("Nơi nhận:", DocumentFonts.Font(12, XFontStyleEx.BoldItalic));
        foreach (var recipient in report.Recipients)
            left.Write($"- {recipient}", DocumentFonts.Font(11));
        right.Write(report.Authority.OnBehalfOf, bold);
        right.Write(report.Authority.Signer, bold);
        pages.Y = Math.Max(left.Y, right.Y + SignatureRoom);
    }

    /// <summary>A part of the page that is filled by itself.</summary>
    private sealed class Column(FlowingPages pages, double x, double width, TextAlign align = TextAlign.Center)
    {
        public double Width { get; } = width;

        public double Y { get; private set; } = pages.Y;

        public void Write(string text, XFont font)
        {
            foreach (var line in text.Split('\n'))
                Y += pages.Block(line, font, align, x, Width, Y);
        }

        /// <summary>A line of a part of the width, below what is written.</summary>
        public void Rule(double part)
        {
            pages.Rule(x + (Width * (1 - part) / 2), Width * part, Y + 2);
            Y += 6;
        }

        public void Box(string text, XFont font)
        {
            var size = pages.Page.MeasureString(text, font);
            Y += 6;
            pages.Page.DrawRectangle(
                new XPen(XColors.Black, 0.75),
                x + ((Width - size.Width) / 2) - 6,
                Y - 2,
                size.Width + 12,
                font.GetHeight() + 4
            );
            Write(text, font);
            Y += 2;
        }
    }
}
