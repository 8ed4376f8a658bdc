using System.Runtime.CompilerServices;
using CongNgheSo.ServiceDefaults.Bulk;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>Streams the rows of CSV and of spreadsheets, titles and headings included; blank rows are passed over.</summary>
public static class TableReader
{
    /// <summary>The rows in order.</summary>
    /// <param name="format">CSV or XLSX.</param>
    /// <param name="file">The file from its beginning; a workbook needs a stream that can seek.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Problems.RefusedRequestException">The file as a whole cannot be read.</exception>
    public static IAsyncEnumerable<TableRow> ReadAsync(
        BulkFormat format,
        Stream file,
        CancellationToken cancellationToken = default
    ) => format == BulkFormat.Xlsx ? ReadXlsxAsync(file, cancellationToken) : ReadCsvAsync(file, cancellationToken);

    private static async IAsyncEnumerable<TableRow> ReadCsvAsync(
        Stream file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var number = 0;
        await foreach (var record in CsvRecords.ReadAsync(file, cancellationToken))
        {
            number++;
            var row = new TableRow(number, Array.ConvertAll(record, cell => new TableCell(CsvText.Unprotected(cell))));
            if (!row.IsBlank)
                yield return row;
        }
    }

    private static async IAsyncEnumerable<TableRow> ReadXlsxAsync(
        Stream file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var workbook = XlsxFile.Open(file);
        foreach (var row in workbook.Rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
        await Task.CompletedTask;
    }
}
