using System.Globalization;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using OpenTelemetry;

namespace CongNgheSo.Services.Reporting.Exports;

/// <summary>Writes the exports that wait, one at a time in each replica.</summary>
internal sealed partial class ExportWorker(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<ExportWorker> logger
) : BackgroundService
{
    /// <summary>What was interrupted this often is not tried again: it would hold up all others.</summary>
    private const int MaxAttempts = 5;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    private DateTimeOffset swept = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                if (await TakeAsync(stoppingToken) is { } job)
                    await WriteAsync(job, stoppingToken);
                else
                    await Task.Delay(BetweenLooks, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogInterrupted(exception);
                await Task.Delay(BetweenLooks, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }

    private async Task<ExportJob?> TakeAsync(CancellationToken cancellationToken)
    {
        // A look every second would drown the traces that people look for.
        using var untraced = SuppressInstrumentationScope.Begin();
        await using var scope = scopes.CreateAsyncScope();
        var queue = scope.ServiceProvider.GetRequiredService<WaitingExports>();
        var now = clock.StoredNow();
        if (now - swept > BetweenSweeps)
        {
            await queue.SweepAsync(now, cancellationToken);
            swept = now;
        }
        return await queue.TakeAsync(cancellationToken);
    }

    private async Task WriteAsync(ExportJob job, CancellationToken cancellationToken)
    {
        // Headings and texts in the asker's language; the culture ends with this call.
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(job.InEnglish ? "en" : "vi");
        await using var scope = scopes.CreateAsyncScope();
        var queue = scope.ServiceProvider.GetRequiredService<WaitingExports>();
        try
        {
            await using var file = TemporaryFile.Create();
            using (var writer = TableWriter.Create(job.Format, file, job.InEnglish ? "yyyy-MM-dd" : "dd/MM/yyyy"))
                await ExportTables
                    .All[job.Table]
                    .WriteAsync(
                        new ExportQuery(
                            job.Query,
                            Caller.Of(job.ClientId, job.Unit),
                            scope.ServiceProvider,
                            Paging.MaxLimit
                        ),
                        writer,
                        rows => queue.ProgressAsync(job, rows, cancellationToken),
                        cancellationToken
                    );
            var hash = Convert.ToHexStringLower(await TemporaryFile.HashAsync(file, cancellationToken));
            await queue.SucceedAsync(job, file, hash, clock.StoredNow(), cancellationToken);
        }
        catch (ExportTakenException)
        {
            // Whoever has it writes it.
        }
        catch (Exception exception)
        {
            if (await GiveUpAsync(job, exception))
                throw;
        }
    }

    /// <summary>Where the service ends or the database is away somebody begins anew; a bug gets a few tries.</summary>
    /// <returns>True where it begins anew.</returns>
    private async Task<bool> GiveUpAsync(ExportJob job, Exception reason)
    {
        var goesOn = DatabaseFailures.Passes(reason) || job.Attempt < MaxAttempts;
        if (!goesOn)
            LogFailed(reason, job.Id);
        try
        {
            // A context of its own: that of the export may be in the middle of anything.
            await using var scope = scopes.CreateAsyncScope();
            var queue = scope.ServiceProvider.GetRequiredService<WaitingExports>();
            await (
                goesOn
                    ? queue.ReleaseAsync(job, CancellationToken.None)
                    : queue.FailAsync(job, clock.StoredNow(), CancellationToken.None)
            );
        }
        catch (Exception away) when (DatabaseFailures.IsUnavailable(away))
        {
            // Its time runs out by itself.
        }
        return goesOn;
    }

    [LoggerMessage(LogLevel.Warning, "Writing an export was interrupted; it begins anew")]
    private partial void LogInterrupted(Exception exception);

    [LoggerMessage(LogLevel.Error, "The export {Export} failed for good")]
    private partial void LogFailed(Exception exception, Guid export);
}
