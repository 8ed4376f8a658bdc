using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Testing;
using Npgsql;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>Messages that are wrong, and a database that is away.</summary>
public sealed class TroubleTests(ReportingService service)
{
    private static readonly DateOnly Day = new(2024, 2, 29);

    [Fact]
    public async Task Malformed_messages_go_to_the_error_queue_and_harm_no_neighbour()
    {
        var (country, village) = await VillageAsync();
        var good = Country.Activity(village, Day, 2);
        ActivitiesRecorded[] malformed =
        [
            Country.Recorded(good with { ActivityId = Guid.NewGuid(), Outcomes = null! }),
            new(DateTimeOffset.UtcNow, null!),
            Country.Recorded(good with { ActivityId = Guid.NewGuid(), OccurredOn = default }),
            Country.Recorded(good with { ActivityId = Guid.NewGuid(), Version = 0 }),
            Country.Recorded(
                good with
                {
                    ActivityId = Guid.NewGuid(),
                    Outcomes = new Dictionary<string, long> { ["e-wallets"] = long.MaxValue },
                }
            ),
            // Only the database finds out: it knows no such character.
            Country.Recorded(
                good with
                {
                    ActivityId = Guid.NewGuid(),
                    Outcomes = new Dictionary<string, long> { ["a\0b"] = 1 },
                }
            ),
            // A good fact beside a malformed one stays out with it, to come again whole.
            Country.Recorded(
                good with
                {
                    ActivityId = Guid.NewGuid(),
                },
                good with
                {
                    ActivityId = Guid.NewGuid(),
                    OccurredOn = DateOnly.MaxValue,
                }
            ),
        ];
        var before = await Refused.CountAsync(service, "activity-facts");

        await service.PublishAllAsync(malformed.Select(message => ((object)message, Guid.NewGuid())));
        await service.SendAsync(
            Enumerable.Range(0, 40).Select(_ => Country.Recorded(good with { ActivityId = Guid.NewGuid() }))
        );

        await Refused.ReachesAsync(service, "activity-facts", before + (uint)malformed.Length);
        (await service.Client(country.Nation.Code).TotalAsync(country.Nation.Code, Day, Day)).ShouldBe(
            new Dictionary<string, long>
            {
                ["activities"] = 40,
                ["people-guided"] = 80,
                ["people-guided.online-payment"] = 80,
            },
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task A_database_that_breaks_off_again_and_again_loses_and_doubles_nothing()
    {
        var (country, village) = await VillageAsync();
        var sent = await service.PublishAllAsync(Batches(village, 300));

        await using var connection = new NpgsqlConnection(
            service.Servers.PostgresConnectionString + ";Database=postgres;Pooling=false"
        );
        await connection.OpenAsync();
        await using var breakOff = new NpgsqlCommand(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = $1",
            connection
        )
        {
            Parameters = { new() { Value = new NpgsqlConnectionStringBuilder(service.Database).Database! } },
        };
        for (var times = 0; times < 30; times++)
        {
            await breakOff.ExecuteNonQueryAsync();
            await Task.Delay(100);
        }
        // The tests to come shall find none that are broken.
        NpgsqlConnection.ClearAllPools();

        await EventuallyConsumedAsync(sent);
        await ShouldHaveAsync(country, 300);
    }

    [Fact]
    public async Task A_table_that_is_locked_for_a_while_holds_facts_up_and_no_more()
    {
        var (country, village) = await VillageAsync();
        await using var connection = new NpgsqlConnection(service.Database + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var locking = new NpgsqlCommand("LOCK TABLE unit_days", connection);
        await locking.ExecuteNonQueryAsync();
        var sent = await service.PublishAllAsync(Batches(village, 100));
        // A move waits in the same line.
        var moved = await service.PublishAllAsync([
            (Country.Changed(village.Moved(country.Nation, Day)), Guid.NewGuid()),
        ]);

        await Task.Delay(TimeSpan.FromSeconds(3));
        await transaction.RollbackAsync();

        await service.ConsumedAsync([.. sent, .. moved]);
        await ShouldHaveAsync(country, 100);
    }

    private static IEnumerable<(object, Guid)> Batches(UnitFact village, int count) =>
        Enumerable
            .Range(0, count)
            .Select(_ => ((object)Country.Recorded(Country.Activity(village, Day, 2)), Guid.NewGuid()));

    private async Task<(Country Country, UnitFact Village)> VillageAsync()
    {
        var country = new Country();
        var village = country.Unit(4, country.Nation);
        await service.SendAsync(Country.Changed(country.Nation, village));
        return (country, village);
    }

    /// <summary>Asks through connections that may be among those broken off.</summary>
    private Task EventuallyConsumedAsync(IReadOnlyList<(object, Guid)> sent) =>
        Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    await service.ConsumedAsync(sent);
                    return true;
                }
                catch (Exception exception) when (exception.GetBaseException() is NpgsqlException or IOException)
                {
                    return false;
                }
            },
            TimeSpan.FromMinutes(1)
        );

    private async Task ShouldHaveAsync(Country country, int activities) =>
        (await service.Client(country.Nation.Code).TotalAsync(country.Nation.Code, Day, Day)).ShouldBe(
            new Dictionary<string, long>
            {
                ["activities"] = activities,
                ["people-guided"] = 2 * activities,
                ["people-guided.online-payment"] = 2 * activities,
            },
            ignoreOrder: true
        );
}
