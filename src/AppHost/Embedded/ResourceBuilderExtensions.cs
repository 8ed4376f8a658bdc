namespace CongNgheSo.AppHost.Embedded;

/// <summary>The calls of Aspire's builder that the topology uses, with Aspire's signatures.</summary>
public static class ResourceBuilderExtensions
{
    /// <summary>Starts the resource only once the other is ready: answering, and healthy where it has a check.</summary>
    public static IResourceBuilder<T> WaitFor<T>(
        this IResourceBuilder<T> builder,
        IResourceBuilder<IResource> dependency
    )
        where T : IResourceWithWaitSupport => builder.With(r => r.Waits.Add(new(dependency.Own(), Completion: false)));

    /// <summary>Starts the resource only once the other has run to its end with this exit code.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(
        this IResourceBuilder<T> builder,
        IResourceBuilder<IResource> dependency,
        int exitCode = 0
    )
        where T : IResourceWithWaitSupport
    {
        if (dependency.Resource is ProcessResource process)
        {
            process.RunsOnce = true;
        }

        return builder.With(r => r.Waits.Add(new(dependency.Own(), Completion: true, exitCode)));
    }

    /// <summary>Adds arguments to the resource's command line, where every user of the machine can read them.</summary>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : IResourceWithArgs => builder.WithProcess(p => p.Arguments.AddRange(args));

    /// <summary>Gives the resource an HTTP endpoint.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port to listen on; another is an error. Null: one is found.</param>
    /// <param name="targetPort">Used where <paramref name="port"/> is null; there is no proxy in between.</param>
    /// <param name="name">"http" unless said.</param>
    /// <param name="env">A variable that is to hold the port.</param>
    /// <param name="isProxied">Ignored: no endpoint is proxied.</param>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? name = null,
        string? env = null,
        bool isProxied = true
    )
        where T : IResourceWithEndpoints =>
        builder.WithEndpoint(
            name ?? "http",
            endpoint =>
            {
                endpoint.Port = port ?? targetPort;
                endpoint.PortVariable = env;
            }
        );

    /// <summary>Changes an endpoint, or adds it.</summary>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        string endpointName,
        Action<EndpointAnnotation> callback,
        bool createIfNotExists = true
    )
        where T : IResourceWithEndpoints =>
        builder.WithProcess(p =>
        {
            if (!p.Endpoints.ContainsKey(endpointName) && createIfNotExists)
            {
                p.Endpoints.Add(endpointName, new EndpointAnnotation(endpointName));
            }

            callback(p.Endpoints[endpointName]);
        });

    /// <summary>Marks the resource as the one that users talk to: it is stopped first.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints => builder.WithProcess(p => p.IsExternal = true);

    /// <summary>The resource counts as ready when a GET of this path answers with this status (200 unless said).</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder,
        string? path = null,
        int? statusCode = null,
        string? endpointName = null
    )
        where T : IResourceWithEndpoints =>
        builder.WithProcess(p => p.HealthCheck = new(path ?? "/", statusCode ?? 200, endpointName ?? "http"));

    /// <summary>A reference to an endpoint, to be put into another resource's environment.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => new((ProcessResource)(IResource)builder.Resource, name);

    /// <summary>The resource is part of the topology, but not started with it.</summary>
    public static IResourceBuilder<T> WithExplicitStart<T>(this IResourceBuilder<T> builder)
        where T : IResource => builder.With(r => r.StartsByHand = true);

    /// <summary>Says that a deployment manifest leaves the resource out. Here there is no manifest.</summary>
    public static IResourceBuilder<T> ExcludeFromManifest<T>(this IResourceBuilder<T> builder)
        where T : IResource => builder;

    /// <summary>Says whether a container outlives the host. Servers here always end with it; their data stays.</summary>
    public static IResourceBuilder<T> WithLifetime<T>(this IResourceBuilder<T> builder, ContainerLifetime lifetime)
        where T : ServerResource => builder;

    internal static IResourceBuilder<T> With<T>(this IResourceBuilder<T> builder, Action<Resource> change)
        where T : IResource
    {
        change((Resource)(IResource)builder.Resource);
        return builder;
    }

    internal static IResourceBuilder<T> WithProcess<T>(this IResourceBuilder<T> builder, Action<ProcessResource> change)
        where T : IResource => builder.With(r => change((ProcessResource)r));
}

/// <summary>Aspire's choice of how long a container lives.</summary>
public enum ContainerLifetime
{
    /// <summary>As long as the host.</summary>
    Session,

    /// <summary>Longer than the host.</summary>
    Persistent,
}
