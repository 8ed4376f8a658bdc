using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Reporting.Findings;

/// <summary>A day on which the clock had the figures looked through.</summary>
public sealed class FindingDay
{
    public DateOnly Day { get; private set; }
}

internal sealed class FindingDayTable : IEntityTypeConfiguration<FindingDay>
{
    public void Configure(EntityTypeBuilder<FindingDay> builder)
    {
        builder.ToTable("FindingDays");
        builder.HasKey(row => row.Day);
    }
}

/// <summary>Looks through all provinces once a day, at night. Any number of replicas do it once.</summary>
public sealed partial class FindingClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<FindingClock> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>The hour from which a day's check is due (Vietnam time).</summary>
    private const int Hour = 2;
    private const int HoursAhead = 7;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryTickAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends.
        }
    }

    /// <summary>Does what is due now.</summary>
    /// <returns>What it changed; null where nothing was due.</returns>
    public static async Task<CheckResponse?> TickAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(services);
        var clock = services.GetRequiredService<TimeProvider>();
        var db = services.GetRequiredService<ReportingDbContext>();
        var now = clock.GetUtcNow();
        if (now.ToOffset(TimeSpan.FromHours(HoursAhead)).Hour < Hour)
            return null;
        // Whoever writes the day does the work. Where that fails the day is lost, and the next one looks at the same months.
        var isFirst = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO finding_days (day) VALUES ({now.DayInVietnam()}) ON CONFLICT DO NOTHING",
            cancellationToken
        );
        return isFirst == 0
            ? null
            : await services.GetRequiredService<FindingCheck>().RunAsync(null, cancellationToken);
    }

    private async Task TryTickAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await TickAsync(scope.ServiceProvider, cancellationToken) is { } result)
                LogChecked(result.Provinces, result.Found, result.Reopened, result.Resolved);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(
        LogLevel.Information,
        "The figures of {Provinces} provinces were looked through: {Found} findings are new, {Reopened} open again, {Resolved} resolved"
    )]
    private partial void LogChecked(int provinces, int found, int reopened, int resolved);

    [LoggerMessage(
        LogLevel.Warning,
        "Figures could not be looked through; the next day's check looks at the same months"
    )]
    private partial void LogFailed(Exception exception);
}
