using CongNgheSo.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace CongNgheSo.ServiceDefaults.Files;

/// <summary>Deletes content to which no row refers: its transaction failed, or whoever removed the row was interrupted.</summary>
public sealed partial class FileSweep<TDb>(
    IServiceScopeFactory scopes,
    IFileStore store,
    TimeProvider clock,
    ILogger<FileSweep<TDb>> logger
) : BackgroundService
    where TDb : ServiceDbContext
{
    private const int AtOnce = 500;

    /// <summary>Younger content may be waiting for its row.</summary>
    private static readonly TimeSpan MinAge = TimeSpan.FromDays(1);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    /// <summary>Looks at all content once.</summary>
    /// <returns>How much of it was deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var deleted = await DeleteOrphansAsync(cancellationToken);
        if (deleted > 0)
            LogSwept(deleted);
        return deleted;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenSweeps, clock);
        try
        {
            do await TrySweepAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends.
        }
    }

    private async Task<int> DeleteOrphansAsync(CancellationToken cancellationToken)
    {
        // Each hour, and of no request: no traces. Logs would be lost in here too.
        using var untraced = SuppressInstrumentationScope.Begin();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var references = scope.ServiceProvider.GetRequiredService<FileReferences<TDb>>();
        var keeper = scope.ServiceProvider.GetRequiredService<FileKeeper<TDb>>();
        var deleted = 0;
        await foreach (var some in store.ListAsync(clock.GetUtcNow() - MinAge, cancellationToken).Chunk(AtOnce))
        {
            var known = await references
                .Hashes(db)
                .Where(hash => some.Contains(hash))
                .ToHashSetAsync(cancellationToken);
            foreach (var hash in some.Except(known))
                if (await keeper.DiscardAsync(hash, cancellationToken))
                    deleted++;
        }
        return deleted;
    }

    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SweepAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} files to which nothing referred were deleted")]
    private partial void LogSwept(int count);

    [LoggerMessage(
        LogLevel.Warning,
        "Looking for files to which nothing refers failed; the next attempt is in an hour"
    )]
    private partial void LogFailed(Exception exception);
}
