using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CongNgheSo.Services.Registry.Tests;

/// <summary>A workbook as an office suite writes it: shared and inline texts, numbers, days by their format, merged cells.</summary>
internal sealed class TeamSheet
{
    public static readonly string[] Head =
    [
        "STT",
        "Đơn vị",
        "Loại tổ",
        "Số quyết định",
        "Ngày quyết định",
        "Họ và tên",
        "SĐT",
        "Vai trò",
        "Thành phần",
        "Ngày tham gia",
        "Năm sinh",
        "Giới tính",
    ];

    private readonly List<object?[]> rows = [];
    private readonly List<string> merges = [];
    private int textCount;

    /// <summary>Number of the row that comes next.</summary>
    public int Next => rows.Count + 1;

    /// <summary>Text, a number, a day, true or false, or nothing a cell.</summary>
    public TeamSheet Add(params object?[] cells)
    {
        rows.Add(cells);
        return this;
    }

    /// <summary>A letterhead and a title over everything, and the heads of the members' columns under one of their own.</summary>
    public TeamSheet AddHead()
    {
        Merge(1, 0, 1, 4).Add("ỦY BAN NHÂN DÂN HUYỆN ĐỒNG VĂN");
        Add();
        Merge(3, 0, 3, Head.Length - 1).Add("DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG");
        Merge(4, 5, 4, Head.Length - 1);
        for (var column = 0; column < 5; column++)
            Merge(4, column, 5, column);
        Add([.. Head.Take(5), "Thành viên"]);
        return Add([.. Enumerable.Repeat<object?>(null, 5), .. Head.Skip(5)]);
    }

    public TeamSheet Merge(int firstRow, int firstColumn, int lastRow, int lastColumn)
    {
        merges.Add($"{Name(firstColumn)}{firstRow}:{Name(lastColumn)}{lastRow}");
        return this;
    }

    public byte[] ToFile()
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var texts = new SharedStringTable();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(Data(texts));
            if (merges.Count > 0)
                sheet.Worksheet.AppendChild(
                    new MergeCells(merges.Select(merge => new MergeCell { Reference = merge }))
                );
            workbook.AddNewPart<SharedStringTablePart>().SharedStringTable = texts;
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            workbook.Workbook = new Workbook(
                new Sheets(
                    new Sheet
                    {
                        Name = "Danh sách",
                        SheetId = 1,
                        Id = workbook.GetIdOfPart(sheet),
                    }
                )
            );
        }
        return file.ToArray();
    }

    /// <summary>The texts of a workbook's rows by column; how what the platform writes is read by somebody else.</summary>
    public static List<string[]> Read(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var sheet = document.WorkbookPart!.WorksheetParts.Single().Worksheet;
        var read = new List<string[]>();
        foreach (var row in sheet.Descendants<Row>())
        {
            var cells = new string[26];
            Array.Fill(cells, "");
            foreach (var cell in row.Elements<Cell>())
                cells[cell.CellReference!.Value![0] - 'A'] = cell.InnerText;
            read.Add(cells);
        }
        return read;
    }

    /// <summary>The file with other texts in some cells, as somebody mends it.</summary>
    public static byte[] Mend(byte[] file, IEnumerable<(int Row, int Column, string Text)> changes)
    {
        using var mended = new MemoryStream();
        mended.Write(file);
        using (var document = SpreadsheetDocument.Open(mended, isEditable: true))
        {
            var rows = document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().ToList();
            foreach (var (row, column, text) in changes)
            {
                var reference = $"{Name(column)}{row}";
                var line = rows[row - 1];
                line.Elements<Cell>().FirstOrDefault(cell => cell.CellReference == reference)?.Remove();
                var after = line.Elements<Cell>().LastOrDefault(cell => cell.CellReference!.Value![0] < reference[0]);
                line.InsertAfter(
                    new Cell
                    {
                        CellReference = reference,
                        DataType = CellValues.InlineString,
                        InlineString = new InlineString(new Text(text)),
                    },
                    after
                );
            }
        }
        return mended.ToArray();
    }

    private SheetData Data(SharedStringTable texts)
    {
        textCount = 0;
        var data = new SheetData();
        for (var row = 0; row < rows.Count; row++)
        {
            var line = new Row { RowIndex = (uint)row + 1 };
            for (var column = 0; column < rows[row].Length; column++)
                if (rows[row][column] is { } value)
                    line.Append(CellOf(value, $"{Name(column)}{row + 1}", texts, inline: (row + column) % 2 == 0));
            // Excel writes rows that only have a height, too.
            data.Append(line);
        }
        return data;
    }

    private Cell CellOf(object value, string reference, SharedStringTable texts, bool inline)
    {
        var cell = new Cell { CellReference = reference };
        switch (value)
        {
            case string text when inline:
                cell.DataType = CellValues.InlineString;
                cell.InlineString = new InlineString(new Text(text));
                break;
            case string text:
                // Rich text in two runs, as where a letter was made bold.
                texts.Append(
                    new SharedStringItem(
                        new Run(new Text(text[..(text.Length / 2)])),
                        new Run(new Text(text[(text.Length / 2)..]))
                    )
                );
                cell.DataType = CellValues.SharedString;
                cell.CellValue = new CellValue(textCount++);
                break;
            case DateOnly day:
                cell.StyleIndex = 1;
                cell.CellValue = new CellValue(day.ToDateTime(default).ToOADate());
                break;
            case bool truth:
                cell.DataType = CellValues.Boolean;
                cell.CellValue = new CellValue(truth);
                break;
            default:
                // Computed, with the value that was saved with the formula.
                cell.CellFormula = new CellFormula("1*1");
                cell.CellValue = new CellValue(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
        }
        return cell;
    }

    private static Stylesheet Styles() =>
        new(
            new NumberingFormats(new NumberingFormat { NumberFormatId = 170, FormatCode = "\"ngày\" dd/mm/yyyy" }),
            new Fonts(new Font()),
            new Fills(new Fill()),
            new Borders(new Border()),
            new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 170, ApplyNumberFormat = true })
        );

    private static string Name(int column) => $"{(char)('A' + column)}";
}
