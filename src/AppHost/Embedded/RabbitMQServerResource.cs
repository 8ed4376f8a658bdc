namespace CongNgheSo.AppHost.Embedded;

/// <summary>A RabbitMQ server: a node of its own beside any other on this machine.</summary>
public sealed class RabbitMQServerResource(string name, ErlangPortMapper mapper)
    : ServerResource(name),
        IResourceWithConnectionString
{
    private ServiceAccount? account;
    private string directory = string.Empty;
    private string? password;

    internal IResourceBuilder<ParameterResource>? UserNameParameter { get; init; }

    internal IResourceBuilder<ParameterResource>? PasswordParameter { get; init; }

    internal override string Kind => "rabbitmq";

    internal override int StopOrder => 4;

    private string UserName => UserNameParameter?.Resource.Value ?? "congngheso";

    private string? ConnectionString => password is null ? null : $"amqp://{UserName}:{password}@127.0.0.1:{Port}";

    private int Port => Endpoints["tcp"].Allocated[0];

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ConnectionString);

    internal override void Allocate(HostContext host)
    {
        base.Allocate(host);
        password = PasswordParameter?.Resource.Value ?? host.Secrets.Get($"{Name}-password");
    }

    internal override Task PrepareAsync(HostContext host)
    {
        account = ServiceAccount.For("rabbitmq");
        directory = Directory(host, account);
        var management = Endpoints.GetValueOrDefault("management");
        WriteConfiguration("rabbitmq.conf", Settings(management));
        WriteConfiguration("advanced.config", "[].\n");
        WriteConfiguration("enabled_plugins", management is null ? "[].\n" : "[rabbitmq_management].\n");
        return Task.CompletedTask;
    }

    internal override async Task<Launch> DescribeAsync(HostContext host, int replica)
    {
        // RabbitMQ would start a port mapper that outlives everything, were ours not there.
        await mapper.UntilAnswersAsync(host.Stopping);
        return new Launch(Find("rabbitmq-server", "/usr/lib/rabbitmq/bin/rabbitmq-server"), [])
        {
            Account = account,
            WorkingDirectory = directory,
            Environment =
            {
                ["HOME"] = directory,
                ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
                ["RABBITMQ_NODENAME"] = "congngheso@localhost",
                ["RABBITMQ_CONFIG_FILE"] = Path.Combine(directory, "rabbitmq.conf"),
                ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(directory, "advanced.config"),
                ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(directory, "enabled_plugins"),
                ["RABBITMQ_MNESIA_BASE"] = Path.Combine(directory, "mnesia"),
                ["RABBITMQ_LOG_BASE"] = Path.Combine(directory, "log"),
                ["RABBITMQ_LOGS"] = "-",
                ["RABBITMQ_DIST_PORT"] = $"{Endpoints["distribution"].Allocated[0]}",
                ["ERL_EPMD_PORT"] = $"{mapper.Port}",
                ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
                // Makes the script replace itself by the server, so that the process id is the server's.
                ["RUNNING_UNDER_SYSTEMD"] = "1",
                // The node talks to nobody; and idle schedulers sleep, since the cores are shared.
                ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                    "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none",
            },
        };
    }

    internal override async Task<bool> IsReadyAsync(int replica, CancellationToken cancellationToken)
    {
        byte[] header = [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 0, 0, 9, 1];
        // The answer is the method connection.start: frame type 1, channel 0.
        return (await AskAsync(Port, header, cancellationToken))?.StartsWith("\u0001\0\0", StringComparison.Ordinal)
            == true;
    }

    internal override ResourceState Describe() => base.Describe() with { ConnectionString = ConnectionString };

    private void WriteConfiguration(string file, string content) =>
        DataDirectory.WriteSecret(Path.Combine(directory, file), content, account);

    private string Settings(EndpointAnnotation? management) =>
        $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            default_user = {UserName}
            default_pass = {password}
            log.console.level = warning
            {(
                management is null
                    ? ""
                    : $"management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = {management.Allocated[0]}"
            )}

            """;
}

public static class RabbitMQBuilderExtensions
{
    /// <summary>Adds a RabbitMQ server, and the port mapper it needs.</summary>
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null
    )
    {
        var mapper = new ErlangPortMapper($"{name}-epmd");
        mapper.Endpoints.Add("tcp", new EndpointAnnotation("tcp", "tcp") { Preferred = 14369 });
        builder.AddResource(mapper);
        var server = new RabbitMQServerResource(name, mapper)
        {
            UserNameParameter = userName,
            PasswordParameter = password,
        };
        server.Endpoints.Add("tcp", new EndpointAnnotation("tcp", "tcp") { Port = port, Preferred = 15671 });
        server.Endpoints.Add("distribution", new EndpointAnnotation("distribution", "tcp") { Preferred = 15674 });
        server.Waits.Add(new Wait(mapper, Completion: false));
        return builder.AddResource(server);
    }

    /// <summary>Adds the management page and API.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(
        this IResourceBuilder<RabbitMQServerResource> builder
    ) => builder.WithManagementPlugin(null);

    /// <inheritdoc cref="WithManagementPlugin(IResourceBuilder{RabbitMQServerResource})" />
    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(
        this IResourceBuilder<RabbitMQServerResource> builder,
        int? port
    )
    {
        builder.Resource.Endpoints.Add(
            "management",
            new EndpointAnnotation("management") { Port = port, Preferred = 15673 }
        );
        return builder;
    }

    /// <summary>Keeps queues, messages and users between runs, under the data directory.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
        this IResourceBuilder<RabbitMQServerResource> builder,
        string? name = null,
        bool isReadOnly = false
    )
    {
        builder.Resource.KeepsData = true;
        return builder;
    }
}
