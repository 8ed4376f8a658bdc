using Microsoft.EntityFrameworkCore;
using OpenTelemetry;

namespace CongNgheSo.Services.Activity.HeldChanges;

/// <summary>Deletes changes whose time has long been over, once an hour.</summary>
public sealed partial class HeldChangeSweep(
    IServiceScopeFactory scopes,
    HeldChangeOptions options,
    TimeProvider clock,
    ILogger<HeldChangeSweep> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do try
        {
            using var untraced = SuppressInstrumentationScope.Begin();
            await using var scope = scopes.CreateAsyncScope();
            await SweepAsync(scope.ServiceProvider.GetRequiredService<ActivityDbContext>(), stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogAway(exception);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>How many were deleted.</returns>
    public Task<int> SweepAsync(ActivityDbContext db, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow().AddDays(-options.KeptDays);
        return db.HeldChanges.Where(change => change.ExpiresAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "Held changes of long ago could not be deleted; trying again in an hour")]
    private partial void LogAway(Exception exception);
}
