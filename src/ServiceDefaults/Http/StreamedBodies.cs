using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>
/// Bodies of any length that may come as slowly as a bad line lets them, for hours: only silence ends them.
/// <c>Http:StreamSilenceSeconds</c> says how long it may be. The gateway is less patient (120) than it waits for a service
/// (ActivityTimeout), so that the body is blamed and not the service; a service is more patient (1,800), because the
/// gateway passes on a slow body in pieces of 4 KiB.
/// </summary>
public static class StreamedBodies
{
    private const int SilenceSeconds = 1_800;

    /// <summary>The endpoint reads its body as it comes and keeps nothing of it.</summary>
    public static TBuilder StreamsItsBody<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new StreamedBody());

    internal static bool IsStreamed(this HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<StreamedBody>() is not null;

    /// <summary>Answers 408 once nothing has come for too long.</summary>
    internal static void UseStreamedBodies(this IApplicationBuilder app)
    {
        var silence = TimeSpan.FromSeconds(
            app.ApplicationServices.GetRequiredService<IConfiguration>()
                .GetValue("Http:StreamSilenceSeconds", SilenceSeconds)
        );
        app.Use(
            (context, next) =>
            {
                if (context.IsStreamed())
                {
                    // 240 bytes a second on average unless it is told otherwise.
                    if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
                        rate.MinDataRate = null;
                    context.Request.Body = new PatientBody(context.Request.Body, silence);
                }
                return next(context);
            }
        );
    }

    private sealed record StreamedBody;

    private sealed class PatientBody(Stream body, TimeSpan silence) : ReadBody
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(silence);
            try
            {
                return await body.ReadAsync(buffer, patience.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new RefusedRequestException(CommonProblems.TooSlow);
            }
        }
    }
}
