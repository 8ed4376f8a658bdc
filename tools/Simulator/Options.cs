using System.Globalization;

namespace CongNgheSo.Simulator;

/// <summary>What the command line asks for.</summary>
public sealed record Options
{
    public const string Usage = """
        usage: simulator demo [--province 02] [--villages 2071] [--members 12131] [--activities 20000]
               simulator load [--mode single|batch] [--connections 32] [--seconds 20] [--rows 1000] [--province 02]
               simulator benchmark [--seconds 20] [--loaded MILLIONS]
               simulator registry-import [--teams 74422]
               simulator stream [--rows 1000000]
               simulator merger --catalogues DIR [--teams 74422]
               simulator nation [--teams 74422] [--members 348362]
               simulator totals --catalogues DIR [--teams 74422] [--millions 10]
        The platform is the one whose host keeps its data in --data DIR (.data), or the one at --gateway URL with the
        client's id and secret in --client-file FILE. --seed N makes another province of the same size.
        """;

    public string Command { get; init; } = "";
    public Uri? Gateway { get; init; }
    public string? ClientFile { get; init; }
    public string Data { get; init; } = ".data";
    public string Province { get; init; } = "02";
    public int Villages { get; init; } = 2_071;
    public int Members { get; init; } = 12_131;
    public int Activities { get; init; } = 20_000;
    public int Seed { get; init; } = 2022;
    public string Mode { get; init; } = "single";
    public int Connections { get; init; } = 32;
    public int Seconds { get; init; } = 20;
    public int Rows { get; init; } = 1_000;
    public int Teams { get; init; } = 74_422;

    /// <summary>Millions of activities to measure with as well; 0 for none.</summary>
    public int Loaded { get; init; }

    /// <summary>Millions of activities to ask for totals of.</summary>
    public double Millions { get; init; } = 10;

    /// <summary>Where the official files are: units-2025-06-30.csv, units-2025.csv and lineage-2025.csv.</summary>
    public string Catalogues { get; init; } = "../shared/data";

    /// <summary>A client of the platform that is meant.</summary>
    public Task<GatewayClient> ConnectAsync(CancellationToken cancellationToken) =>
        GatewayClient.ConnectAsync(
            Gateway ?? HostState.Read(Data).AddressOf("gateway"),
            ClientFile ?? Path.Combine(Data, "ministry-client.json"),
            cancellationToken
        );

    /// <summary>Reads the command line; the AppHost gives the addresses as environment variables.</summary>
    public static Options Parse(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var given = new Dictionary<string, string>();
        for (var index = 1; index + 1 < args.Length; index += 2)
            given[args[index]] = args[index + 1];
        string? Text(string name, string? fallback) => given.GetValueOrDefault(name) ?? fallback;
        int Number(string name, int fallback) =>
            given.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
        var defaults = new Options();
        return new Options
        {
            Command = args.FirstOrDefault("").TrimStart('-'),
            Gateway = Text("--gateway", Environment.GetEnvironmentVariable("services__gateway__http__0")) is { } address
                ? new Uri(address)
                : null,
            ClientFile = Text("--client-file", Environment.GetEnvironmentVariable("Gateway__ClientFile")),
            Data = Text("--data", defaults.Data)!,
            Province = Text("--province", defaults.Province)!,
            Villages = Number("--villages", defaults.Villages),
            Members = Number("--members", args.FirstOrDefault() == "nation" ? Nation.Members : defaults.Members),
            Activities = Number("--activities", defaults.Activities),
            Seed = Number("--seed", defaults.Seed),
            Mode = Text("--mode", defaults.Mode)!,
            Connections = Number("--connections", defaults.Connections),
            Seconds = Number("--seconds", defaults.Seconds),
            Rows = Number("--rows", args.FirstOrDefault() == "stream" ? 1_000_000 : defaults.Rows),
            Teams = Number("--teams", defaults.Teams),
            Loaded = Number("--loaded", defaults.Loaded),
            Millions = double.Parse(Text("--millions", "10")!, CultureInfo.InvariantCulture),
            Catalogues = Text("--catalogues", defaults.Catalogues)!,
        };
    }
}

/// <summary>The platform answered otherwise than it should.</summary>
public sealed class SimulatorException(string message) : Exception(message);
