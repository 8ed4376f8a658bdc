using System.Buffers;

namespace CongNgheSo.ServiceDefaults.Files;

/// <summary>The name of content in the store: its SHA-256 in lower-case hexadecimal digits.</summary>
internal static class FileHash
{
    private const int Length = 64;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static bool IsOne(string name) => name.Length == Length && !name.AsSpan().ContainsAnyExcept(Digits);

    /// <summary>What writers and deleters of the same content lock in the database.</summary>
    public static long LockKey(string hash) => unchecked((long)Convert.ToUInt64(hash[..16], 16));
}
