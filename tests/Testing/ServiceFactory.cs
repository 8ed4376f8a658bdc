using System.Net.Http.Headers;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CongNgheSo.Testing;

/// <summary>
/// A service in the test process on the real PostgreSQL, RabbitMQ and Redis, with a database of its own. One a test
/// process: two would share their queues and take each other's events.
/// </summary>
/// <typeparam name="TDb">The service's database, which also names its assembly.</typeparam>
/// <param name="service">The service's name ("training").</param>
public class ServiceFactory<TDb>(string service) : WebApplicationFactory<TDb>
    where TDb : ServiceDbContext
{
    private Infrastructure? servers;
    private string? database;

    /// <summary>The servers that it runs on.</summary>
    public Infrastructure Servers => servers ?? throw new InvalidOperationException("Call StartAsync first.");

    /// <summary>Connection string of its database.</summary>
    public string Database => database ?? throw new InvalidOperationException("Call StartAsync first.");

    /// <summary>Where it keeps files; gone with the servers.</summary>
    public string Files =>
        Path.Combine(Servers.Directory, "files", new NpgsqlConnectionStringBuilder(Database).Database!);

    /// <summary>Starts the servers and the service, with its schema in place and its consumers listening.</summary>
    /// <param name="existing">The database that a service before it left behind; one of its own where absent.</param>
    public async Task StartAsync(string? existing = null)
    {
        servers = await Infrastructure.StartAsync();
        database = existing ?? await servers.CreateDatabaseAsync(service);
        await MigrateAsync();
        using var anonymous = CreateClient();
        await Eventually.TrueAsync(async () =>
            await anonymous.GetStringAsync("/health") is var health
            && health.Contains("\"status\":\"Healthy\"", StringComparison.Ordinal)
        );
    }

    /// <summary>A client with a token for all scopes, or for those named.</summary>
    /// <param name="unit">Code of the unit at the root of what it may touch.</param>
    /// <param name="language">Accept-Language.</param>
    /// <param name="scopes">What its token allows; everything where none is named.</param>
    public HttpClient Client(string unit = UnitPath.Nation, string language = "en", params string[] scopes)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            TestTokens.Create(unit, scopes is [] ? Scopes.All : scopes)
        );
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return client;
    }

    /// <summary>Works on the service's database.</summary>
    public async Task<T> InDatabaseAsync<T>(Func<TDb, Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TDb>());
    }

    /// <summary>Works on the service's database.</summary>
    public Task InDatabaseAsync(Func<TDb, Task> work) =>
        InDatabaseAsync(async db =>
        {
            await work(db);
            return true;
        });

    /// <summary>
    /// Publishes an event to the platform's exchange as another service would, through an outbox, and waits until this
    /// service has consumed it, with every consumer that it has for it.
    /// </summary>
    /// <param name="event">A record from the contracts that this service consumes.</param>
    /// <param name="messageId">The message's identity; a new one where absent.</param>
    public async Task PublishAsync<TEvent>(TEvent @event, Guid? messageId = null)
        where TEvent : class
    {
        var message = OutboxMessage.From(@event, UnitPath.Nation);
        var consumers = ConsumersOf(@event);
        await InDatabaseAsync(async db =>
        {
            var entry = db.Outbox.Add(message);
            if (messageId is not null)
                entry.Property(row => row.MessageId).CurrentValue = messageId.Value;
            await db.SaveChangesAsync();
        });
        await Eventually.TrueAsync(() =>
            InDatabaseAsync(async db =>
                !await db.Outbox.AnyAsync(row => row.MessageId == message.MessageId)
                && await db.Inbox.CountAsync(row => row.MessageId == message.MessageId) == consumers
            )
        );
    }

    /// <summary>How many consumers the service has for an event.</summary>
    protected virtual int ConsumersOf(object @event) => 1;

    /// <summary>Before the service starts, as in earnest.</summary>
    private async Task MigrateAsync()
    {
        var options = new DbContextOptionsBuilder<TDb>().UseNpgsql(Database).Options;
        await using var db = (TDb)Activator.CreateInstance(typeof(TDb), options)!;
        await db.Database.MigrateAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseEnvironment("Production");
        builder.UseSetting($"ConnectionStrings:{service}db", Database);
        builder.UseSetting("ConnectionStrings:messaging", Servers.RabbitMqConnectionString);
        builder.UseSetting("ConnectionStrings:cache", Servers.RedisConnectionString);
        builder.UseSetting("Files:Directory", Files);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.ConfigureServices(services => services.AcceptTestTokens());
    }
}
