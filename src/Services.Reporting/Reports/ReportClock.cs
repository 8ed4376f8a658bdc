using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Reporting.ReportDefinitions;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>
/// Opens each period on its day, gives reports to units that become known before its deadlines have passed, and reminds
/// those who have not reported. Any number of replicas do it once.
/// </summary>
public sealed class ReportClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ReportClock> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>How many units were known at the last look, and when all open periods were last gone through.</summary>
    private (int Seen, int GoneThrough) units = (-1, -1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await LookAsync(scope.ServiceProvider, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogWarning(exception, "Periodic reports could not be opened or reminded of; trying again");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Does what is due, and goes through open periods again once units that became known have all arrived.</summary>
    private async Task LookAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<ReportingDbContext>();
        var known = await db.Units.CountAsync(cancellationToken);
        var hasSettled = known == units.Seen && known != units.GoneThrough;
        units.Seen = known;
        await TickAsync(services, cancellationToken, hasSettled);
        if (hasSettled)
            units.GoneThrough = known;
    }

    /// <summary>Does what is due now.</summary>
    /// <param name="services">Of a scope.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="hasNewUnits">Open periods are gone through for units without a report even where they were today.</param>
    /// <exception cref="AggregateException">Some definitions could not be opened; the others were.</exception>
    public static async Task TickAsync(
        IServiceProvider services,
        CancellationToken cancellationToken,
        bool hasNewUnits = false
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        var db = services.GetRequiredService<ReportingDbContext>();
        var opening = services.GetRequiredService<ReportOpening>();
        var today = services.GetRequiredService<TimeProvider>().Today();
        var failures = new List<Exception>();
        foreach (var definition in await db.ReportDefinitions.AsNoTracking().ToListAsync(cancellationToken))
            try
            {
                foreach (var period in await DueAsync(db, definition, today, hasNewUnits, cancellationToken))
                    await opening.OpenAsync(definition, period, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One that cannot be opened holds up no other.
                db.ChangeTracker.Clear();
                failures.Add(exception);
            }
        await services.GetRequiredService<ReportReminders>().SendAsync(cancellationToken);
        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    /// <summary>
    /// The periods to open: all that came since the last one opened, or the latest where none is; and those whose deadlines
    /// lie ahead and that were not completed today, or need it again.
    /// </summary>
    internal static async Task<List<CalendarPeriod>> DueAsync(
        ReportingDbContext db,
        ReportDefinition definition,
        DateOnly today,
        bool hasNewUnits,
        CancellationToken cancellationToken
    )
    {
        var content = definition.Content;
        var opened = await db
            .ReportPeriods.AsNoTracking()
            .Where(period => period.DefinitionId == definition.Id)
            .OrderByDescending(period => period.From)
            .Take(12)
            .ToListAsync(cancellationToken);
        var due = opened
            .Where(period => (hasNewUnits || period.CompletedOn != today) && IsFilledUp(period, today))
            .Select(period => new CalendarPeriod(period.Key, period.From, period.To))
            .ToList();
        var next = opened is [var latest, ..]
            ? ReportCalendar.Containing(content.PeriodType, content.CutOff, latest.To.AddDays(1))
            : Latest(content, today);
        for (
            ;
            content.OpensOn(next) <= today;
            next = ReportCalendar.Following(content.PeriodType, content.CutOff, next)
        )
            if (content.Covers(next))
                due.Add(next);
        return due;
    }

    /// <summary>The last period that can be opened today.</summary>
    private static CalendarPeriod Latest(DefinitionContent content, DateOnly today)
    {
        var period = ReportCalendar.Containing(content.PeriodType, content.CutOff, today);
        while (content.OpensOn(period) > today)
            period = ReportCalendar.Containing(content.PeriodType, content.CutOff, period.From.AddDays(-1));
        return period;
    }

    /// <summary>
    /// Until its deadlines have passed; one that was opened late, as at the first start, until the next day: the units may
    /// arrive after it.
    /// </summary>
    private static bool IsFilledUp(ReportPeriod period, DateOnly today) =>
        LastDeadline(period) >= today || period.OpenedAt.DayInVietnam() >= today.AddDays(-1);

    private static DateOnly LastDeadline(ReportPeriod period) =>
        period.To.AddDays(period.Content.Deadlines.Max(deadline => deadline.DaysAfterEnd));
}
