using System.Diagnostics;
using System.Text;

namespace CongNgheSo.Platform.Tests;

/// <summary>One bash that is fed block after block, as somebody who pastes them; it ends at the first command that fails.</summary>
internal sealed class WalkShell : IAsyncDisposable
{
    private const string End = "@@end of block@@";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process bash;
    private readonly Task<string> errors;

    public WalkShell()
    {
        bash = Process.Start(
            new ProcessStartInfo("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                StandardOutputEncoding = Encoding.UTF8,
            }
        )!;
        errors = bash.StandardError.ReadToEndAsync();
    }

    /// <summary>What a block printed; throws with it where a command of the block failed.</summary>
    public async Task<string> RunAsync(string block, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        await bash.StandardInput.WriteAsync($"{block.TrimEnd()}\nprintf '\\n%s\\n' '{End}'\n");
        await bash.StandardInput.FlushAsync(timeout.Token);
        var output = new StringBuilder();
        while (await bash.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line == End)
                return output.ToString();
            output.AppendLine(line);
        }
        throw new InvalidOperationException($"A command failed in\n{block}\nIt printed\n{output}{await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        bash.StandardInput.Close();
        if (!bash.WaitForExit(TimeSpan.FromSeconds(5)))
            bash.Kill(entireProcessTree: true);
        await errors;
        bash.Dispose();
    }
}
