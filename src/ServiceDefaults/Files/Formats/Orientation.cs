using System.Buffers.Binary;

namespace CongNgheSo.ServiceDefaults.Files.Formats;

/// <summary>
/// Which way up a photo is: the one thing in its Exif block that has to stay, because without it the photo lies on its
/// side.
/// </summary>
internal static class Orientation
{
    private const ushort Tag = 0x0112;
    private const int Upright = 1;
    private const int EntryLength = 12;

    private static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    /// <summary>2 to 8; null where the photo is upright, or the block cannot be read.</summary>
    /// <param name="exif">The block, with or without the six bytes that JPEG puts before it.</param>
    public static byte? Read(ReadOnlySpan<byte> exif)
    {
        var tiff = exif.StartsWith(Prefix) ? exif[Prefix.Length..] : exif;
        if (tiff.Length < 8)
            return null;
        var little = tiff.StartsWith("II"u8);
        var directory = Long(tiff[4..], little);
        if (directory > tiff.Length - 2)
            return null;
        var entries = tiff[(int)directory..];
        var count = Short(entries, little);
        for (entries = entries[2..]; count-- > 0 && entries.Length >= EntryLength; entries = entries[EntryLength..])
            if (Short(entries, little) == Tag)
                return Short(entries[8..], little) is > Upright and <= 8 and var way ? (byte)way : null;
        return null;
    }

    /// <summary>A block that says nothing else.</summary>
    public static byte[] Write(byte orientation) =>
        [
            .. "MM\0*\0\0\0\u0008"u8,
            .. "\0\u0001"u8,
            .. "\u0001\u0012\0\u0003\0\0\0\u0001\0"u8,
            orientation,
            0,
            0,
            0,
            0,
            0,
            0,
        ];

    private static ushort Short(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Long(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
