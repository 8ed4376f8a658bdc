using System.Text;
using Yarp.ReverseProxy.Configuration;

namespace CongNgheSo.Gateway.Routes;

/// <summary>
/// Completes the table of routes in appsettings.json: a cluster's replicas are <c>services:{name}:http:0..n</c>, and a
/// route needs a token unless it says otherwise.
/// </summary>
internal sealed class Upstreams(IConfiguration configuration) : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) =>
        new(
            cluster with
            {
                Destinations = configuration
                    .GetSection($"services:{cluster.ClusterId}:http")
                    .GetChildren()
                    .ToDictionary(
                        replica => replica.Key,
                        replica => new DestinationConfig { Address = replica.Value! }
                    ),
                // What Kestrel reads and writes here too: every byte of a header passes through as it came.
                HttpClient = (cluster.HttpClient ?? new HttpClientConfig()) with
                {
                    RequestHeaderEncoding = Encoding.Latin1.WebName,
                    ResponseHeaderEncoding = Encoding.Latin1.WebName,
                },
            }
        );

    public ValueTask<RouteConfig> ConfigureRouteAsync(
        RouteConfig route,
        ClusterConfig? cluster,
        CancellationToken cancel
    ) => new(route with { AuthorizationPolicy = route.AuthorizationPolicy ?? "default" });
}
