using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>Chooses loopback ports that nobody else has, the same ones as last time where possible.</summary>
internal sealed class Ports : IDisposable
{
    private readonly string path;
    private readonly SortedDictionary<string, int> last;
    private readonly SortedDictionary<string, int> chosen = [];
    private readonly List<Socket> claims = [];

    public Ports(string path)
    {
        this.path = path;
        last = File.Exists(path)
            ? JsonSerializer.Deserialize<SortedDictionary<string, int>>(File.ReadAllText(path))!
            : [];
    }

    /// <summary>The demanded port or an exception; else last time's, the preferred one, or one above it.</summary>
    public int Choose(string name, int? demanded, int preferred)
    {
        if (demanded is { } only)
        {
            return Claim(only)
                ? Keep(name, only)
                : throw new DistributedApplicationException(
                    $"Port {only}, asked for by {name}, is taken by another program; stop that or choose another port."
                );
        }

        IEnumerable<int> candidates = Enumerable.Range(0, 400).Select(step => preferred + step * 10);
        if (last.TryGetValue(name, out var earlier))
        {
            candidates = candidates.Prepend(earlier);
        }

        foreach (var candidate in candidates.Where(p => p < IPEndPoint.MaxPort))
        {
            if (Claim(candidate))
            {
                return Keep(name, candidate);
            }
        }

        throw new DistributedApplicationException($"No free port was found for {name}.");
    }

    public void Dispose() => claims.ForEach(claim => claim.Dispose());

    private int Keep(string name, int port)
    {
        chosen[name] = port;
        File.WriteAllText(path, JsonSerializer.Serialize(chosen));
        return port;
    }

    /// <summary>
    /// Free now, and claimed against another platform starting at the same moment: an abstract socket's name can be
    /// bound once, needs no file, and is free again when this process ends.
    /// </summary>
    private bool Claim(int port)
    {
        var claim = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            claim.Bind(new UnixDomainSocketEndPoint($"\0congngheso-port-{port}"));
            using var trial = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            trial.Bind(new IPEndPoint(IPAddress.Loopback, port));
            claims.Add(claim);
            return true;
        }
        catch (SocketException)
        {
            claim.Dispose();
            return false;
        }
    }
}
