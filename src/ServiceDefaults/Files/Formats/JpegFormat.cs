using System.Buffers.Binary;

namespace CongNgheSo.ServiceDefaults.Files.Formats;

/// <summary>
/// JPEG (ITU T.81): segments, the picture's data as they are. Kept are those that the picture needs, its colours (ICC,
/// Adobe, JFIF) and which way up it is; Exif, XMP, comments, previews and what follows the end are left out.
/// </summary>
internal static class JpegFormat
{
    private const byte Mark = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte App0 = 0xE0;
    private const byte App1 = 0xE1;
    private const byte App2 = 0xE2;
    private const byte App14 = 0xEE;
    private const byte LastApp = 0xEF;
    private const byte Comment = 0xFE;

    public static void Clean(Stream source, Stream target)
    {
        if (source.TakeByte() != Mark || source.TakeByte() != StartOfImage)
            throw new InvalidDataException("SOI is missing.");
        target.Write([Mark, StartOfImage]);
        var (hasFrame, hasScan) = (false, false);
        for (var marker = NextMarker(source); marker != EndOfImage; )
        {
            var segment = TakeSegment(source, marker);
            hasFrame |= IsFrame(marker);
            if (Keeps(marker, segment))
                WriteSegment(target, marker, segment);
            else if (marker == App1 && segment.AsSpan().StartsWith("Exif\0"u8) && Orientation.Read(segment) is { } way)
                WriteSegment(target, App1, [.. "Exif\0\0"u8, .. Orientation.Write(way)]);
            if (marker == StartOfScan)
            {
                hasScan = true;
                marker = PassScan(source, target);
            }
            else
                marker = NextMarker(source);
        }
        if (!hasFrame || !hasScan)
            throw new InvalidDataException("There is no picture.");
        target.Write([Mark, EndOfImage]);
    }

    private static bool Keeps(byte marker, byte[] segment) =>
        marker switch
        {
            App0 => segment.AsSpan().StartsWith("JFIF\0"u8),
            App2 => segment.AsSpan().StartsWith("ICC_PROFILE\0"u8),
            App14 => segment.AsSpan().StartsWith("Adobe"u8),
            >= App0 and <= LastApp or Comment => false,
            _ => true,
        };

    /// <summary>SOF0 to SOF15; DHT, JPG and DAC lie among them.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static byte[] TakeSegment(Stream source, byte marker)
    {
        if (marker is < 0xC0 or (>= 0xD0 and <= 0xD8) or (>= 0xF0 and <= 0xFD))
            throw new InvalidDataException("No such segment stands here.");
        var length = BinaryPrimitives.ReadUInt16BigEndian(source.Take(2));
        return length >= 2 ? source.Take(length - 2) : throw new InvalidDataException("A segment has no length.");
    }

    private static void WriteSegment(Stream target, byte marker, byte[] segment)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(segment.Length + 2));
        target.Write([Mark, marker]);
        target.Write(length);
        target.Write(segment);
    }

    private static byte NextMarker(Stream source)
    {
        if (source.TakeByte() != Mark)
            throw new InvalidDataException("A marker is missing.");
        return SkipFill(source);
    }

    /// <summary>A marker may be filled up with any number of 0xFF.</summary>
    private static byte SkipFill(Stream source)
    {
        byte marker;
        do marker = source.TakeByte();
        while (marker == Mark);
        return marker;
    }

    /// <summary>The data of a scan, in which 0xFF is followed by 0 or by the number of a restart.</summary>
    /// <returns>The marker behind it.</returns>
    private static byte PassScan(Stream source, Stream target)
    {
        while (true)
        {
            var each = source.TakeByte();
            if (each == Mark)
            {
                var marker = SkipFill(source);
                if (marker is not (0 or (>= 0xD0 and <= 0xD7)))
                    return marker;
                target.WriteByte(Mark);
                target.WriteByte(marker);
            }
            else
                target.WriteByte(each);
        }
    }
}
