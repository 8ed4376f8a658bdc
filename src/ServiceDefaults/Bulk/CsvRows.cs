using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CongNgheSo.ServiceDefaults.Problems;

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

    public static async IAsyncEnumerable<BulkRow<T>> ReadAsync<T>(
        Stream body,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
        where T : class
    {
        string[]? header = null;
        var number = 0;
        await foreach (var record in CsvRecords.ReadAsync(body, cancellationToken))
            if (header is not null)
                yield return Row<T>(++number, header, record);
            else
                RequireOneColumnEach(header = record);
        if (header is null)
            throw new RefusedRequestException(CommonProblems.HeaderLineMissing);
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

    private static BulkRow<T> Row<T>(int number, string[] header, string[] record)
        where T : class
    {
        if (record.Length > header.Length)
            return new BulkRow<T>(number, null, [CommonProblems.FieldUnreadable.At("")]);
        var row = new JsonObject(AnyCase);
        for (var column = 0; column < record.Length; column++)
            if (record[column].Length > 0)
                Set(row, header[column].Split('.', 2), record[column]);
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
