using CongNgheSo.ServiceDefaults.Jobs;
using Npgsql;

namespace CongNgheSo.Services.Reporting.TotalsChecks;

/// <summary>Carries out the checks of totals that were asked for.</summary>
internal sealed class TotalsCheckWorker(
    IServiceScopeFactory scopes,
    NpgsqlDataSource database,
    TimeProvider clock,
    ILogger<TotalsCheckWorker> logger
) : JobWorker<TotalsCheck>(scopes, clock, logger)
{
    protected override Task<TotalsCheck?> TakeAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        TotalsCheckQueue.TakeAsync(Db(services), Clock.GetUtcNow(), cancellationToken);

    protected override async Task RunAsync(
        IServiceProvider services,
        TotalsCheck job,
        CancellationToken cancellationToken
    )
    {
        var db = Db(services);
        await new TotalsCheckRun(database, db, job, Clock).RunAsync(cancellationToken);
        await TotalsCheckQueue.FinishAsync(db, job, true, Clock.GetUtcNow(), cancellationToken);
    }

    protected override Task ReleaseAsync(IServiceProvider services, TotalsCheck job) =>
        TotalsCheckQueue.ReleaseAsync(Db(services), job);

    protected override Task FailAsync(IServiceProvider services, TotalsCheck job) =>
        TotalsCheckQueue.FinishAsync(Db(services), job, false, Clock.GetUtcNow(), CancellationToken.None);

    private static ReportingDbContext Db(IServiceProvider services) =>
        services.GetRequiredService<ReportingDbContext>();
}
