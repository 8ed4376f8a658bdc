using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Jobs;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>Reads the files that were sent to be read later.</summary>
internal sealed class TeamImportWorker(
    IServiceScopeFactory scopes,
    TeamImportSignal signal,
    TeamImportRules rules,
    TimeProvider clock,
    ILogger<TeamImportWorker> logger
) : JobWorker<TeamImportJob>(scopes, clock, logger)
{
    private static readonly TimeSpan SlowPoll = TimeSpan.FromSeconds(5);

    protected override Task<TeamImportJob?> TakeAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        TeamImportQueue.TakeAsync(Db(services), Clock.GetUtcNow(), cancellationToken);

    protected override async Task RunAsync(
        IServiceProvider services,
        TeamImportJob job,
        CancellationToken cancellationToken
    )
    {
        var db = Db(services);
        BilingualError? failure = null;
        try
        {
            await using var file = await TeamImportFiles.OpenAsync(db, job.Id, cancellationToken);
            var teams = new TeamImport(
                new TeamImportReader(job.Format, file),
                rules,
                db,
                Clock,
                Caller.Of(job.ClientId, job.Unit),
                job.DryRun
            );
            await teams.CheckAsync(cancellationToken);
            await teams.WriteAsync(
                job.LastRow,
                part => TeamImportQueue.KeepAsync(db, job, part, Clock.GetUtcNow(), cancellationToken),
                cancellationToken
            );
        }
        catch (RefusedRequestException refused)
        {
            failure = refused.Reason;
        }
        await TeamImportQueue.FinishAsync(db, job, failure, Clock.GetUtcNow(), cancellationToken);
    }

    protected override Task ReleaseAsync(IServiceProvider services, TeamImportJob job) =>
        TeamImportQueue.ReleaseAsync(Db(services), job, CancellationToken.None);

    protected override Task FailAsync(IServiceProvider services, TeamImportJob job) =>
        TeamImportQueue.FinishAsync(
            Db(services),
            job,
            BilingualError.Of(() => CommonProblems.Internal.At("")),
            Clock.GetUtcNow(),
            CancellationToken.None
        );

    protected override Task SweepAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        TeamImportQueue.SweepAsync(Db(services), Clock.GetUtcNow(), cancellationToken);

    protected override Task WaitAsync(CancellationToken cancellationToken) =>
        signal.WaitAsync(SlowPoll, cancellationToken);

    private static RegistryDbContext Db(IServiceProvider services) => services.GetRequiredService<RegistryDbContext>();
}
