using System.Text.Json;
using System.Text.Json.Serialization;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>What the state file says of one resource.</summary>
/// <param name="Name">Its name in the topology.</param>
/// <param name="Kind">postgres, database, rabbitmq, redis, epmd, project, executable, dashboard or parameter.</param>
/// <param name="State">NotStarted, Waiting, Starting, Running, Restarting, Finished, Failed or Stopped.</param>
/// <param name="ExitCode">The exit code of a resource that ran to its end.</param>
public sealed record ResourceState(string Name, string Kind, string State, int? ExitCode)
{
    /// <summary>The process ids, one a replica that is running.</summary>
    public IReadOnlyList<int> Pids { get; init; } = [];

    /// <summary>The addresses of each endpoint, one a replica.</summary>
    public IReadOnlyDictionary<string, string[]> Endpoints { get; init; } = new Dictionary<string, string[]>();

    public string? ConnectionString { get; init; }

    /// <summary>Anything else a tool may want to know, such as the dashboard's keys.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();
}

/// <summary>The whole of <c>state.json</c>.</summary>
/// <param name="HostPid">The host's process id.</param>
/// <param name="Status">Starting, Running, Stopping or Stopped.</param>
/// <param name="DataDirectory">The data directory.</param>
/// <param name="Resources">Every resource of the topology, in its order.</param>
public sealed record PlatformState(
    int HostPid,
    string Status,
    string DataDirectory,
    IReadOnlyList<ResourceState> Resources
)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Reads <c>state.json</c> of a data directory; null where there is none.</summary>
    public static PlatformState? Read(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "state.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<PlatformState>(File.ReadAllText(path), Json) : null;
    }
}

/// <summary>Rewrites <c>state.json</c> at every change, for tests and tools that look for addresses and processes.</summary>
internal sealed class StateFile(string path, Func<PlatformState> describe)
{
    private readonly Lock writing = new();

    public void Write()
    {
        lock (writing)
        {
            DataDirectory.WriteSecret(path, JsonSerializer.Serialize(describe(), PlatformState.Json));
        }
    }
}
