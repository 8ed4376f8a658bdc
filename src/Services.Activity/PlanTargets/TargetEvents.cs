using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Activity.Plans;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>Targets on their way to the outbox: those of issued plans, one province a message, at most 500 facts.</summary>
public sealed class TargetEvents(ActivityDbContext db, TimeProvider clock)
{
    private const int FactsPerEvent = 500;

    /// <summary>Tells of all targets of a plan that was just issued.</summary>
    public async Task TellOfAllAsync(Plan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var targets = await db
            .PlanTargets.AsNoTracking()
            .Where(target => target.PlanId == plan.Id && !target.Withdrawn)
            .ToListAsync(cancellationToken);
        await TellOfAsync(plan, targets, cancellationToken);
    }

    /// <summary>Tells of targets that changed; of a draft's, nothing.</summary>
    public async Task TellOfAsync(
        Plan plan,
        IReadOnlyCollection<PlanTarget> changed,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(changed);
        if (!plan.IsIssued || changed.Count == 0)
            return;
        var chains = await db.ChainsAsync(changed.Select(target => target.UnitId), clock.Today(), cancellationToken);
        var now = clock.GetUtcNow();
        db.Outbox.AddRange(
            changed
                .OrderBy(target => target.Id)
                .GroupBy(target => UnitPath.Province(chains[target.UnitId].Path), target => target.ToFact(plan.UnitId))
                .SelectMany(province => province.Chunk(FactsPerEvent), (province, facts) => (province.Key, facts))
                .Select(message => OutboxMessage.From(new TargetsChanged(now, message.facts), message.Key))
        );
    }
}
