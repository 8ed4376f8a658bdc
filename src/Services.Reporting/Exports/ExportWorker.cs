using System.Globalization;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Jobs;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Reporting.Exports;

/// <summary>Writes the exports that wait.</summary>
internal sealed class ExportWorker(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ExportWorker> logger)
    : JobWorker<ExportJob>(scopes, clock, logger)
{
    protected override Task<ExportJob?> TakeAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        Queue(services).TakeAsync(cancellationToken);

    protected override async Task RunAsync(
        IServiceProvider services,
        ExportJob job,
        CancellationToken cancellationToken
    )
    {
        // Headings and texts in the asker's language; the culture ends with this call.
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(job.InEnglish ? "en" : "vi");
        var queue = Queue(services);
        await using var file = TemporaryFile.Create();
        using (var writer = TableWriter.Create(job.Format, file, job.InEnglish ? "yyyy-MM-dd" : "dd/MM/yyyy"))
            await ExportTables
                .All[job.Table]
                .WriteAsync(
                    new ExportQuery(job.Query, Caller.Of(job.ClientId, job.Unit), services, Paging.MaxLimit),
                    writer,
                    rows => queue.ProgressAsync(job, rows, cancellationToken),
                    cancellationToken
                );
        var hash = Convert.ToHexStringLower(await TemporaryFile.HashAsync(file, cancellationToken));
        await queue.SucceedAsync(job, file, hash, Clock.StoredNow(), cancellationToken);
    }

    protected override Task ReleaseAsync(IServiceProvider services, ExportJob job) =>
        Queue(services).ReleaseAsync(job, CancellationToken.None);

    protected override Task FailAsync(IServiceProvider services, ExportJob job) =>
        Queue(services).FailAsync(job, Clock.StoredNow(), CancellationToken.None);

    protected override Task SweepAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        Queue(services).SweepAsync(Clock.StoredNow(), cancellationToken);

    private static WaitingExports Queue(IServiceProvider services) => services.GetRequiredService<WaitingExports>();
}
