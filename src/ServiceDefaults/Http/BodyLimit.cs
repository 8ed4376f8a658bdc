using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>
/// The longest body that is read, for the gateway and the services alike. What counts are the bytes of the body itself,
/// not those around its chunks, so that the gateway always notices first: a service behind it would stop reading, and
/// the gateway could not tell that from one that is away. Kestrel's own limit is off; it would close the connection
/// before the answer is read. Streamed bodies (<see cref="StreamedBodies"/>) have no such limit.
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
                if (context.IsStreamed())
                    return next(context);
                if (request.ContentLength > MaxBytes)
                    return CommonProblems.TooLarge.Result().ExecuteAsync(context);
                if (
                    request.ContentLength is null
                    && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }
                )
                    request.Body = new CountedBody(request.Body, () => MaxBytes);
                return next(context);
            }
        );

    /// <summary>Refuses what comes after the first <paramref name="most"/> bytes, which may grow while it is read.</summary>
    internal sealed class CountedBody(Stream body, Func<long> most) : ReadBody
    {
        public long BytesRead { get; private set; }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var bytes = await body.ReadAsync(buffer, cancellationToken);
            return (BytesRead += bytes) <= most() ? bytes : throw new RefusedRequestException(CommonProblems.TooLarge);
        }
    }
}
