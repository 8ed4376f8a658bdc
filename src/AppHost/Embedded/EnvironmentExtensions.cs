namespace CongNgheSo.AppHost.Embedded;

/// <summary>Environment variables and references, with Aspire's signatures and names of variables.</summary>
public static class EnvironmentExtensions
{
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => builder.WithVariable(name, _ => ValueTask.FromResult(value));

    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder,
        string name,
        in ReferenceExpression.ExpressionInterpolatedStringHandler value
    )
        where T : IResourceWithEnvironment => builder.WithEnvironment(name, value.Expression);

    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder,
        string name,
        ReferenceExpression value
    )
        where T : IResourceWithEnvironment => builder.WithVariable(name, value.GetValueAsync);

    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder,
        string name,
        EndpointReference endpointReference
    )
        where T : IResourceWithEnvironment => builder.WithVariable(name, endpointReference.GetValueAsync);

    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder,
        string name,
        IResourceBuilder<ParameterResource> parameter
    )
        where T : IResourceWithEnvironment => builder.WithVariable(name, parameter.Resource.GetValueAsync);

    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder,
        string envVarName,
        IResourceBuilder<IResourceWithConnectionString> resource
    )
        where T : IResourceWithEnvironment =>
        builder.WithVariable(envVarName, resource.Resource.GetConnectionStringAsync);

    /// <summary>Sets <c>ConnectionStrings__NAME</c>. A reference alone waits for nothing.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false
    )
        where TDestination : IResourceWithEnvironment =>
        builder.WithVariable(
            $"ConnectionStrings__{connectionName ?? source.Resource.Name}",
            source.Resource.GetConnectionStringAsync
        );

    /// <summary>Sets <c>services__NAME__ENDPOINT__n</c> for each endpoint and each replica of the source.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithServiceDiscovery> source
    )
        where TDestination : IResourceWithEnvironment => builder.WithProcess(p => p.References.Add(source.Process()));

    private static IResourceBuilder<T> WithVariable<T>(
        this IResourceBuilder<T> builder,
        string name,
        Func<CancellationToken, ValueTask<string?>> value
    )
        where T : IResource => builder.WithProcess(p => p.Variables.Add((name, value)));
}
