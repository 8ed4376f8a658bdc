using System.Buffers.Text;
using System.Text.Json;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>One page of a list in a fixed order.</summary>
/// <param name="Items">At most <c>limit</c> items.</param>
/// <param name="Next">Cursor of the following page; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Keyset paging: a cursor is the sort key of the last item seen, opaque to the caller.</summary>
public static class Paging
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 1000;

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

    /// <summary>The key that a cursor stands for; default for the first page or a cursor that is none of ours.</summary>
    public static TKey? Read<TKey>(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor) || !Base64Url.IsValid(cursor))
            return default;
        try
        {
            return JsonSerializer.Deserialize<TKey>(Base64Url.DecodeFromChars(cursor));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string Write<TKey>(TKey key) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(key));

    private static int Shown(int? limit) => Math.Clamp(limit ?? DefaultLimit, 1, MaxLimit);
}
