using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>
/// Bodies packed with gzip, where an endpoint takes them: the gateway passes them on, the service unpacks them. Unpacked
/// a body may be as long as any (<see cref="BodyLimit"/>); a streamed one, 100 times what came over the line as well.
/// </summary>
public static class GzipBodies
{
    /// <summary>Activities pack 10 to 30 times; more than this is packed to do harm.</summary>
    private const int MostPacked = 100;

    /// <summary>The endpoint takes bodies with <c>Content-Encoding: gzip</c>.</summary>
    public static TBuilder TakesGzip<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(
            new GzipBody(Unpack: true),
            new RequestHeader("Content-Encoding", Required: false, "gzip, where the body is packed with it.")
        );

    /// <summary>The endpoint passes such bodies on as they are.</summary>
    public static TBuilder PassesGzip<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new GzipBody(Unpack: false));

    /// <summary>True where the body may be packed as it is.</summary>
    internal static bool TakesGzip(this HttpContext context) =>
        IsGzip(context.Request) && context.GetEndpoint()?.Metadata.GetMetadata<GzipBody>() is not null;

    internal static void AddGzipBodies(this IServiceCollection services)
    {
        // Otherwise gzip that is cut short ends as if it were whole.
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
        services.AddRequestDecompression(options =>
        {
            var gzip = options.DecompressionProviders["gzip"];
            options.DecompressionProviders.Clear();
            options.DecompressionProviders["gzip"] = gzip;
        });
    }

    internal static void UseGzipBodies(this IApplicationBuilder app) =>
        app.UseWhen(
            context =>
                IsGzip(context.Request) && context.GetEndpoint()?.Metadata.GetMetadata<GzipBody>() is { Unpack: true },
            packed =>
            {
                packed.Use(
                    (context, next) =>
                    {
                        var line = new BodyLimit.CountedBody(context.Request.Body, () => long.MaxValue);
                        context.Request.Body = line;
                        context.Items[typeof(GzipBodies)] = line;
                        return next(context);
                    }
                );
                packed.UseRequestDecompression();
                packed.Use(
                    (context, next) =>
                    {
                        var line = (BodyLimit.CountedBody)context.Items[typeof(GzipBodies)]!;
                        var perByte = context.IsStreamed() ? MostPacked : 0;
                        context.Request.Body = new BodyLimit.CountedBody(
                            new UnpackedBody(context.Request.Body),
                            () => BodyLimit.MaxBytes + perByte * line.BytesRead
                        );
                        return next(context);
                    }
                );
            }
        );

    private static bool IsGzip(HttpRequest request) =>
        request.Headers.ContentEncoding is [{ } coding]
        && coding.Trim().Equals("gzip", StringComparison.OrdinalIgnoreCase);

    private sealed record GzipBody(bool Unpack);

    /// <summary>What is no gzip is the sender's fault.</summary>
    private sealed class UnpackedBody(Stream body) : ReadBody
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            try
            {
                return await body.ReadAsync(buffer, cancellationToken);
            }
            catch (InvalidDataException)
            {
                throw new RefusedRequestException(CommonProblems.GzipMalformed);
            }
        }
    }
}
