using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Services.Training.Tests;
using CongNgheSo.Services.Training.Topics;
using CongNgheSo.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(TrainingService))]

namespace CongNgheSo.Services.Training.Tests;

/// <summary>The service under test, one for all tests.</summary>
public sealed class TrainingService() : ServiceFactory<TrainingDbContext>("training"), IAsyncLifetime
{
    /// <summary>The platform's address as people know it.</summary>
    public const string Address = "https://congngheso.example.vn";

    private EventListener? events;

    /// <summary>What the service takes for the time.</summary>
    public MovableClock Clock { get; } = new();

    /// <summary>Everything that the service publishes.</summary>
    public EventListener Events => events!;

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        await using (var scope = Services.CreateAsyncScope())
            await TrainingSeeds.SeedAsync(scope.ServiceProvider, CancellationToken.None);
        events = await EventListener.StartAsync(Servers.RabbitMqConnectionString, "training.#");
        await PublishAsync(new UnitsChanged(DateTimeOffset.UtcNow, [Region.Nation]));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(Clock));
        builder.UseSetting("CheckIns:Key", "the key of the tests, which opens nothing else");
        builder.UseSetting("PublicAddress", Address);
    }

    public override async ValueTask DisposeAsync()
    {
        if (events is not null)
            await events.DisposeAsync();
        await base.DisposeAsync();
        await new Infrastructure().DisposeAsync();
    }

    /// <summary>Who changed is a copy to keep, and may be a name to forget.</summary>
    protected override int ConsumersOf(object @event) => @event is MembersChanged ? 2 : 1;
}
