using System.Buffers.Binary;

namespace CongNgheSo.ServiceDefaults.Files.Formats;

/// <summary>
/// PNG: chunks, each with its checksum. Kept are those that the picture and its colours need, and which way up it is; texts,
/// times, Exif, chunks of programs' own and what follows the end are left out.
/// </summary>
internal static class PngFormat
{
    private static readonly HashSet<string> Kept =
    [
        "IHDR",
        "PLTE",
        "IDAT",
        "IEND",
        "tRNS",
        "cHRM",
        "gAMA",
        "iCCP",
        "sBIT",
        "sRGB",
        "cICP",
        "bKGD",
        "pHYs",
    ];

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Remainder)];

    public static void Clean(Stream source, Stream target)
    {
        source.Pass(target, 8);
        var (number, hasData) = (0, false);
        string type;
        do
        {
            var length = source.TakeUInt32();
            var name = source.Take(4);
            type = System.Text.Encoding.Latin1.GetString(name);
            if (number++ == 0 != (type == "IHDR") || length > int.MaxValue)
                throw new InvalidDataException("IHDR is missing, or stands twice.");
            hasData |= type == "IDAT";
            if (Kept.Contains(type))
                PassChunk(source, target, length, name);
            else if (type == "eXIf" && length <= 1 << 16)
                KeepOrientation(source, target, (int)length);
            else if (char.IsAsciiLetterLower(type[0]))
                source.Skip(length + 4L);
            else
                throw new InvalidDataException("A chunk that cannot be left out is not known.");
        } while (type != "IEND");
        if (!hasData)
            throw new InvalidDataException("There is no picture.");
    }

    private static void PassChunk(Stream source, Stream target, uint length, byte[] name)
    {
        WriteNumber(target, length);
        target.Write(name);
        var sum = Add(uint.MaxValue, name);
        source.Pass(target, length, part => sum = Add(sum, part.Span));
        if (source.TakeUInt32() != ~sum)
            throw new InvalidDataException("A chunk is damaged.");
        WriteNumber(target, ~sum);
    }

    private static void KeepOrientation(Stream source, Stream target, int length)
    {
        var way = Orientation.Read(source.Take(length));
        source.Skip(4);
        if (way is null)
            return;
        byte[] chunk = [.. "eXIf"u8, .. Orientation.Write(way.Value)];
        WriteNumber(target, (uint)chunk.Length - 4);
        target.Write(chunk);
        WriteNumber(target, ~Add(uint.MaxValue, chunk));
    }

    private static void WriteNumber(Stream target, uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        target.Write(bytes);
    }

    /// <summary>CRC-32 as in ISO 3309.</summary>
    private static uint Add(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (var each in bytes)
            sum = Table[(byte)(sum ^ each)] ^ (sum >> 8);
        return sum;
    }

    private static uint Remainder(int number)
    {
        var sum = (uint)number;
        for (var bit = 0; bit < 8; bit++)
            sum = (sum & 1) == 0 ? sum >> 1 : 0xEDB88320 ^ (sum >> 1);
        return sum;
    }
}
