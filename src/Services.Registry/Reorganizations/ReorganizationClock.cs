using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>
/// Carries scheduled acts out on their day. The tree knows its days beforehand; what is left to do is to give teams the
/// units and paths that hold from then on.
/// </summary>
public sealed class ReorganizationClock(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<ReorganizationClock> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await CarryOutAsync(scope.ServiceProvider, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogWarning(exception, "Scheduled reorganizations could not be carried out; trying again");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Carries out what is due; several replicas do it once.</summary>
    private async Task CarryOutAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<RegistryDbContext>();
        var today = clock.Today();
        var due = db.Reorganizations.Where(act =>
            act.AppliedAt == null && act.RevokedAt == null && act.EffectiveOn <= today
        );
        if (!await due.AnyAsync(cancellationToken))
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await Units.CatalogueStamps.LockTreeAsync(db, cancellationToken);
        var acts = await due.ToListAsync(cancellationToken);
        foreach (var act in acts)
        {
            act.Apply(clock.GetUtcNow());
            await db.HandOverCodesAsync(act.Closed, act.Inherited, act.Heirs, act.EffectiveOn, cancellationToken);
        }
        var tree = services.GetRequiredService<TreeWriter>();
        var move = await tree.MoveTeamsAsync(cancellationToken);
        await tree.CommitAsync(cancellationToken);
        logger.LogInformation("{Acts} reorganizations carried out, {Teams} teams moved", acts.Count, move.Teams);
    }
}
