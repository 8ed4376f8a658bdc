using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Reporting.ReportDocuments;

/// <summary>A report as a workbook: the same head, tables and signature, with numbers that can be added up.</summary>
internal static class OfficialReportXlsx
{
    private static readonly XlsxStyle Text = new("justify", 13, Wrap: true);
    private static readonly XlsxStyle Centered = new("center", Wrap: true);
    private static readonly XlsxStyle Strong = Centered with { Bold = true };
    private static readonly XlsxStyle Heading = new(Size: 13, Bold: true, Wrap: true);
    private static readonly XlsxStyle Cell = new(Border: true, Wrap: true);
    private static readonly XlsxStyle Middle = Cell with { Align = "center" };
    private static readonly XlsxStyle ColumnHead = Middle with { Bold = true };
    private static readonly XlsxStyle Whole = Cell with { Align = "right", Numbers = XlsxNumbers.Whole };
    private static readonly XlsxStyle OneDecimal = Whole with { Numbers = XlsxNumbers.OneDecimal };
    private const double HeadRow = 34;

    public static void Write(OfficialReport report, Stream output)
    {
        var book = new XlsxBook();
        Report(book.AddSheet("Báo cáo", landscape: false, 7, 40, 13, 14, 14, 13), report);
        if (report.Units.Count > 0)
            Units(book.AddSheet("Theo đơn vị", landscape: true, [6, 30, .. report.Figures.Select(_ => 12.0)]), report);
        book.Save(output);
    }

    private static void Report(XlsxSheet sheet, OfficialReport report)
    {
        Head(sheet, report);
        var number = 0;
        Title("Số liệu trong kỳ");
        Columns(sheet, "STT", "Chỉ tiêu", "Đơn vị tính", "Kỳ trước", "Kỳ báo cáo", "So với kỳ trước (%)");
        foreach (var figure in report.Figures)
        {
            sheet.NextRow();
            sheet.Set(0, new XlsxValue(figure.Number), Middle);
            sheet.Set(1, new XlsxValue(figure.Word.Name), Cell);
            sheet.Set(2, new XlsxValue(figure.Word.Measure), Middle);
            sheet.Set(3, new XlsxValue(figure.Before), Whole);
            sheet.Set(4, new XlsxValue(figure.Value), Whole);
            sheet.Set(5, new XlsxValue(figure.Percent), OneDecimal);
        }
        if (report.Notes.Count > 0)
            sheet.Paragraph(
                $"Số liệu đơn vị tự báo cáo, khác số liệu hệ thống: {string.Join("; ", report.Notes)}.",
                Text
            );
        if (report.Plan.Count > 0)
        {
            Title("Tình hình thực hiện kế hoạch");
            Columns(sheet, "STT", "Chỉ tiêu", "Thời gian", "Kế hoạch", "Thực hiện", "Đạt (%)");
            foreach (var (index, target) in report.Plan.Index())
            {
                sheet.NextRow();
                sheet.Set(0, new XlsxValue(index + 1), Middle);
                sheet.Set(1, new XlsxValue(target.Name), Cell);
                sheet.Set(2, new XlsxValue($"{target.Figure.From.Written()} - {target.Figure.To.Written()}"), Middle);
                sheet.Set(3, new XlsxValue(target.Figure.Target), Whole);
                sheet.Set(4, new XlsxValue(target.Figure.Actual), Whole);
                sheet.Set(5, new XlsxValue(target.Figure.Percent), OneDecimal);
            }
        }
        foreach (var section in report.Sections)
        {
            Title(section.Heading);
            sheet.Paragraph(section.Text, Text);
        }
        Foot(sheet, report);

        void Title(string text) =>
            sheet.Paragraph($"{OfficialReportPdf.Roman(++number)}. {text.ToUpperInvariant()}", Heading);
    }

