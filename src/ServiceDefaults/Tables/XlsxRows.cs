using System.Globalization;
using System.Xml;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>The rows of a sheet, one at a time. Of a formula it is the value that counts which was saved with it.</summary>
internal sealed class XlsxRows(XmlReader sheet, XlsxStrings strings, XlsxStyles styles, bool counts1904)
{
    /// <summary>What lies further to the right is nobody's table.</summary>
    public const int MaxColumns = 256;

    private const int MaxRow = 1_048_576;
    private const int DaysTo1904 = 1_462;
    private const double LastSerial = 2_958_465;

    public IEnumerable<TableRow> Read()
    {
        using (sheet)
        {
            var number = 0;
            while (sheet.Read())
                if (sheet is { NodeType: XmlNodeType.Element, LocalName: "row" })
                {
                    number = NumberAfter(number);
                    yield return new TableRow(number, sheet.IsEmptyElement ? [] : Cells(number));
                }
        }
    }

    /// <summary>The column of "B12", from 0.</summary>
    public static int ColumnOf(string cell)
    {
        var column = 0;
        foreach (var letter in cell)
            if (letter is >= 'A' and <= 'Z' && column < MaxRow)
                column = (column * 26) + letter - 'A' + 1;
            else if (letter != '$')
                break;
        return column - 1;
    }

    private int NumberAfter(int last)
    {
        var number = sheet.GetAttribute("r") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : last + 1;
        return number > last && number <= MaxRow ? number : throw new InvalidDataException("Rows out of order.");
    }

    private List<TableCell> Cells(int number)
    {
        var cells = new List<TableCell>();
        var (depth, length) = (sheet.Depth, 0);
        var column = -1;
        while (sheet.Read() && sheet.Depth > depth)
        {
            if (sheet is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                continue;
            column = sheet.GetAttribute("r") is { } reference ? ColumnOf(reference) : column + 1;
            var cell = Cell();
            if (cell.IsBlank || column < 0 || column >= MaxColumns)
                continue;
            length += cell.Text.Length;
            if (length > BulkReader.MaxRowBytes)
                throw new RefusedRequestException(CommonProblems.LineTooLong, number);
            while (cells.Count <= column)
                cells.Add(new TableCell(""));
            cells[column] = cell;
        }
        return cells;
    }

    private TableCell Cell()
    {
        var (type, style) = (sheet.GetAttribute("t"), sheet.GetAttribute("s"));
        if (sheet.IsEmptyElement)
            return new TableCell("");
        var depth = sheet.Depth;
        var value = "";
        while (sheet.Read() && sheet.Depth > depth)
            if (sheet is { NodeType: XmlNodeType.Element, LocalName: "v" or "is" })
                value = XlsxStrings.Text(sheet);
        return type switch
        {
            "s" => new TableCell(value.Length == 0 ? "" : strings[int.Parse(value, CultureInfo.InvariantCulture)]),
            "b" => new TableCell(value == "1" ? "TRUE" : "FALSE", TableCellKind.Boolean),
            "d" => new TableCell(value.Split('T')[0], TableCellKind.Day),
            "inlineStr" or "str" or "e" => new TableCell(value),
            _ => Number(value, styles.IsDay(style)),
        };
    }

    private TableCell Number(string value, bool isDay)
    {
        if (string.IsNullOrWhiteSpace(value))
            return new TableCell("");
        var number = double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (isDay && number + (counts1904 ? DaysTo1904 : 0) is >= 61 and < LastSerial and var serial)
            return new TableCell(
                DateTime.FromOADate(Math.Floor(serial)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                TableCellKind.Day
            );
        // Phone numbers and codes, of which a spreadsheet has made numbers, without an exponent.
        return new TableCell(
            Math.Abs(number) < 1e15 && Math.Floor(number) == number
                ? ((long)number).ToString(CultureInfo.InvariantCulture)
                : number.ToString("G15", CultureInfo.InvariantCulture),
            TableCellKind.Number
        );
    }
}
