using System.Text;

namespace CongNgheSo.ServiceDefaults.Files.Formats;

/// <summary>
/// HEIC (ISO/IEC 23008-12): boxes, of which <c>meta</c> says where in the file each item lies. Because everything is
/// found by its place, nothing is taken out: Exif, XMP and what else is no picture are overwritten where they lie. Which way up
/// the photo is stands in a property of its own.
/// </summary>
internal static class HeicFormat
{
    private const int HeadLength = 8;
    private const int LongestMeta = 1 << 20;

    private static readonly string[] Brands = ["heic", "heix", "heim", "heis"];

    /// <summary>An Exif item without a single entry.</summary>
    private static ReadOnlySpan<byte> NoExif => "\0\0\0\0MM\0*\0\0\0\u0008\0\0"u8;

    /// <summary>Whether what stands behind "ftyp" can be that of a photo.</summary>
    public static bool IsBrand(ReadOnlySpan<byte> brand) =>
        brand.Length >= 4
        && Encoding.Latin1.GetString(brand[..4]) is var name
        && (Brands.Contains(name) || name == "mif1");

    public static void Clean(Stream source, Stream target)
    {
        source.CopyTo(target);
        var (hasMeta, hasData) = (false, false);
        for (long start = 0; start < target.Length; )
        {
            var (type, content, end) = Head(target, start);
            switch (type)
            {
                case "ftyp" when start == 0:
                    CheckBrands(target, content, end);
                    break;
                case "meta" when !hasMeta && end - content <= LongestMeta:
                    hasMeta = true;
                    foreach (var (from, length) in PersonalItems(target, content, end))
                        Blank(target, from, length);
                    break;
                case "mdat":
                    hasData = true;
                    break;
                case "ftyp" or "meta" or "moov" or "moof":
                    // Films have places in more boxes than are looked into here.
                    throw new InvalidDataException("No such box belongs to a photo.");
                default:
                    target.Position = start + 4;
                    target.Write("free"u8);
                    Fill(target, content, end - content);
                    break;
            }
            start = end;
        }
        if (!hasMeta || !hasData)
            throw new InvalidDataException("There is no picture.");
    }

    private static (string Type, long Content, long End) Head(Stream file, long start)
    {
        file.Position = start;
        long length = file.TakeUInt32();
        var type = Encoding.Latin1.GetString(file.Take(4));
        var content = start + HeadLength;
        if (length == 1)
        {
            length = (long)(((ulong)file.TakeUInt32() << 32) | file.TakeUInt32());
            content += 8;
        }
        // The last one may reach to the end without saying how far that is.
        var end = length == 0 ? file.Length : start + length;
        return end >= content && end <= file.Length
            ? (type, content, end)
            : throw new InvalidDataException("A box reaches beyond the end.");
    }

    private static void CheckBrands(Stream file, long content, long end)
    {
        file.Position = content;
        var brands = Encoding.Latin1.GetString(file.Take((int)Math.Min(end - content, 256)));
        if (!brands.Chunk(4).Any(brand => Brands.Contains(new string(brand))))
            throw new InvalidDataException("It is no photo of this format.");
    }

    private static List<(long From, long Length)> PersonalItems(Stream file, long content, long end)
    {
        file.Position = content;
        var meta = file.Take((int)(end - content));
        var boxes = HeicMeta.Boxes(meta, HeicMeta.FullBox).ToLookup(box => box.Type, box => box.Content);
        if (boxes["iinf"].Count() != 1 || boxes["iloc"].Count() != 1)
            throw new InvalidDataException("The list of items is missing.");
        var personal = HeicMeta.PersonalItems(meta, boxes["iinf"].Single());
        var inside = boxes["idat"].Select(box => content + box.Start.Value).FirstOrDefault();
        return HeicMeta.Places(meta, boxes["iloc"].Single(), personal, inside, file.Length);
    }

    private static void Blank(Stream file, long from, long length)
    {
        Fill(file, from, length);
        file.Position = from;
        file.Write(NoExif[..(int)Math.Min(length, NoExif.Length)]);
    }

    private static void Fill(Stream file, long from, long length)
    {
        file.Position = from;
        for (var zeros = new byte[1 << 12]; length > 0; length -= zeros.Length)
            file.Write(zeros, 0, (int)Math.Min(length, zeros.Length));
    }
}
