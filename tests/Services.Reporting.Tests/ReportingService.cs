using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.Services.Reporting.Indicators;
using CongNgheSo.Services.Reporting.Tests;
using CongNgheSo.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(ReportingService))]
// The nation's overview and the error queues are everybody's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>The service under test, one for all tests.</summary>
public sealed class ReportingService() : ServiceFactory<ReportingDbContext>("reporting"), IAsyncLifetime
{
    /// <summary>The service's clock. Whoever moves it brings it back.</summary>
    public MovableClock Clock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        await using var scope = Services.CreateAsyncScope();
        await IndicatorSeeds.SeedAsync(scope.ServiceProvider, CancellationToken.None);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(Clock));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await new Infrastructure().DisposeAsync();
    }

    /// <summary>Has events published, all at once, and waits until each was consumed by all who have to.</summary>
    public async Task SendAsync(params IEnumerable<object> events) =>
        await ConsumedAsync(await PublishAllAsync(events.Select(@event => (@event, Guid.NewGuid()))));

    /// <summary>Puts events into the outbox, in this order, under these message ids.</summary>
    public async Task<IReadOnlyList<(object Event, Guid MessageId)>> PublishAllAsync(
        IEnumerable<(object Event, Guid MessageId)> events
    )
    {
        var all = events.ToList();
        await InDatabaseAsync(async db =>
        {
            foreach (var (@event, messageId) in all)
                db.Outbox.Add(OutboxMessage.From((dynamic)@event, UnitPath.Nation)).Property("MessageId").CurrentValue =
                    messageId;
            await db.SaveChangesAsync();
        });
        return all;
    }

    /// <summary>Waits until each event was consumed by all who have to.</summary>
    public Task ConsumedAsync(IReadOnlyList<(object Event, Guid MessageId)> events)
    {
        var ids = events.Select(sent => sent.MessageId).Distinct().ToArray();
        // Teams go into the totals and into the table that coverage is read from.
        var expected =
            ids.Length
            + events.Where(sent => sent.Event is TeamsChanged).Select(sent => sent.MessageId).Distinct().Count();
        return Eventually.TrueAsync(
            () =>
                InDatabaseAsync(async db =>
                    await db.Inbox.CountAsync(row => ids.Contains(row.MessageId)) == expected
                    && !await db.Outbox.AnyAsync(row => ids.Contains(row.MessageId))
                ),
            TimeSpan.FromMinutes(2)
        );
    }
}
