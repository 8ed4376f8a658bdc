using System.Text;

namespace CongNgheSo.ServiceDefaults.Files.Formats;

/// <summary>The parts of a HEIC's <c>meta</c> box that say what its items are and where they lie.</summary>
internal static class HeicMeta
{
    /// <summary>Version and flags, with which many boxes begin.</summary>
    public const int FullBox = 4;

    /// <summary>The boxes in a part of the bytes.</summary>
    /// <param name="meta">The content of the meta box.</param>
    /// <param name="start">Where the first one begins.</param>
    /// <param name="end">Where the last one ends; the end of the bytes where absent.</param>
    public static IEnumerable<(string Type, Range Content)> Boxes(byte[] meta, int start, int? end = null)
    {
        for (var last = end ?? meta.Length; start < last; )
        {
            var reader = new Fields(meta, start, last);
            var length = reader.Next(4);
            var type = Encoding.Latin1.GetString(reader.Take(4));
            if (length < 8 || length > last - start)
                throw new InvalidDataException("A box reaches beyond the one around it.");
            yield return (type, (start + 8)..(start + (int)length));
            start += (int)length;
        }
    }

    /// <summary>Ids of the items that are no picture: Exif, XMP, addresses.</summary>
    public static HashSet<long> PersonalItems(byte[] meta, Range iinf)
    {
        var (start, end) = (iinf.Start.Value, iinf.End.Value);
        var version = new Fields(meta, start, end).Next(1);
        var items = new HashSet<long>();
        foreach (var (type, content) in Boxes(meta, start + FullBox + (version == 0 ? 2 : 4), end))
        {
            var item = new Fields(meta, content.Start.Value, content.End.Value);
            var itemVersion = item.Next(1);
            if (type != "infe" || itemVersion is not (2 or 3))
                throw new InvalidDataException("An item is described in a way that is not known.");
            item.Take(3);
            var id = item.Next(itemVersion == 2 ? 2 : 4);
            item.Take(2);
            if (Encoding.Latin1.GetString(item.Take(4)) is "Exif" or "mime" or "uri ")
                items.Add(id);
        }
        return items;
    }

    /// <summary>Where in the file these items lie.</summary>
    public static List<(long From, long Length)> Places(
        byte[] meta,
        Range iloc,
        HashSet<long> items,
        long inside,
        long fileLength
    )
    {
        var fields = new Fields(meta, iloc.Start.Value, iloc.End.Value);
        var version = fields.Next(1);
        fields.Take(3);
        var (sizes, baseAndIndex) = ((int)fields.Next(1), (int)fields.Next(1));
        var places = new List<(long, long)>();
        var rest = fileLength;
        for (var count = fields.Next(version < 2 ? 2 : 4); count > 0; count--)
        {
            var isPersonal = items.Contains(fields.Next(version < 2 ? 2 : 4));
            var method = version is 1 or 2 ? fields.Next(2) & 0xF : 0;
            fields.Take(2);
            var start = fields.Next(baseAndIndex >> 4) + (method == 1 ? inside : 0);
            var (extents, indexLength) = ((int)fields.Next(2), version is 1 or 2 ? baseAndIndex & 0xF : 0);
            if (!isPersonal)
            {
                fields.Take(extents * (indexLength + (sizes >> 4) + (sizes & 0xF)));
                continue;
            }
            for (; extents > 0; extents--)
            {
                fields.Take(indexLength);
                var (from, length) = (start + fields.Next(sizes >> 4), fields.Next(sizes & 0xF));
                // Nor do they lie over each other, or one file could be overwritten for hours.
                if (method > 1 || length <= 0 || from < 0 || from > fileLength - length || (rest -= length) < 0)
                    throw new InvalidDataException("An item lies nowhere in the file.");
                places.Add((from, length));
            }
        }
        return places;
    }

    /// <summary>Numbers of one to eight bytes, one after the other.</summary>
    private sealed class Fields(byte[] bytes, int position, int end)
    {
        public long Next(int length)
        {
            long number = 0;
            foreach (var each in Take(length))
                number = (number << 8) | each;
            return number;
        }

        public ReadOnlySpan<byte> Take(int length)
        {
            if (length > end - position)
                throw new InvalidDataException("A box is too short.");
            position += length;
            return bytes.AsSpan(position - length, length);
        }
    }
}
