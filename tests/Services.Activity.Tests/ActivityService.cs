using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Services.Activity.Tests;
using CongNgheSo.Services.Activity.Topics;
using CongNgheSo.Testing;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(ActivityService))]

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>The service under test, one for all tests, on a real port: what becomes of connections matters too.</summary>
public sealed class ActivityService() : ServiceFactory<ActivityDbContext>("activity"), IAsyncLifetime
{
    private EventListener? events;

    /// <summary>Everything that the service publishes.</summary>
    public EventListener Events => events!;

    public async ValueTask InitializeAsync()
    {
        UseKestrel(0);
        await StartAsync();
        await SeedAsync();
        events = await EventListener.StartAsync(Servers.RabbitMqConnectionString, "activity.#");
    }

    /// <summary>What <c>migrate</c> does behind the schema.</summary>
    public async Task SeedAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        await CatalogueSeeds.SeedAsync(scope.ServiceProvider, CancellationToken.None);
    }

    /// <summary>A team of a test's own, in being since 2022, known to the service.</summary>
    /// <param name="province">Code of its province.</param>
    public async Task<TeamFact> TeamAsync(string province = "02")
    {
        var team = NewTeam(province);
        await PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, [team]));
        return team;
    }

    public static TeamFact NewTeam(string province = "02")
    {
        var commune = Guid.NewGuid().ToString("N")[..8];
        return new TeamFact(
            Guid.NewGuid(),
            1,
            Random.Shared.Next(1, int.MaxValue),
            $"VN/{province}/{commune}/{commune}-001",
            "cnscd",
            new DateOnly(2022, 4, 1),
            null
        );
    }

    public override async ValueTask DisposeAsync()
    {
        if (events is not null)
            await events.DisposeAsync();
        await base.DisposeAsync();
        await new Infrastructure().DisposeAsync();
    }
}
