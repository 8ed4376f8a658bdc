using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using OpenTelemetry;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>Reads the files that were sent to be read later, one at a time in each replica.</summary>
internal sealed partial class TeamImportWorker(
    IServiceScopeFactory scopes,
    TeamImportSignal signal,
    TeamImportRules rules,
    TimeProvider clock,
    ILogger<TeamImportWorker> logger
) : BackgroundService
{
    /// <summary>What was interrupted this often is not tried again: it would hold up all others.</summary>
    private const int MaxAttempts = 5;

    private static readonly TimeSpan SlowPoll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private DateTimeOffset swept = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                if (await TakeAsync(stoppingToken) is { } import)
                    await ReadAsync(import, stoppingToken);
                else
                    await signal.WaitAsync(SlowPoll, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogAway(exception);
                await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }

    private async Task<TeamImportJob?> TakeAsync(CancellationToken cancellationToken)
    {
        // A look every few seconds would drown the traces that people look for.
        using var untraced = SuppressInstrumentationScope.Begin();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
        var now = clock.GetUtcNow();
        if (now - swept > BetweenSweeps)
        {
            await TeamImportQueue.SweepAsync(db, now, cancellationToken);
            swept = now;
        }
        return await TeamImportQueue.TakeAsync(db, now, cancellationToken);
    }

    private async Task ReadAsync(TeamImportJob import, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
        BilingualError? failure = null;
        try
        {
            await using var file = await TeamImportFiles.OpenAsync(db, import.Id, cancellationToken);
            var teams = new TeamImport(
                new TeamImportReader(import.Format, file),
                rules,
                db,
                clock,
                Caller.Of(import.ClientId, import.Unit),
                import.DryRun
            );
            await teams.CheckAsync(cancellationToken);
            await teams.WriteAsync(
                import.LastRow,
                part => TeamImportQueue.KeepAsync(db, import, part, clock.GetUtcNow(), cancellationToken),
                cancellationToken
            );
        }
        catch (RefusedRequestException refused)
        {
            failure = refused.Reason;
        }
        catch (TeamImportTakenException)
        {
            return;
        }
        catch (Exception exception)
        {
            if (IsToBeTriedAgain(import, exception))
            {
                await ReleaseAsync(import);
                throw;
            }
            LogFailed(exception, import.Id);
            failure = BilingualError.Of(() => CommonProblems.Internal.At(""));
        }
        await TeamImportQueue.FinishAsync(db, import, failure, clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>Where the service ends or the database is away somebody goes on later; a bug gets a few tries.</summary>
    private static bool IsToBeTriedAgain(TeamImportJob import, Exception exception) =>
        exception is OperationCanceledException
        || DatabaseFailures.IsUnavailable(exception)
        || import.Attempt < MaxAttempts;

    private async Task ReleaseAsync(TeamImportJob import)
    {
        try
        {
            // A context of its own: that of the import may be in the middle of anything.
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
            await TeamImportQueue.ReleaseAsync(db, import, CancellationToken.None);
        }
        catch (Exception away) when (DatabaseFailures.IsUnavailable(away))
        {
            // Its time runs out by itself.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Reading a list of teams was interrupted and goes on later")]
    private partial void LogAway(Exception exception);

    [LoggerMessage(LogLevel.Error, "The import {Import} failed for good")]
    private partial void LogFailed(Exception exception, Guid import);
}
