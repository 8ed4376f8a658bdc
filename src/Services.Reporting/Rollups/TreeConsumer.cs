using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Messaging;
using MassTransit;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>Keeps the copy of the tree, and moves totals along with it.</summary>
public sealed class TreeConsumer(ReportingDbContext db) : IConsumer<UnitsChanged>
{
    // The rollup lock lets one through at a time anyway. Who waits for it here holds no connection, or a catalogue of
    // some hundred messages would take them all from those who read and record.
    private static readonly SemaphoreSlim Turn = new(1);

    public async Task Consume(ConsumeContext<UnitsChanged> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await Turn.WaitAsync(context.CancellationToken);
        try
        {
            await db.ConsumeOnceAsync(context, "tree", ct => TreeChange.ApplyAsync(db, context.Message.Facts, ct));
        }
        finally
        {
            Turn.Release();
        }
    }
}
