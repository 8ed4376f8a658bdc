using System.Buffers.Binary;

namespace CongNgheSo.ServiceDefaults.Files.Formats;

/// <summary>
/// WebP: the chunks of a RIFF. Kept are those of the picture and its colours, and which way up it is; the rest of Exif,
/// XMP, unknown chunks and what follows the end are left out.
/// </summary>
internal static class WebpFormat
{
    private const int HeadLength = 12;
    private const byte HasExif = 0x08;
    private const byte HasXmp = 0x04;
    private const int LongestExif = 1 << 20;
    private const int MaxChunks = 10_000;

    public static void Clean(Stream source, Stream target)
    {
        var head = source.Take(HeadLength);
        var end = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)) + 8L;
        var chunks = Chunks(source, end).Take(MaxChunks).ToList();
        if (chunks.Count == MaxChunks || !chunks.Exists(chunk => chunk.Type is "VP8 " or "VP8L" or "ANMF"))
            throw new InvalidDataException("There is no picture.");
        var way = chunks.Find(chunk => chunk.Type == "EXIF") is { Length: > 0 and <= LongestExif } exif
            ? Orientation.Read(Read(source, exif))
            : null;
        target.Write(head);
        foreach (var chunk in chunks)
            if (chunk.Type == "VP8X")
                WriteFeatures(target, Read(source, chunk), way);
            else if (chunk.Type is "VP8 " or "VP8L" or "ALPH" or "ANIM" or "ANMF" or "ICCP")
                Write(target, chunk.Type, chunk.Length, () => source.At(chunk.Start).Pass(target, chunk.Length));
        // Only the extended format has a place for it.
        if (way is not null && chunks.Exists(chunk => chunk.Type == "VP8X"))
        {
            var exifBlock = Orientation.Write(way.Value);
            Write(target, "EXIF", exifBlock.Length, () => target.Write(exifBlock));
        }
        var length = target.Position;
        target.Position = 4;
        target.Write(Number((uint)(length - 8)));
        target.Position = length;
    }

    private static IEnumerable<(string Type, long Start, int Length)> Chunks(Stream source, long end)
    {
        if (end > source.Length)
            throw new EndOfStreamException();
        for (long start = HeadLength; start < end; )
        {
            var name = source.At(start).Take(4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(source.Take(4));
            var next = start + 8 + length + (length & 1);
            if (next > end)
                throw new InvalidDataException("A chunk reaches beyond the end.");
            yield return (System.Text.Encoding.Latin1.GetString(name), start + 8, (int)length);
            start = next;
        }
    }

    private static void WriteFeatures(Stream target, byte[] features, byte? way)
    {
        if (features.Length != 10)
            throw new InvalidDataException("VP8X has ten bytes.");
        features[0] = (byte)(features[0] & ~(HasExif | HasXmp) | (way is null ? 0 : HasExif));
        Write(target, "VP8X", features.Length, () => target.Write(features));
    }

    private static void Write(Stream target, string type, int length, Action content)
    {
        target.Write(System.Text.Encoding.Latin1.GetBytes(type));
        target.Write(Number((uint)length));
        content();
        if (length % 2 == 1)
            target.WriteByte(0);
    }

    private static byte[] Read(Stream source, (string Type, long Start, int Length) chunk) =>
        source.At(chunk.Start).Take(chunk.Length);

    private static Stream At(this Stream source, long position)
    {
        source.Position = position;
        return source;
    }

    private static byte[] Number(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return bytes;
    }
}
