using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;

namespace CongNgheSo.ServiceDefaults.Messaging;

/// <summary>When the outbox is an alarm, and how often it is looked at: the section <c>Outbox</c> of the configuration.</summary>
public sealed class OutboxWatchOptions
{
    /// <summary>The oldest event waits longer than this.</summary>
    public double AlarmAfterSeconds { get; set; } = 60;

    /// <summary>More events than this wait.</summary>
    public long AlarmAboveRows { get; set; } = 10_000;

    public double WatchSeconds { get; set; } = 5;
}

/// <summary>
/// Tells that events gather in the outbox instead of going out: two gauges, a health check that is degraded, and one log
/// line when it begins and one when it is over. It is over only at a tenth of what began it: one alarm, not one a minute.
/// </summary>
public sealed partial class OutboxWatch : BackgroundService, IHealthCheck
{
    private const int Hysteresis = 10;

    private readonly NpgsqlDataSource database;
    private readonly TimeProvider clock;
    private readonly ILogger<OutboxWatch> logger;
    private readonly OutboxWatchOptions options;
    private volatile Reading last = new(0, null, IsAlarm: false);

    public OutboxWatch(
        NpgsqlDataSource database,
        IConfiguration configuration,
        TimeProvider clock,
        ILogger<OutboxWatch> logger
    )
    {
        (this.database, this.clock, this.logger) = (database, clock, logger);
        options = configuration.GetSection("Outbox").Get<OutboxWatchOptions>() ?? new OutboxWatchOptions();
        Tracing.Meter.CreateObservableGauge(
            "congngheso.outbox.waiting",
            () => last.Waiting,
            "{message}",
            "Events committed and not yet confirmed by the broker"
        );
        Tracing.Meter.CreateObservableGauge(
            "congngheso.outbox.oldest_age",
            () => AgeOf(last).TotalSeconds,
            "s",
            "How long the oldest of them has waited"
        );
    }

    /// <summary>Counts what waits, and says so where that begins or ends an alarm.</summary>
    /// <exception cref="NpgsqlException">The database is away: what was seen last stands.</exception>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var (waiting, oldest) = await ReadAsync(cancellationToken);
        var before = last;
        var now = new Reading(waiting, oldest, before.IsAlarm);
        var share = before.IsAlarm ? Hysteresis : 1;
        now = now with
        {
            IsAlarm =
                AgeOf(now).TotalSeconds > options.AlarmAfterSeconds / share || waiting > options.AlarmAboveRows / share,
        };
        last = now;
        if (now.IsAlarm && !before.IsAlarm)
            LogGathering(waiting, AgeOf(now).TotalSeconds);
        else if (before.IsAlarm && !now.IsAlarm)
            LogDrained(waiting);
    }

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            last.IsAlarm ? HealthCheckResult.Degraded("Events gather in the outbox") : HealthCheckResult.Healthy()
        );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.WatchSeconds), clock);
        try
        {
            do await TryLookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends.
        }
    }

    private async Task<(long Waiting, DateTimeOffset? Oldest)> ReadAsync(CancellationToken cancellationToken)
    {
        // A look every few seconds would drown the traces that people look for. Logs would be lost in here too.
        using var untraced = SuppressInstrumentationScope.Begin();
        await using var command = database.CreateCommand("SELECT count(*), min(created_at) FROM outbox_messages");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1));
    }

    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseFailures.IsUnavailable(exception))
        {
            // A health check of its own tells of it.
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception);
        }
    }

    private TimeSpan AgeOf(Reading reading) =>
        reading.Oldest is { } oldest && clock.GetUtcNow() - oldest is { Ticks: > 0 } age ? age : TimeSpan.Zero;

    [LoggerMessage(
        LogLevel.Warning,
        "Events gather in the outbox: {Waiting} wait, the oldest for {OldestAge:0} s; the broker may be away"
    )]
    private partial void LogGathering(long waiting, double oldestAge);

    [LoggerMessage(LogLevel.Information, "The outbox has drained: {Waiting} events wait")]
    private partial void LogDrained(long waiting);

    [LoggerMessage(LogLevel.Error, "The outbox could not be looked at")]
    private partial void LogFailed(Exception exception);

    private sealed record Reading(long Waiting, DateTimeOffset? Oldest, bool IsAlarm);
}
