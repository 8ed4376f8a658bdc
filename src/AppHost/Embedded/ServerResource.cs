using System.Net.Sockets;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>A server from this machine's packages, with data of its own under the data directory.</summary>
public abstract class ServerResource(string name) : ProcessResource(name)
{
    /// <summary>Whether the data outlives the host; without it the server starts empty.</summary>
    internal bool KeepsData { get; set; }

    internal override bool IsQuiet => true;

    internal override TimeSpan StartsWithin => TimeSpan.FromSeconds(60);

    internal override TimeSpan StopsWithin => TimeSpan.FromSeconds(30);

    /// <summary>The server's directory, empty at the start of each run unless its data is kept.</summary>
    private protected string Directory(HostContext host, ServiceAccount? account)
    {
        var directory = host.Data.ForServer(Name, account);
        if (!KeepsData)
        {
            System.IO.Directory.Delete(directory, recursive: true);
            directory = host.Data.ForServer(Name, account);
        }

        return directory;
    }

    internal static async Task<string?> AskAsync(int port, ReadOnlyMemory<byte> question, CancellationToken cancel)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, cancel);
        var stream = client.GetStream();
        await stream.WriteAsync(question, cancel);
        var answer = new byte[256];
        var length = await stream.ReadAsync(answer, cancel);
        return System.Text.Encoding.Latin1.GetString(answer, 0, length);
    }

    internal static string Find(string package, params string[] candidates) =>
        candidates.FirstOrDefault(File.Exists)
        ?? throw new DistributedApplicationException(
            $"{package} is not installed on this machine: start the platform with ./run, or apt-get install {package}."
        );
}
