using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace CongNgheSo.Services.Reporting.Facts;

/// <summary>Values by indicator code; absent is 0.</summary>
public sealed class Figures : Dictionary<string, long>
{
    private const int LongestCommonCode = 128;

    /// <summary>The codes met so far: dozens of strings, instead of as many anew for every row.</summary>
    private static readonly ConcurrentDictionary<string, string> Codes = new();
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> CodesBySpan =
        Codes.GetAlternateLookup<ReadOnlySpan<char>>();

    public static Figures Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    /// <param name="json">An object of whole numbers, as UTF-8.</param>
    public static Figures Parse(ReadOnlySpan<byte> json)
    {
        var figures = new Figures();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var code = CodeAt(reader);
            reader.Read();
            figures[code] = reader.GetInt64();
        }
        return figures;
    }

    private static string CodeAt(in Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > LongestCommonCode)
            return reader.GetString()!;
        Span<char> text = stackalloc char[LongestCommonCode];
        text = text[..reader.CopyString(text)];
        if (CodesBySpan.TryGetValue(text, out var known))
            return known;
        var code = text.ToString();
        return Codes.GetOrAdd(code, code);
    }

    /// <summary>True where nothing is left of it.</summary>
    public bool IsZero => Values.All(value => value == 0);

    /// <summary>Adds to one figure.</summary>
    /// <exception cref="OverflowException">The sum is no figure of this world.</exception>
    public new void Add(string code, long value) =>
        this[code] = TryGetValue(code, out var sum) ? checked(sum + value) : value;

    /// <summary>The same in the order of the codes, without what is 0.</summary>
    public Figures WithoutZeros()
    {
        var figures = new Figures();
        foreach (
            var (code, value) in this.Where(figure => figure.Value != 0)
                .OrderBy(figure => figure.Key, StringComparer.Ordinal)
        )
            figures.Add(code, value);
        return figures;
    }

    /// <summary>As JSON, without what is 0.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (code, value) in this)
                if (value != 0)
                    json.WriteNumber(code, value);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
