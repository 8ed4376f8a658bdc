using CongNgheSo.ServiceDefaults.Documents;
using CongNgheSo.ServiceDefaults.Http;
using PdfSharp.Drawing;

namespace CongNgheSo.Services.Reporting.ReportDocuments;

/// <summary>A report as pages to print and sign.</summary>
internal static class OfficialReportPdf
{
    /// <summary>Figures that stand beside each other in the table of units; the others follow in tables of their own.</summary>
    private const int FiguresBeside = 5;

    private const double Indent = 36;
    private const double BetweenParagraphs = 6;

    public static void Write(OfficialReport report, Stream output)
    {
        using var pages = new FlowingPages(
            $"{OfficialReport.Title} {report.Subject}",
            report.Authority.Name.ReplaceLineEndings(" "),
            report.IsDraft ? OfficialReport.DraftMark : null
        );
        pages.Head(report);
        var number = 0;
        Heading("Số liệu trong kỳ");
        Figures(pages, report);
        if (report.Plan.Count > 0)
        {
            Heading("Tình hình thực hiện kế hoạch");
            Plan(pages, report);
        }
        foreach (var section in report.Sections)
        {
            Heading(section.Heading);
            Text(pages, section.Text);
        }
        pages.Foot(report);
        if (report.Units.Count > 0)
            Units(pages, report);
        pages.Save(output);

        void Heading(string text)
        {
            var font = DocumentFonts.Font(14, XFontStyleEx.Bold);
            pages.Paragraph(
                $"{Roman(++number)}. {text.ToUpperInvariant()}",
                font,
                TextAlign.Left,
                Indent,
                BetweenParagraphs,
                together: 2 * font.GetHeight()
            );
        }
    }

    internal static string Roman(int number) =>
        string.Concat(Enumerable.Repeat("X", number / 10))
        + new[] { "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX" }[number % 10];

    private static void Text(FlowingPages pages, string text) =>
        pages.Paragraph(text, DocumentFonts.Font(14), TextAlign.Justify, indent: Indent, before: BetweenParagraphs);

    private static void Figures(FlowingPages pages, OfficialReport report)
    {
        pages.Y += BetweenParagraphs;
        pages.Table(
            [
                new("STT", 8, TextAlign.Center),
                new("Chỉ tiêu", 42),
                new("Đơn vị tính", 15, TextAlign.Center),
                new("Kỳ trước", 17, TextAlign.Right),
                new("Kỳ báo cáo", 17, TextAlign.Right),
                new("So với kỳ trước (%)", 15, TextAlign.Right),
            ],
            [
                .. report.Figures.Select(figure => new FlowingRow([
                    figure.Number,
                    figure.Word.Name,
                    figure.Word.Measure,
                    figure.Before?.Written() ?? "",
                    figure.Value.Written(),
                    figure.Percent?.Written() ?? "",
                ])),
            ]
        );
        if (report.Notes.Count > 0)
            Text(pages, $"Số liệu đơn vị tự báo cáo, khác số liệu hệ thống: {string.Join("; ", report.Notes)}.");
    }

    private static void Plan(FlowingPages pages, OfficialReport report)
    {
        pages.Y += BetweenParagraphs;
        pages.Table(
            [
                new("STT", 8, TextAlign.Center),
                new("Chỉ tiêu", 38),
                new("Thời gian", 24, TextAlign.Center),
                new("Kế hoạch", 17, TextAlign.Right),
                new("Thực hiện", 17, TextAlign.Right),
                new("Đạt (%)", 12, TextAlign.Right),
            ],
            [
                .. report.Plan.Select(
                    (target, index) =>
                        new FlowingRow([
                            $"{index + 1}",
                            target.Name,
                            $"{target.Figure.From.Written()} - {target.Figure.To.Written()}",
                            target.Figure.Target.Written(),
                            target.Figure.Actual.Written(),
                            target.Figure.Percent?.Written() ?? "",
                        ])
                ),
            ]
        );
    }

    /// <summary>An annex on pages of its own: what the units reported, added up.</summary>
    private static void Units(FlowingPages pages, OfficialReport report)
    {
        pages.Ensure(pages.Bottom);
        pages.Paragraph("PHỤ LỤC", DocumentFonts.Font(14, XFontStyleEx.Bold), TextAlign.Center);
        pages.Paragraph("SỐ LIỆU CÁC ĐƠN VỊ ĐÃ BÁO CÁO", DocumentFonts.Font(14, XFontStyleEx.Bold), TextAlign.Center);
        pages.Paragraph($"({report.Subject})", DocumentFonts.Font(13, XFontStyleEx.Italic), TextAlign.Center);
        foreach (var figures in report.Figures.Chunk(FiguresBeside))
        {
            pages.Y += 2 * BetweenParagraphs;
            pages.Table(
                [
                    new("STT", 7, TextAlign.Center),
                    new("Đơn vị", 28),
                    .. figures.Select(figure => new FlowingColumn(Heading(figure), 15, TextAlign.Right)),
                ],
                [
                    .. report.Units.Select(
                        (unit, index) =>
                            new FlowingRow([
                                $"{index + 1}",
                                unit.FullName,
                                .. figures.Select(figure => unit.Figures.GetValueOrDefault(figure.Code).Written()),
                            ])
                    ),
                    new FlowingRow(
                        [
                            "",
                            "Tổng cộng",
                            .. figures.Select(figure =>
                                report.Units.Sum(unit => unit.Figures.GetValueOrDefault(figure.Code)).Written()
                            ),
                        ],
                        IsTotal: true
                    ),
                ]
            );
        }

        static string Heading(OfficialFigure figure) =>
            figure.Word.Measure.Length == 0 ? figure.Word.Name : $"{figure.Word.Name} ({figure.Word.Measure})";
    }
}
