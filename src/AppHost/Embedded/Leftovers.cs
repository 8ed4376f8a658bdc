using System.Globalization;
using System.Text;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>Processes of an earlier host on the same data that was killed and could not stop them itself.</summary>
internal static class Leftovers
{
    /// <summary>A variable in every child's environment that names the data directory.</summary>
    public const string Mark = "CONGNGHESO_DATA";

    /// <summary>Waits for them to end by themselves (the kernel has told them to), then kills them.</summary>
    public static async Task ClearAsync(DataDirectory data)
    {
        for (var wait = 0; Find(data).Count > 0 && wait < 50; wait++)
        {
            await Task.Delay(100);
        }

        foreach (var pid in Find(data))
        {
            Native.Signal(pid, Native.Kill);
        }

        while (Find(data).Count > 0)
        {
            await Task.Delay(50);
        }
    }

    private static List<int> Find(DataDirectory data) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(path =>
                    int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var pid) ? pid : 0
                )
                .Where(pid => pid > 0 && pid != Environment.ProcessId && BelongsTo(pid, data)),
        ];

    /// <summary>
    /// By the mark in its environment, or by its working directory: PostgreSQL and Redis write their titles over the
    /// former, but work in their data directories.
    /// </summary>
    private static bool BelongsTo(int pid, DataDirectory data)
    {
        try
        {
            var environment = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/environ"));
            var directory = File.ResolveLinkTarget($"/proc/{pid}/cwd", returnFinalTarget: false)?.FullName;
            return environment.Split('\0').Contains($"{Mark}={data.Root}")
                || directory?.StartsWith(data.Servers + "/", StringComparison.Ordinal) == true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false; // Gone meanwhile, or another user's.
        }
    }
}
