using System.Globalization;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>The short options of ./run, spelled out as configuration keys.</summary>
internal static class CommandLine
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["--data"] = "Data:Directory",
        ["--port"] = "Gateway:Port",
        ["--dashboard-port"] = "Dashboard:Port",
    };

    private static readonly Dictionary<string, string> Flags = new()
    {
        ["--demo"] = "--Demo=true",
        ["--verbose"] = "--Logs:Verbose=true",
        ["--no-dashboard"] = "--Dashboard:Enabled=false",
    };

    public static string[] Expand(IReadOnlyList<string> args)
    {
        var expanded = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var (option, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            if (Flags.TryGetValue(option, out var flag))
            {
                expanded.Add(flag);
            }
            else if (Values.TryGetValue(option, out var key))
            {
                value ??=
                    ++i < args.Count
                        ? args[i]
                        : throw new DistributedApplicationException($"{option} needs a value; see ./run --help.");
                if (option.EndsWith("port", StringComparison.Ordinal) && !IsPort(value))
                {
                    throw new DistributedApplicationException($"{option} {value}: a port is a number from 1 to 65535.");
                }

                expanded.Add($"--{key}={value}");
            }
            else if (option.Contains(':', StringComparison.Ordinal))
            {
                value ??=
                    ++i < args.Count
                        ? args[i]
                        : throw new DistributedApplicationException($"{option} needs a value; see ./run --help.");
                expanded.Add($"{(option.StartsWith("--", StringComparison.Ordinal) ? "" : "--")}{option}={value}");
            }
            else
            {
                throw new DistributedApplicationException($"There is no option {option}; see ./run --help.");
            }
        }

        return [.. expanded];
    }

    private static bool IsPort(string value) =>
        ushort.TryParse(value, CultureInfo.InvariantCulture, out var port) && port > 0;
}
