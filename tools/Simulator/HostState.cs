using System.Globalization;
using System.Text.Json;

namespace CongNgheSo.Simulator;

/// <summary>CPU time that a resource's processes used over a load, and their memory at its end.</summary>
public sealed record ProcessUse(string Name, double CpuSeconds, double MemoryMegabytes);

/// <summary>What the AppHost writes of its resources into <c>state.json</c>.</summary>
public sealed class HostState
{
    private const double TicksPerSecond = 100;
    private static readonly double PageMegabytes = Environment.SystemPageSize / 1048576.0;
    private readonly IReadOnlyList<Resource> resources;

    private HostState(IReadOnlyList<Resource> resources) => this.resources = resources;

    public static HostState Read(string dataDirectory) =>
        new(
            JsonSerializer
                .Deserialize<State>(File.ReadAllText(Path.Combine(dataDirectory, "state.json")), GatewayClient.Json)!
                .Resources
        );

    public string ConnectionStringOf(string name) =>
        resources.First(resource => resource.Name == name).ConnectionString
        ?? throw new SimulatorException($"{name} has no connection string");

    /// <summary>The first HTTP address of a resource.</summary>
    public Uri AddressOf(string name) => new(resources.First(resource => resource.Name == name).Endpoints!["http"][0]);

    /// <summary>CPU seconds so far and memory now of every running resource and of this process, children included.</summary>
    public IReadOnlyList<ProcessUse> Use() =>
        [
            .. resources
                .Where(resource => resource.Pids is [_, ..])
                .Select(resource => Sum(resource.Name, resource.Pids!)),
            Sum("simulator", [Environment.ProcessId]),
        ];

    /// <summary>The same of one resource. To sample by: to ask a process for its memory costs it time.</summary>
    public ProcessUse UseOf(string name) => Sum(name, resources.First(resource => resource.Name == name).Pids!);

    private static ProcessUse Sum(string name, IReadOnlyList<int> pids)
    {
        var all = pids.Concat(pids.SelectMany(Children)).Distinct().Select(Read).ToArray();
        return new ProcessUse(name, all.Sum(one => one.Cpu), all.Sum(one => one.Memory));
    }

    private static IEnumerable<int> Children(int parent) =>
        File.Exists($"/proc/{parent}/task/{parent}/children")
            ? File.ReadAllText($"/proc/{parent}/task/{parent}/children")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))
            : [];

    /// <summary>CPU includes that of children that have ended (a connection's server process, say).</summary>
    private static (double Cpu, double Memory) Read(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = fields[11..15].Sum(field => double.Parse(field, CultureInfo.InvariantCulture));
            // Proportional, where the kernel says: PostgreSQL's processes share most of what they map.
            var rollup = File.ReadLines($"/proc/{pid}/smaps_rollup")
                .FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            var memory = rollup is null
                ? double.Parse(fields[21], CultureInfo.InvariantCulture) * PageMegabytes
                : double.Parse(
                    rollup.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
                    CultureInfo.InvariantCulture
                ) / 1024;
            return (ticks / TicksPerSecond, memory);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    private sealed record State(IReadOnlyList<Resource> Resources);

    private sealed record Resource(
        string Name,
        IReadOnlyList<int>? Pids,
        string? ConnectionString,
        IReadOnlyDictionary<string, string[]>? Endpoints
    );
}
