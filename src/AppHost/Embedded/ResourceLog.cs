namespace CongNgheSo.AppHost.Embedded;

/// <summary>One resource's log file, and its last lines for when something goes wrong.</summary>
internal sealed class ResourceLog : IDisposable
{
    private const long RotateAt = 10 * 1024 * 1024;
    private const int Kept = 30;

    private readonly HostLog console;
    private readonly string name;
    private readonly bool quiet;
    private readonly StreamWriter file;
    private readonly Queue<string> tail = new();
    private readonly Lock writing = new();

    /// <param name="console">Where lines are shown too, unless <paramref name="quiet"/>.</param>
    /// <param name="directory">The directory of log files.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="quiet">Whether its lines are for the file only.</param>
    public ResourceLog(HostLog console, string directory, string name, bool quiet)
    {
        this.console = console;
        this.name = name;
        this.quiet = quiet;
        var path = Path.Combine(directory, $"{name}.log");
        if (new FileInfo(path) is { Exists: true, Length: > RotateAt })
        {
            File.Move(path, path + ".1", overwrite: true);
        }

        file = new StreamWriter(path, append: true) { AutoFlush = true };
    }

    public IReadOnlyList<string> Tail
    {
        get
        {
            lock (writing)
            {
                return [.. tail];
            }
        }
    }

    public void Line(string text)
    {
        lock (writing)
        {
            tail.Enqueue(text);
            if (tail.Count > Kept)
            {
                tail.Dequeue();
            }

            try
            {
                file.WriteLine(text);
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException)
            {
                // A full disk must not take the platform's last output with it.
            }
        }

        if (!quiet || console.Verbose)
        {
            console.Write(name, text);
        }
    }

    public void Dispose()
    {
        lock (writing)
        {
            file.Dispose();
        }
    }
}
