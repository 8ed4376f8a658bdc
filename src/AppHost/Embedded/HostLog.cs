namespace CongNgheSo.AppHost.Embedded;

/// <summary>The host's own voice and its children's on the console, each line with its speaker's name.</summary>
internal sealed class HostLog(TextWriter output, bool verbose)
{
    private static readonly int[] Colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

    private readonly bool colour =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private readonly Dictionary<string, int> speakers = [];
    private readonly Lock writing = new();

    /// <summary>Whether servers are heard on the console too; their files have everything in any case.</summary>
    public bool Verbose => verbose;

    public void Say(string text) => Write("host", text);

    public void Write(string speaker, string text)
    {
        lock (writing)
        {
            if (!speakers.TryGetValue(speaker, out var number))
            {
                speakers[speaker] = number = speakers.Count;
            }

            Try(() =>
                output.WriteLine(
                    colour
                        ? $"\u001b[{Colours[number % Colours.Length]}m[{speaker}]\u001b[0m {text}"
                        : $"[{speaker}] {text}"
                )
            );
        }
    }

    /// <summary>Writes text as it is.</summary>
    public void Plain(string text)
    {
        lock (writing)
        {
            Try(() => output.WriteLine(text));
        }
    }

    /// <summary>A terminal that was closed is no reason to stop.</summary>
    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException) { }
    }
}
