using System.Threading.Channels;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>Wakes this process's worker once a file was kept; other replicas look by themselves from time to time.</summary>
public sealed class TeamImportSignal
{
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Notify() => wake.Writer.TryWrite(true);

    /// <summary>Returns at the next <see cref="Notify"/>, or after <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(atMost);
        try
        {
            await wake.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested) { }
    }
}
