using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>
/// The longest body that is read, for the gateway and the services alike. What counts are the bytes of the body itself,
/// not those around its chunks, so that the gateway always notices first: a service behind it would stop reading, and
/// the gateway could not tell that from one that is away. Kestrel's own limit is off; it would close the connection
/// before the answer is read.
/// </summary>
public static class BodyLimit
{
    public const long MaxBytes = 64 << 20;

    /// <summary>Answers 413 to longer bodies: at once where their length is announced, else once they pass it.</summary>
    public static void UseBodyLimit(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                if (request.ContentLength > MaxBytes)
                    return CommonProblems.TooLarge.Result().ExecuteAsync(context);
                if (
                    request.ContentLength is null
                    && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }
                )
                    request.Body = new CountedBody(request.Body);
                return next(context);
            }
        );

    private sealed class CountedBody(Stream body) : Stream
    {
        private long bytesRead;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => Count(await body.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(
            byte[] buffer,
            int offset,
            int count,
            CancellationToken cancellationToken
        ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => Count(body.Read(buffer, offset, count));

        public override void Flush() => body.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Count(int bytes) =>
            (bytesRead += bytes) <= MaxBytes ? bytes : throw new RefusedRequestException(CommonProblems.TooLarge);
    }
}