    private static void Units(XlsxSheet sheet, OfficialReport report)
    {
        sheet.Paragraph("PHỤ LỤC: SỐ LIỆU CÁC ĐƠN VỊ ĐÃ BÁO CÁO", Strong with { Size = 13 });
        sheet.Paragraph(report.Subject, Centered with { Italic = true });
        Columns(sheet, ["STT", "Đơn vị", .. report.Figures.Select(figure => figure.Word.Name)]);
        sheet.RepeatedRow = sheet.Row;
        Columns(sheet, ["", "Đơn vị tính", .. report.Figures.Select(figure => figure.Word.Measure)]);
        var first = sheet.Row + 1;
        foreach (var (index, unit) in report.Units.Index())
        {
            sheet.NextRow();
            sheet.Set(0, new XlsxValue(index + 1), Middle);
            sheet.Set(1, new XlsxValue(unit.FullName), Cell);
            foreach (var (column, figure) in report.Figures.Index())
                sheet.Set(column + 2, new XlsxValue(unit.Figures.GetValueOrDefault(figure.Code)), Whole);
        }
        var last = sheet.Row;
        sheet.NextRow();
        sheet.Set(0, default, ColumnHead);
        sheet.Set(1, new XlsxValue("Tổng cộng"), ColumnHead);
        foreach (var (column, figure) in report.Figures.Index())
        {
            var name = XlsxSheet.ColumnName(column + 2);
            sheet.Set(
                column + 2,
                new XlsxValue(
                    report.Units.Sum(unit => unit.Figures.GetValueOrDefault(figure.Code)),
                    $"SUM({name}{first}:{name}{last})"
                ),
                Whole with
                {
                    Bold = true,
                }
            );
        }
        Foot(sheet, report);
    }

    private static void Head(XlsxSheet sheet, OfficialReport report)
    {
        const int half = 1;
        string[] left =
        [
            .. report.Superior is null ? Array.Empty<string>() : [report.Superior],
            .. report.Authority.Name.Split('\n'),
        ];
        string[] right = [OfficialReport.State, OfficialReport.Motto];
        for (var line = 0; line < Math.Max(left.Length, right.Length); line++)
        {
            sheet.NextRow();
            var isSuperior = line == 0 && report.Superior is not null;
            sheet.Set(0, half, left.ElementAtOrDefault(line) ?? "", isSuperior ? Centered : Strong);
            sheet.Set(
                half + 1,
                sheet.Columns - 1,
                right.ElementAtOrDefault(line) ?? "",
                line == 1 ? Strong with { Size = 13, Underline = true } : Strong
            );
        }
        sheet.NextRow();
        sheet.Set(0, half, report.Number, Centered);
        sheet.Set(half + 1, sheet.Columns - 1, report.PlaceAndDate, Centered with { Italic = true });
        sheet.NextRow();
        if (report.IsDraft)
            sheet.Set(0, half, OfficialReport.DraftMark, Strong);
        sheet.Paragraph(OfficialReport.Title, Strong with { Size = 14 });
        sheet.Paragraph(report.Subject, Strong with { Size = 14 });
        sheet.Paragraph(report.Source, Centered with { Italic = true });
        sheet.NextRow();
    }

    private static void Foot(XlsxSheet sheet, OfficialReport report)
    {
        var half = Math.Min(sheet.Columns / 2, 8);
        var last = Math.Min(sheet.Columns - 1, 16);
        string[] left = ["Nơi nhận:", .. report.Recipients.Select(each => $"- {each}")];
        string[] right = [report.Authority.OnBehalfOf, report.Authority.Signer];
        sheet.NextRow();
        for (var line = 0; line < Math.Max(left.Length, right.Length); line++)
        {
            sheet.NextRow();
            var style = line == 0 ? new XlsxStyle(Bold: true, Italic: true) : new XlsxStyle(Size: 11);
            sheet.Set(0, half - 1, left.ElementAtOrDefault(line) ?? "", style);
            sheet.Set(half, last, right.ElementAtOrDefault(line) ?? "", Strong with { Size = 13 });
        }
    }

    private static void Columns(XlsxSheet sheet, params IReadOnlyList<string> headings)
    {
        sheet.NextRow(headings.Count > 6 && headings[0].Length > 0 ? 3 * HeadRow : HeadRow);
        foreach (var (column, heading) in headings.Index())
            sheet.Set(column, new XlsxValue(heading), ColumnHead);
    }
}
