using CongNgheSo.ServiceDefaults.Data;
using Npgsql;
using OpenTelemetry;

namespace CongNgheSo.Services.Reporting.TotalsChecks;

/// <summary>Carries out the checks of totals that were asked for.</summary>
internal sealed partial class TotalsCheckWorker(
    IServiceScopeFactory scopes,
    NpgsqlDataSource database,
    TimeProvider clock,
    ILogger<TotalsCheckWorker> logger
) : BackgroundService
{
    /// <summary>What failed this often is not tried again: it would hold up all others.</summary>
    private const int MaxAttempts = 5;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                while (await TakeAsync(stoppingToken) is { } check)
                    await RunAsync(check, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(exception);
            }
    }

    private async Task<TotalsCheck?> TakeAsync(CancellationToken cancellationToken)
    {
        // A look every second would drown the traces that people look for.
        using var untraced = SuppressInstrumentationScope.Begin();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
        return await TotalsCheckQueue.TakeAsync(db, clock.GetUtcNow(), cancellationToken);
    }

    private async Task RunAsync(TotalsCheck check, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
            await new TotalsCheckRun(database, db, check, clock).RunAsync(cancellationToken);
            await TotalsCheckQueue.FinishAsync(db, check, true, clock.GetUtcNow(), cancellationToken);
        }
        catch (TotalsCheckTakenException)
        {
            // Whoever has it now finishes it.
        }
        catch (Exception exception)
        {
            var again = DatabaseFailures.Passes(exception) || check.Attempt < MaxAttempts;
            await GiveUpAsync(check, again);
            if (again)
                throw;
            LogFailed(exception, check.Id);
        }
    }

    private async Task GiveUpAsync(TotalsCheck check, bool again)
    {
        try
        {
            // A context of its own: the other may be in the middle of anything.
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
            await (
                again
                    ? TotalsCheckQueue.ReleaseAsync(db, check)
                    : TotalsCheckQueue.FinishAsync(db, check, false, clock.GetUtcNow(), CancellationToken.None)
            );
        }
        catch (Exception away) when (DatabaseFailures.IsUnavailable(away))
        {
            // Its time runs out by itself.
        }
    }

    [LoggerMessage(LogLevel.Warning, "A check of totals was interrupted and begins anew")]
    private partial void LogInterrupted(Exception exception);

    [LoggerMessage(LogLevel.Error, "The check of totals {Check} failed for good")]
    private partial void LogFailed(Exception exception, Guid check);
}
