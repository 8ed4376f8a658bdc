using System.IO.Compression;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>Bytes as gzip.</summary>
public static class Packed
{
    public static byte[] Of(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
