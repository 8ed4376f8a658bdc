using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>
/// Blanks the names of those whose personal data Registry has erased. That is never undone, so the order in which facts
/// come does not matter, nor whether the member holds a certificate yet.
/// </summary>
public sealed class ErasureConsumer(TrainingDbContext db, TimeProvider clock) : IConsumer<MembersChanged>
{
    public Task Consume(ConsumeContext<MembersChanged> context) =>
        db.ConsumeOnceAsync(context, nameof(CertificateHolder), ct => EraseAsync(context.Message.Facts, ct));

    private async Task EraseAsync(IReadOnlyList<MemberFact> facts, CancellationToken cancellationToken)
    {
        Guid[] erased = [.. facts.Where(fact => fact.Erased).Select(fact => fact.MemberId).Distinct()];
        if (erased.Length == 0)
            return;
        await db.CertificateHolders.LockAsync(db, erased, cancellationToken);
        var today = clock.Today();
        await db
            .CertificateHolders.Where(holder => erased.Contains(holder.MemberId) && holder.ErasedOn == null)
            .ExecuteUpdateAsync(update => update.SetProperty(holder => holder.ErasedOn, today), cancellationToken);
        await db
            .Certificates.Where(each => erased.Contains(each.MemberId) && each.ErasedOn == null)
            .ExecuteUpdateAsync(
                update =>
                    update
                        .SetProperty(each => each.HolderName, (string?)null)
                        // Written by hand, it may name somebody.
                        .SetProperty(each => each.RevocationReason, (string?)null)
                        // Who knows a name could try whether it gives the hash.
                        .SetProperty(each => each.RecordedHash, 0)
                        .SetProperty(each => each.ErasedOn, today)
                        .SetProperty(each => each.Version, each => each.Version + 1),
                cancellationToken
            );
    }
}
