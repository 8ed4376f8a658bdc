namespace CongNgheSo.AppHost.Embedded;

/// <summary>Adds to a resource. Covariant, so that a method may ask for any resource with a connection string.</summary>
public interface IResourceBuilder<out T>
    where T : IResource
{
    /// <summary>The application the resource belongs to.</summary>
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    /// <summary>The resource itself.</summary>
    T Resource { get; }
}

internal sealed class ResourceBuilder<T>(IDistributedApplicationBuilder application, T resource) : IResourceBuilder<T>
    where T : IResource
{
    public IDistributedApplicationBuilder ApplicationBuilder => application;

    public T Resource => resource;
}

internal static class ResourceBuilderInternals
{
    /// <summary>The resource as one of this host's own; the interfaces have no other implementations.</summary>
    public static Resource Own(this IResourceBuilder<IResource> builder) => (Resource)builder.Resource;

    public static ProcessResource Process(this IResourceBuilder<IResource> builder) =>
        (ProcessResource)builder.Resource;
}
