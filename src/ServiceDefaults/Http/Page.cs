using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>One page of a list in a fixed order.</summary>
/// <param name="Items">At most <c>limit</c> items.</param>
/// <param name="Next">Cursor of the following page; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>
/// Keyset paging: a cursor is the sort key of the last item seen, opaque to the caller. What is no cursor of this list,
/// or no limit that can be given, is refused as a parameter that cannot be read is (400).
/// </summary>
public static class Paging
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 1000;
    private const int TagLength = 4;

    private static readonly JsonSerializerOptions KeyJson = new()
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new UtcMoment(), new StorableText() },
    };

    /// <summary>The number of items to read: one more than is shown tells whether there is a next page.</summary>
    public static int Take(int? limit) => Shown(limit) + 1;

    /// <summary>Cuts what <see cref="Take"/> read down to a page.</summary>
    /// <param name="read">Up to <see cref="Take"/> items in order.</param>
    /// <param name="limit">As the caller gave it.</param>
    /// <param name="key">The sort key of an item.</param>
    public static Page<T> ToPage<T, TKey>(this IReadOnlyList<T> read, int? limit, Func<T, TKey> key)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(key);
        var shown = Shown(limit);
        return read.Count <= shown
            ? new Page<T>(read, null)
            : new Page<T>([.. read.Take(shown)], Write(key(read[shown - 1])));
    }

    /// <summary>The key that a cursor stands for; default for the first page.</summary>
    public static TKey? Read<TKey>(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return default;
        try
        {
            if (Base64Url.IsValid(cursor) && Base64Url.DecodeFromChars(cursor) is var bytes)
                if (bytes.AsSpan().StartsWith(TagOf(typeof(TKey))))
                    return JsonSerializer.Deserialize<TKey>(bytes.AsSpan(TagLength), KeyJson)
                        ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            // Refused below, as what is no base64 is.
        }
        throw new RefusedRequestException(CommonProblems.CursorInvalid);
    }

    private static string Write<TKey>(TKey key) =>
        Base64Url.EncodeToString([.. TagOf(key!.GetType()), .. JsonSerializer.SerializeToUtf8Bytes(key)]);

    private static int Shown(int? limit) =>
        limit is null or (>= 1 and <= MaxLimit)
            ? limit ?? DefaultLimit
            : throw new RefusedRequestException(CommonProblems.LimitOutOfRange, MaxLimit);

    /// <summary>Each order of each list has a key of its own: by its name a cursor is known for another list's.</summary>
    private static byte[] TagOf(Type key) =>
        SHA256.HashData(Encoding.UTF8.GetBytes((Nullable.GetUnderlyingType(key) ?? key).FullName!))[..TagLength];

    /// <summary>Text that PostgreSQL refuses must not reach it: the driver's connection would be out of step afterwards.</summary>
    private sealed class StorableText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } text && RequestContents.Flaw(text) != CommonProblems.TextForbidden
                ? text
                : throw new JsonException("no text");

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }

    /// <summary>Moments are kept in UTC; one in another time is nobody's key.</summary>
    private sealed class UtcMoment : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            reader.TokenType == JsonTokenType.String
            && reader.TryGetDateTimeOffset(out var moment)
            && moment.Offset == TimeSpan.Zero
                ? moment
                : throw new JsonException("no moment in UTC");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }
}
