using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>
/// Numbers of parts: a list in JSON, and a text ("1,2", "1 2", "1;2") where a cell holds them. "1.2" is two parts too: it
/// is what spreadsheets that write decimals with a comma make of "1,2".
/// </summary>
public sealed class PartNumbers : JsonConverter<IReadOnlyList<int>?>
{
    private static readonly char[] Separators = [',', ';', ' ', '.'];

    public override IReadOnlyList<int>? Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType == JsonTokenType.String)
            return
            [
                .. reader
                    .GetString()!
                    .Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(Number),
            ];
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();
        var numbers = new List<int>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            numbers.Add(
                reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number)
                    ? number
                    : throw new JsonException()
            );
        return numbers;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<int>? value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        foreach (var number in value ?? [])
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new JsonException();
}
