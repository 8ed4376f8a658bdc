using System.Globalization;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>An address a resource listens on. It is always on the loopback interface.</summary>
public sealed class EndpointAnnotation(string name, string uriScheme = "http")
{
    /// <summary>The endpoint's name, such as "http".</summary>
    public string Name { get; } = name;

    /// <summary>The scheme of its address.</summary>
    public string UriScheme { get; set; } = uriScheme;

    /// <summary>A port that must be had; null where any will do.</summary>
    public int? Port { get; set; }

    /// <summary>The port to try first where none is demanded.</summary>
    internal int? Preferred { get; set; }

    /// <summary>A variable that is to hold the port.</summary>
    internal string? PortVariable { get; set; }

    /// <summary>The ports in use, one a replica.</summary>
    internal int[] Allocated { get; set; } = [];

    internal string Url(int replica) => $"{UriScheme}://127.0.0.1:{Allocated[replica]}";
}

/// <summary>Points at an endpoint whose port is not chosen yet.</summary>
public sealed class EndpointReference : IValueProvider
{
    private readonly ProcessResource owner;

    internal EndpointReference(ProcessResource owner, string endpointName)
    {
        this.owner = owner;
        EndpointName = endpointName;
    }

    public string EndpointName { get; }

    /// <summary>The address of the first replica, as in <c>http://127.0.0.1:8080</c>.</summary>
    public string Url => Endpoint.Url(0);

    public int Port => Endpoint.Allocated[0];

    private EndpointAnnotation Endpoint =>
        owner.Endpoints.GetValueOrDefault(EndpointName)
        ?? throw new DistributedApplicationException($"{owner.Name} has no endpoint '{EndpointName}'.");

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<string?>(Url);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{owner.Name}.{EndpointName}");
}
