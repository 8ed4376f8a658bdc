using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CongNgheSo.Services.Registry.Tests;

/// <summary>What the database refuses is no error where it is answered for; where nobody expected it, it is logged, once.</summary>
public sealed class DatabaseLogTests(RegistryService service)
{
    [Fact]
    public async Task Refusals_that_are_answered_for_are_not_logged()
    {
        using var logs = Listen();
        var client = service.Client();
        var policy = new JsonObject
        {
            ["unitCode"] = service.Commune(),
            ["validFrom"] = "2022-01-01",
            ["maxMembers"] = 5,
            ["enforcement"] = "report",
            ["documentNumber"] = "793/BTTTT",
        };
        var recorded = await (await client.PostAsJsonAsync("/v1/composition-policies", policy)).ShouldBeJsonAsync(201);
        // An exclusion that is violated, and versions that were overtaken.
        await (await client.PostAsJsonAsync("/v1/composition-policies", policy)).ShouldBeJsonAsync(409);
        policy.Remove("unitCode");
        var changes = await Task.WhenAll(
            Enumerable.Range(6, 12).Select(most => ChangeAsync(most, policy.DeepClone().AsObject()))
        );
        changes.Count(status => status == 200).ShouldBe(1);
        changes.Count(status => status == 412).ShouldBe(11);

        logs.Entries.Where(entry =>
                entry.Category.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();

        async Task<int> ChangeAsync(int most, JsonObject content)
        {
            content["maxMembers"] = most;
            var path = $"/v1/composition-policies/{(Guid)recorded["id"]!}";
            return (int)(await service.Client().PutAsync(path, content, "\"1\"")).StatusCode;
        }
    }

    [Fact]
    public async Task A_failure_that_nobody_expected_is_logged_once_with_its_exception()
    {
        const string constraint = "ck_only_for_this_test";
        await service.InDatabaseAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                $"ALTER TABLE channels ADD CONSTRAINT {constraint} CHECK (name <> 'Không ai ngờ') NOT VALID"
            )
        );
        using var logs = Listen();
        var channel = new
        {
            kind = "website",
            name = "Không ai ngờ",
            link = "https://hagiang.gov.vn/",
            unitCode = service.Commune(),
        };

        await (await service.Client().PostAsJsonAsync("/v1/channels", channel)).ShouldBeJsonAsync(500);

        var entry = logs
            .Entries.Where(entry => entry.Exception?.ToString().Contains(constraint, StringComparison.Ordinal) == true)
            .ShouldHaveSingleItem();
        entry.Level.ShouldBe(LogLevel.Error);
        entry.Exception.ShouldBeOfType<DbUpdateException>();
    }

    private Listener Listen()
    {
        var listener = new Listener();
        service.Services.GetRequiredService<ILoggerFactory>().AddProvider(listener);
        return listener;
    }

    private sealed record Entry(string Category, LogLevel Level, Exception? Exception);

    /// <summary>Hears what the service logs from now on, as far as its levels let it through.</summary>
    private sealed class Listener : ILoggerProvider
    {
        private readonly ConcurrentQueue<Entry> entries = [];
        private volatile bool ended;

        public IReadOnlyCollection<Entry> Entries => entries;

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

        public void Dispose() => ended = true;

        private sealed class Logger(string category, Listener listener) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => !listener.ended;

            public void Log<TState>(
                LogLevel logLevel,
                EventId eventId,
                TState state,
                Exception? exception,
                Func<TState, Exception?, string> formatter
            ) => listener.entries.Enqueue(new Entry(category, logLevel, exception));
        }
    }
}
