using System.Buffers;
using System.Buffers.Binary;

namespace CongNgheSo.ServiceDefaults.Files.Formats;

/// <summary>What the readers of formats have in common.</summary>
internal static class Bytes
{
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public static byte[] Take(this Stream source, int count)
    {
        var bytes = new byte[count];
        source.ReadExactly(bytes);
        return bytes;
    }

    public static byte TakeByte(this Stream source) =>
        source.ReadByte() is >= 0 and var read ? (byte)read : throw new EndOfStreamException();

    public static uint TakeUInt32(this Stream source)
    {
        Span<byte> bytes = stackalloc byte[4];
        source.ReadExactly(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    /// <summary>Passes on so many bytes, a part at a time, and shows each part.</summary>
    public static void Pass(this Stream source, Stream target, long count, Action<ReadOnlyMemory<byte>>? see = null)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            while (count > 0)
            {
                var part = buffer.AsMemory(0, (int)Math.Min(count, buffer.Length));
                source.ReadExactly(part.Span);
                see?.Invoke(part);
                target.Write(part.Span);
                count -= part.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static void Skip(this Stream source, long count)
    {
        if (count > source.Length - source.Position)
            throw new EndOfStreamException();
        source.Position += count;
    }
}
