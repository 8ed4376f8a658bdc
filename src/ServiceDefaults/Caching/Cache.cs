using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using CongNgheSo.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace CongNgheSo.ServiceDefaults.Caching;

/// <summary>
/// What replicas share and may lose, in Redis. With Redis away every call answers at once as if nothing were there, and
/// the <c>congngheso.cache.failures</c> counter and the health check say so.
/// </summary>
public sealed class Cache : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private static readonly Counter<long> Failures = Tracing.Meter.CreateCounter<long>(
        "congngheso.cache.failures",
        "{call}",
        "Calls to Redis that failed or were skipped while it was away"
    );

    private readonly string? connectionString;
    private readonly ILogger<Cache> logger;
    private readonly SemaphoreSlim connecting = new(1);
    private ConnectionMultiplexer? redis;
    private long awayUntil;

    public Cache(IConfiguration configuration, ILogger<Cache> logger)
    {
        connectionString = configuration.GetConnectionString("cache");
        this.logger = logger;
    }

    /// <summary>The cached value, or what <paramref name="read"/> gives, kept for <paramref name="keep"/>.</summary>
    public async Task<T> GetOrReadAsync<T>(string key, TimeSpan keep, Func<Task<T>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var cached = await TryAsync("GET", async database => (byte[]?)await database.StringGetAsync(key));
        if (cached is not null)
            return JsonSerializer.Deserialize<T>(cached)!;
        var value = await read();
        await TryAsync(
            "SET",
            database => database.StringSetAsync(key, JsonSerializer.SerializeToUtf8Bytes(value), keep)
        );
        return value;
    }

    /// <summary>Forgets <paramref name="key"/>.</summary>
    public Task RemoveAsync(string key) => TryAsync("DEL", database => database.KeyDeleteAsync(key));

    /// <summary>Runs <paramref name="call"/> in a span; default where Redis is away or too slow.</summary>
    /// <param name="name">The command, the name of the span.</param>
    /// <param name="call">What to ask of the database.</param>
    public async Task<T?> TryAsync<T>(string name, Func<IDatabase, Task<T>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (Environment.TickCount64 < Interlocked.Read(ref awayUntil))
        {
            Failures.Add(1);
            return default;
        }
        using var span = Tracing.Source.StartActivity(name, ActivityKind.Client);
        span?.SetTag("db.system.name", "redis");
        try
        {
            // Connecting counts too: whoever comes first does not wait longer than the others.
            return await AskAsync(call).WaitAsync(Patience);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            Interlocked.Exchange(ref awayUntil, Environment.TickCount64 + (long)RetryAfter.TotalMilliseconds);
            Failures.Add(1);
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            logger.LogWarning("Redis is away; going on without it ({Reason})", exception.GetType().Name);
            return default;
        }
    }

    /// <summary>True while Redis answers.</summary>
    public Task<bool> IsThereAsync() => TryAsync("PING", async database => await database.PingAsync() >= TimeSpan.Zero);

    public void Dispose()
    {
        redis?.Dispose();
        connecting.Dispose();
    }

    private async Task<T?> AskAsync<T>(Func<IDatabase, Task<T>> call) =>
        await DatabaseAsync() is { } database ? await call(database) : default;

    private async Task<IDatabase?> DatabaseAsync()
    {
        if (redis is not null || connectionString is null)
            return redis?.GetDatabase();
        await connecting.WaitAsync();
        try
        {
            var options = ConfigurationOptions.Parse(connectionString);
            options.AbortOnConnectFail = false;
            options.ConnectTimeout = 1000;
            options.SyncTimeout = 1000;
            redis ??= await ConnectionMultiplexer.ConnectAsync(options);
            return redis.GetDatabase();
        }
        finally
        {
            connecting.Release();
        }
    }
}
