using System.Runtime.CompilerServices;
using CongNgheSo.ServiceDefaults.Problems;
using CsvHelper;

namespace CongNgheSo.ServiceDefaults.Bulk;

/// <summary>The records of CSV as they stand, the header among them.</summary>
internal static class CsvRecords
{
    /// <summary>The separator is detected (",", ";" or tab), a byte order mark is honoured.</summary>
    private static readonly CsvReaderOptions Options = new()
    {
        TrimWhitespace = true,
        // Whatever is guessed about a misplaced quotation mark, rows would be lost in one another.
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
        // It is read as a record of its own, and measured like the others.
        HasHeader = false,
        MaxRecordSize = BulkReader.MaxRowBytes,
        IncludeValuesInExceptions = false,
    };

    public static async IAsyncEnumerable<string[]> ReadAsync(
        Stream body,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var csv = CsvReader.Create(body, Options, leaveOpen: true);
        while (await ReadAsync(csv, cancellationToken))
        {
            var record = new string[csv.FieldCount];
            for (var column = 0; column < record.Length; column++)
                record[column] = csv.IsEmpty(column) ? "" : csv.GetString(column);
            yield return record;
        }
    }

    /// <summary>The separator that is detected in a file.</summary>
    public static async Task<char?> SeparatorAsync(Stream body, CancellationToken cancellationToken)
    {
        await using var csv = CsvReader.Create(body, Options, leaveOpen: true);
        await ReadAsync(csv, cancellationToken);
        return csv.Separator;
    }

    /// <summary>CSV that breaks ends the request: nobody can say where the next row begins.</summary>
    private static async ValueTask<bool> ReadAsync(CsvReader csv, CancellationToken cancellationToken)
    {
        try
        {
            var hasRow = await csv.ReadAsync(cancellationToken);
            // What was in the buffer already was not measured: the same row always gets the same answer.
            return csv.RawRecord.Length <= BulkReader.MaxRowBytes
                ? hasRow
                : throw new RefusedRequestException(CommonProblems.LineTooLong, csv.RowNumber - 1);
        }
        catch (CsvFormatException exception)
        {
            var row = exception.RecordNumber - 1;
            throw exception.Message.StartsWith("Malformed", StringComparison.Ordinal)
                ? new RefusedRequestException(CommonProblems.CsvMalformed, row, exception.LineNumber)
                : new RefusedRequestException(CommonProblems.LineTooLong, row);
        }
    }
}
