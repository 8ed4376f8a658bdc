namespace CongNgheSo.ServiceDefaults.Files;

/// <summary>An object that can be read from anywhere: asked for from the place on where reading begins.</summary>
/// <param name="length">Its length in bytes.</param>
/// <param name="open">Asks for the bytes between two places, the last one included.</param>
internal sealed class S3Content(long length, Func<long, long, CancellationToken, Task<Stream>> open) : Stream
{
    private Stream? part;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set
        {
            if (position == value)
                return;
            part?.Dispose();
            (part, position) = (null, value);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= length || buffer.IsEmpty)
            return 0;
        part ??= await open(position, length - 1, cancellationToken);
        var read = await part.ReadAsync(buffer, cancellationToken);
        if (read == 0)
            throw new EndOfStreamException("The store sent less than it announced.");
        position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Read it asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => position + offset,
            _ => length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            part?.Dispose();
        base.Dispose(disposing);
    }
}
