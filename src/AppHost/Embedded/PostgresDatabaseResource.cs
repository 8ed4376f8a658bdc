namespace CongNgheSo.AppHost.Embedded;

/// <summary>A database on a server, made where it is missing.</summary>
public sealed class PostgresDatabaseResource(string name, string databaseName, PostgresServerResource parent)
    : Resource(name),
        IResourceWithConnectionString
{
    public PostgresServerResource Parent { get; } = parent;

    public string DatabaseName { get; } = databaseName;

    internal override string Kind => "database";

    private string? ConnectionString =>
        Parent.ConnectionString is { } server ? $"{server};Database={DatabaseName}" : null;

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ConnectionString);

    internal override async Task RunAsync(HostContext host)
    {
        Progress.Move(ProgressState.Waiting);
        await Parent.Progress.Ready.WaitAsync(host.Stopping);
        Progress.Move(ProgressState.Starting);
        var literal = DatabaseName.Replace("'", "''", StringComparison.Ordinal);
        var exists = await Parent.ExecuteAsync($"SELECT 1 FROM pg_database WHERE datname = '{literal}'", host.Stopping);
        if (exists is null)
        {
            var quoted = DatabaseName.Replace("\"", "\"\"", StringComparison.Ordinal);
            await Parent.ExecuteAsync($"CREATE DATABASE \"{quoted}\"", host.Stopping);
        }

        Progress.Move(ProgressState.Running);
    }

    internal override ResourceState Describe() => base.Describe() with { ConnectionString = ConnectionString };
}

public static class PostgresBuilderExtensions
{
    /// <summary>Adds a PostgreSQL server; user "postgres" and a made-up password unless said.</summary>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null
    )
    {
        var server = new PostgresServerResource(name) { UserNameParameter = userName, PasswordParameter = password };
        server.Endpoints.Add("tcp", new EndpointAnnotation("tcp", "tcp") { Port = port, Preferred = 15432 });
        return builder.AddResource(server);
    }

    /// <summary>Adds a database; the resource's name is the connection string's.</summary>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder,
        string name,
        string? databaseName = null
    ) =>
        builder.ApplicationBuilder.AddResource(
            new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource)
        );

    /// <summary>Keeps the server's data between runs, under the data directory.</summary>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder,
        string? name = null,
        bool isReadOnly = false
    )
    {
        builder.Resource.KeepsData = true;
        return builder;
    }
}
