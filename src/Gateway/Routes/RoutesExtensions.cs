using CongNgheSo.ServiceDefaults.Http;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;

namespace CongNgheSo.Gateway.Routes;

public static class RoutesExtensions
{
    public static void AddRoutes(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddConfigFilter<Upstreams>();
        // One failed connection is enough to leave a replica alone for a while; the others can take the requests.
        builder.Services.Configure<TransportFailureRateHealthPolicyOptions>(health =>
        {
            health.MinimalTotalCountThreshold = 1;
            // A replica comes back no sooner than this, whatever its ReactivationPeriod.
            health.DetectionWindowSize = TimeSpan.FromSeconds(10);
        });
    }

    public static void MapRoutes(this IEndpointRouteBuilder app) =>
        app.MapReverseProxy(proxy =>
            {
                proxy.Use(BlameTheBodyAsync);
                proxy.Use(AskAnotherReplicaAsync);
                proxy.UseLoadBalancing();
                proxy.UsePassiveHealthChecks();
            })
            .ConfigureEndpoints(LetBodiesPass);

    /// <summary>What a route's metadata says of its bodies: "gzip", "streamed" or both.</summary>
    private static void LetBodiesPass(IEndpointConventionBuilder endpoint, RouteConfig route)
    {
        var bodies = route.Metadata?.GetValueOrDefault("Body")?.Split(", ") ?? [];
        if (bodies.Contains("gzip"))
            endpoint.PassesGzip();
        if (bodies.Contains("streamed"))
            endpoint.StreamsItsBody();
    }

    /// <summary>A body that is too long or never comes is the client's fault, though it shows while forwarding.</summary>
    private static async Task BlameTheBodyAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (
            context.GetForwarderErrorFeature()?.Exception is { } failure
            && Causes(failure).OfType<BadHttpRequestException>().FirstOrDefault() is { } body
            && !context.Response.HasStarted
        )
            context.Response.StatusCode = body.StatusCode;
    }

    private static IEnumerable<Exception> Causes(Exception failure) =>
        failure is AggregateException many
            ? many.InnerExceptions.SelectMany(Causes)
            : [failure, .. failure.InnerException is { } inner ? Causes(inner) : []];

    /// <summary>
    /// Reads go to another replica when the first did not answer. Writes never do: the first may have done them, and
    /// the client knows how to repeat them safely.
    /// </summary>
    private static async Task AskAnotherReplicaAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var proxy = context.GetReverseProxyFeature();
        if (
            context.GetForwarderErrorFeature() is not { Error: ForwarderError.Request }
            || context.Response.HasStarted
            || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        )
            return;
        var others = proxy.AllDestinations.Where(replica => replica != proxy.ProxiedDestination).ToList();
        if (others.Count == 0)
            return;
        proxy.AvailableDestinations = others;
        proxy.ProxiedDestination = null;
        context.Features.Set<IForwarderErrorFeature>(null);
        context.Response.StatusCode = StatusCodes.Status200OK;
        await next(context);
    }
}
