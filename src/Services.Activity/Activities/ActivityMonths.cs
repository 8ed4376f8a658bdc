using CongNgheSo.ServiceDefaults.Http;
using Npgsql;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>
/// Makes the partitions of activities before their months begin. Without it nothing is lost: what has no month yet goes
/// into the default partition, and moves when its month is made.
/// </summary>
public sealed partial class ActivityMonths(
    NpgsqlDataSource database,
    TimeProvider clock,
    ILogger<ActivityMonths> logger
) : BackgroundService
{
    /// <summary>Months that are there before they are needed.</summary>
    public const int Ahead = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(12);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(1);

    /// <summary>Makes what is missing from the oldest day that can be recorded to some months ahead.</summary>
    public static async Task EnsureAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var (database, clock) = (
            services.GetRequiredService<NpgsqlDataSource>(),
            services.GetRequiredService<TimeProvider>()
        );
        await EnsureAsync(database, clock.Today(), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                await EnsureAsync(database, clock.Today(), stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                LogFailed(exception);
                pause = PauseAfterFailure;
            }
            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task EnsureAsync(
        NpgsqlDataSource database,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand("SELECT make_activity_months($1, $2)");
        command.Parameters.Add(new() { Value = today.AddYears(-1) });
        command.Parameters.Add(new() { Value = today.AddMonths(Ahead) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The next months' partitions of activities could not be made")]
    private partial void LogFailed(Exception exception);
}
