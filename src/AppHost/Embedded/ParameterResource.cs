namespace CongNgheSo.AppHost.Embedded;

/// <summary>A value from configuration (<c>Parameters:NAME</c>); a secret one is made up and kept if absent.</summary>
public sealed class ParameterResource(string name, bool secret) : Resource(name), IValueProvider
{
    public bool Secret { get; } = secret;

    internal override string Kind => "parameter";

    /// <summary>The value, there once the host has begun to start.</summary>
    internal string? Value { get; private set; }

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Value);

    internal override void Allocate(HostContext host)
    {
        Value = host.Configuration[$"Parameters:{Name}"];
        if (string.IsNullOrEmpty(Value))
        {
            Value = Secret
                ? host.Secrets.Get(Name)
                : throw new DistributedApplicationException(
                    $"The parameter '{Name}' has no value: give --Parameters:{Name}=VALUE."
                );
        }
    }

    internal override Task RunAsync(HostContext host)
    {
        Progress.Move(ProgressState.Running);
        return Task.CompletedTask;
    }
}

public static class ParameterResourceBuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        string name,
        bool secret = false
    ) => builder.AddResource(new ParameterResource(name, secret));

    /// <summary>A secret of which Aspire wants to be told how it is made up; here all are, in one way.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        string name,
        ParameterDefault value,
        bool secret = false,
        bool persist = false
    ) => builder.AddParameter(name, secret);
}

/// <summary>How Aspire makes a parameter's value up.</summary>
public abstract class ParameterDefault;

/// <summary>At random. <see cref="Secrets"/> makes 32 characters, whatever is asked for.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    public int MinLength { get; init; }
}
