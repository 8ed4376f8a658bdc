using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CongNgheSo.ServiceDefaults.Problems;
using CsvHelper;

namespace CongNgheSo.ServiceDefaults.Bulk;

/// <summary>
/// Rows from CSV: the header names the fields as the JSON does, with a dot for nested ones
/// ("outcomes.vneid-level2-activated"); empty cells are absent fields.
/// </summary>
internal static class CsvRows
{
    /// <summary>Every cell is text: numbers and booleans are read from it.</summary>
    private static readonly JsonSerializerOptions CellJson = new(BulkReader.RowJson)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new BooleanCell() },
    };

    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

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

    public static async IAsyncEnumerable<BulkRow<T>> ReadAsync<T>(
        Stream body,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
        where T : class
    {
        await using var csv = CsvReader.Create(body, Options, leaveOpen: true);
        if (!await ReadAsync(csv, cancellationToken))
            throw new RefusedRequestException(CommonProblems.HeaderLineMissing);
        var header = Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).ToArray();
        RequireOneColumnEach(header);
        var number = 0;
        while (await ReadAsync(csv, cancellationToken))
            yield return Row<T>(++number, header, csv);
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

    /// <summary>No field twice, and none both whole ("outcomes") and in parts ("outcomes.e-wallets").</summary>
    private static void RequireOneColumnEach(string[] header)
    {
        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var column = 0; column < header.Length; column++)
            // Spreadsheets leave columns without a name behind the last one.
            if (header[column].Length > 0 && !first.TryAdd(header[column], column))
                Refuse(first[header[column]], column);
        for (var column = 0; column < header.Length; column++)
            if (header[column].Split('.', 2) is [var whole, _] && first.TryGetValue(whole, out var other))
                Refuse(Math.Min(column, other), Math.Max(column, other));

        static void Refuse(int one, int other) =>
            throw new RefusedRequestException(CommonProblems.ColumnRepeated, one + 1, other + 1);
    }

    private static BulkRow<T> Row<T>(int number, string[] header, CsvReader csv)
        where T : class
    {
        if (csv.FieldCount > header.Length)
            return new BulkRow<T>(number, null, [CommonProblems.FieldUnreadable.At("")]);
        var row = new JsonObject(AnyCase);
        for (var column = 0; column < csv.FieldCount; column++)
            if (!csv.IsEmpty(column))
                Set(row, header[column].Split('.', 2), csv.GetString(column));
        try
        {
            return new BulkRow<T>(number, row.Deserialize<T>(CellJson), []);
        }
        catch (JsonException exception)
        {
            return BulkReader.Unreadable<T>(number, exception);
        }
    }

    private static void Set(JsonObject row, string[] path, string cell)
    {
        if (path is [var name])
            row[name] = cell;
        else if (row[path[0]] is JsonObject nested)
            nested[path[1]] = cell;
        else
            row[path[0]] = new JsonObject(AnyCase) { [path[1]] = cell };
    }

    /// <summary>"true" and "false" in any case (spreadsheets write TRUE), 1 and 0.</summary>
    private sealed class BooleanCell : JsonConverter<bool>
    {
        public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString()?.ToLowerInvariant() switch
            {
                "true" or "1" => true,
                "false" or "0" => false,
                _ => throw new JsonException(),
            };

        public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) =>
            writer.WriteBooleanValue(value);
    }
}
