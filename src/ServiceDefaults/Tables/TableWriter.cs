using System.Globalization;
using System.Text;
using CongNgheSo.ServiceDefaults.Bulk;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>Writes a table row after row, of which no more than a few are in memory.</summary>
public abstract class TableWriter : IDisposable
{
    /// <summary>Begins a table of a format.</summary>
    /// <param name="format">CSV (UTF-8; usually with a byte order mark, which Excel asks for) or XLSX.</param>
    /// <param name="output">Where it goes; need not be able to seek; stays open.</param>
    /// <param name="dayFormat">How days are written, in .NET's letters: "dd/MM/yyyy".</param>
    /// <param name="dialect">How CSV is written; as usual where absent.</param>
    public static TableWriter Create(BulkFormat format, Stream output, string dayFormat, CsvDialect? dialect = null) =>
        format == BulkFormat.Xlsx
            ? new XlsxWriter(output, dayFormat)
            : new CsvWriter(output, dayFormat, dialect ?? CsvDialect.Usual);

    public abstract ValueTask WriteAsync(IReadOnlyList<TableCell> row, CancellationToken cancellationToken);

    /// <summary>Writes what ends the table. A table that was not completed cannot be opened, which tells that it is not whole.</summary>
    public abstract ValueTask CompleteAsync(CancellationToken cancellationToken);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) { }

    /// <summary>A text, a day, a number or nothing as a cell.</summary>
    public static TableCell Cell(object? value) =>
        value switch
        {
            null => new TableCell(""),
            DateOnly day => new TableCell(day.ToString("O", CultureInfo.InvariantCulture), TableCellKind.Day),
            int or long or decimal => new TableCell(
                Convert.ToString(value, CultureInfo.InvariantCulture)!,
                TableCellKind.Number
            ),
            _ => new TableCell(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
        };

    private protected static DateOnly DayOf(TableCell cell) =>
        DateOnly.ParseExact(cell.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>CSV for people: cells that no spreadsheet takes for formulas.</summary>
internal sealed class CsvWriter(Stream output, string dayFormat, CsvDialect dialect) : TableWriter
{
    private const int BufferCharacters = 1 << 14;

    private readonly StringBuilder buffer = new(dialect.HasByteOrderMark ? "\uFEFF" : "", BufferCharacters * 2);

    public override async ValueTask WriteAsync(IReadOnlyList<TableCell> row, CancellationToken cancellationToken)
    {
        for (var column = 0; column < row.Count; column++)
        {
            if (column > 0)
                buffer.Append(dialect.Separator);
            var cell = row[column];
            if (cell.Kind == TableCellKind.Day)
                buffer.Append(DayOf(cell).ToString(dayFormat, CultureInfo.InvariantCulture));
            else if (cell.Kind == TableCellKind.Number)
                buffer.Append(cell.Text);
            else
                CsvText.Append(buffer, cell.Text);
        }
        buffer.Append("\r\n");
        if (buffer.Length > BufferCharacters)
            await CompleteAsync(cancellationToken);
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(buffer.ToString()), cancellationToken);
        buffer.Clear();
    }
}
