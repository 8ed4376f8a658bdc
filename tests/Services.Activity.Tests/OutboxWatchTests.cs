using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>Events that do not go out are told of.</summary>
public sealed class OutboxWatchTests(ActivityService service)
{
    [Fact]
    public async Task Events_that_wait_too_long_are_told_of_once_until_they_have_gone()
    {
        var told = new Told();
        await using var outbox = NpgsqlDataSource.Create(await NewDatabaseAsync());
        using var watch = Watch(outbox, told);

        await watch.LookAsync(default);
        await InsertAsync(outbox, rows: 1, "2 minutes");
        await watch.LookAsync(default);
        await watch.LookAsync(default);
        told.Lines.ShouldHaveSingleItem()
            .ShouldStartWith("Warning Events gather in the outbox: 1 wait, the oldest for 12");
        Gauges().ShouldContain(reading => reading.Name == "congngheso.outbox.waiting" && reading.Value == 1);
        Gauges().ShouldContain(reading => reading.Name == "congngheso.outbox.oldest_age" && reading.Value >= 120);
        await DeleteAsync(outbox);
        // Something new waits again, but not for long: that is what the outbox is for.
        await InsertAsync(outbox, rows: 1, "1 second");
        await watch.LookAsync(default);
        await watch.LookAsync(default);
        told.Lines.Count.ShouldBe(2);
        told.Lines[1].ShouldBe("Information The outbox has drained: 1 events wait");
    }

    [Fact]
    public async Task Many_events_are_an_alarm_however_young_and_it_ends_well_below_what_began_it()
    {
        var told = new Told();
        await using var outbox = NpgsqlDataSource.Create(await NewDatabaseAsync());
        using var watch = Watch(outbox, told);

        await InsertAsync(outbox, rows: 10_000, "0 seconds");
        await watch.LookAsync(default);
        told.Lines.ShouldBeEmpty();
        await InsertAsync(outbox, rows: 1, "0 seconds");
        await watch.LookAsync(default);
        told.Lines.ShouldHaveSingleItem().ShouldStartWith("Warning Events gather in the outbox: 10001 wait");
        await DeleteAsync(outbox, leave: 1_001);
        await watch.LookAsync(default);
        told.Lines.Count.ShouldBe(1);
        await DeleteAsync(outbox);
        await watch.LookAsync(default);
        told.Lines[1].ShouldBe("Information The outbox has drained: 0 events wait");
    }

    [Fact]
    public async Task Health_is_degraded_while_events_do_not_go_out()
    {
        await using var database = NpgsqlDataSource.Create(service.Database);
        // Whoever holds this lock dispatches: while the test does, nothing goes out.
        await using (var blocking = await database.OpenConnectionAsync())
        {
            await using var take = new NpgsqlCommand("SELECT pg_advisory_lock(x'6f7574626f78'::bigint)", blocking);
            await take.ExecuteNonQueryAsync();
            await InsertAsync(database, rows: 1, "2 minutes");
            await HealthShouldBecomeAsync("Degraded");
            await DeleteAsync(database);
            await using var release = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", blocking);
            await release.ExecuteNonQueryAsync();
        }
        await HealthShouldBecomeAsync("Healthy");
    }

    private static OutboxWatch Watch(NpgsqlDataSource outbox, Told told) =>
        new(outbox, new ConfigurationBuilder().Build(), TimeProvider.System, told);

    private async Task<string> NewDatabaseAsync()
    {
        var database = await service.Servers.CreateDatabaseAsync("outbox");
        var options = new DbContextOptionsBuilder<ActivityDbContext>().UseNpgsql(database).Options;
        await using var db = new ActivityDbContext(options);
        await db.Database.MigrateAsync();
        return database;
    }

    private static Task InsertAsync(NpgsqlDataSource database, int rows, string ago) =>
        ExecuteAsync(
            database,
            $"""
            INSERT INTO outbox_messages (message_id, event_name, routing_key, body, created_at)
            SELECT gen_random_uuid(), 'test', 'test', '', now() - interval '{ago}' FROM generate_series(1, {rows})
            """
        );

    private static Task DeleteAsync(NpgsqlDataSource database, int leave = 0) =>
        ExecuteAsync(
            database,
            $"""
            DELETE FROM outbox_messages WHERE event_name = 'test' AND position NOT IN
                (SELECT position FROM outbox_messages WHERE event_name = 'test' ORDER BY position LIMIT {leave})
            """
        );

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static List<(string Name, double Value)> Gauges()
    {
        var readings = new List<(string, double)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name.StartsWith("congngheso.outbox.", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => readings.Add((instrument.Name, value)));
        listener.SetMeasurementEventCallback<double>(
            (instrument, value, _, _) => readings.Add((instrument.Name, value))
        );
        listener.Start();
        listener.RecordObservableInstruments();
        return readings;
    }

    private async Task HealthShouldBecomeAsync(string status)
    {
        using var http = service.CreateClient();
        string? seen = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var health = JsonNode.Parse(await http.GetStringAsync("/health"))!;
                seen = health.ToJsonString();
                return (string?)health["checks"]!["outbox"] == status;
            },
            seen: () => seen!
        );
    }

    private sealed class Told : ILogger<OutboxWatch>
    {
        public List<string> Lines { get; } = [];

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Add($"{logLevel} {formatter(state, exception)}");

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
