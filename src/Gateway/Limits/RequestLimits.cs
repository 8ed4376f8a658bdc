using System.Collections.Concurrent;
using CongNgheSo.ServiceDefaults.Caching;

namespace CongNgheSo.Gateway.Limits;

/// <summary>What is left of a budget.</summary>
/// <param name="PerMinute">The whole budget of the minute.</param>
/// <param name="Remaining">Requests left, as far as this replica knows.</param>
/// <param name="ResetSeconds">Seconds until the next minute's budget.</param>
public sealed record LimitState(int PerMinute, long Remaining, int ResetSeconds);

/// <summary>
/// Budgets for each minute, shared by all replicas through Redis. A replica takes a twentieth of a budget at a time and
/// spends it alone, so Redis hears of a client some twenty times a minute, not at every request. With Redis away each
/// replica counts for itself.
/// </summary>
public sealed class RequestLimits(Cache cache, TimeProvider clock)
{
    private const int Window = 60;
    private const int LeasesPerWindow = 20;
    private const int MostBudgets = 100_000;

    private Minute current = new(0);

    /// <summary>Spends one request of a budget and notes what is left for the answer's headers; false when spent.</summary>
    public async ValueTask<bool> AllowAsync(HttpContext http, string budget, int perMinute)
    {
        ArgumentNullException.ThrowIfNull(http);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var minute = MinuteAt(now / Window);
        var share =
            minute.Shares.TryGetValue(budget, out var known) ? known
            : minute.Shares.Count < MostBudgets ? minute.Shares.GetOrAdd(budget, name => new Share(name))
            : minute.Others;
        var allowed = share.TrySpend() || await LeaseAndSpendAsync(share, minute.Number, perMinute);
        http.Features.Set(new LimitState(perMinute, share.Remaining(perMinute), (int)(Window - (now % Window))));
        return allowed;
    }

    private Minute MinuteAt(long number)
    {
        var minute = Volatile.Read(ref current);
        if (minute.Number == number)
            return minute;
        var next = new Minute(number);
        return Interlocked.CompareExchange(ref current, next, minute) == minute ? next : Volatile.Read(ref current);
    }

    private async Task<bool> LeaseAndSpendAsync(Share share, long minute, int perMinute)
    {
        await share.Leasing.WaitAsync();
        try
        {
            while (!share.TrySpend())
            {
                if (share.Taken >= perMinute)
                    return false;
                var lease = Math.Max(1, perMinute / LeasesPerWindow);
                var before = share.Taken;
                var taken = await TakeAsync($"limit:{share.Name}:{minute}", lease) ?? before + lease;
                share.Receive(Math.Min(lease, perMinute - (taken - lease)), taken);
            }
            return true;
        }
        finally
        {
            share.Leasing.Release();
        }
    }

    /// <summary>What all replicas together have taken, this lease included; null with Redis away.</summary>
    private Task<long?> TakeAsync(string key, int lease) =>
        cache.TryAsync<long?>(
            "INCRBY",
            async redis =>
            {
                var taken = await redis.StringIncrementAsync(key, lease);
                if (taken == lease)
                    await redis.KeyExpireAsync(key, TimeSpan.FromSeconds(2 * Window));
                return taken;
            }
        );

    private sealed class Minute(long number)
    {
        public long Number => number;

        public ConcurrentDictionary<string, Share> Shares { get; } = new();

        /// <summary>One budget for whoever comes when there is no room for more.</summary>
        public Share Others { get; } = new("others");
    }

    /// <summary>This replica's part of a budget.</summary>
    private sealed class Share(string name)
    {
        private long left;

        public string Name => name;

        public SemaphoreSlim Leasing { get; } = new(1);

        /// <summary>What all replicas together had taken when this one took last.</summary>
        public long Taken { get; private set; }

        public bool TrySpend() => Interlocked.Read(ref left) > 0 && Interlocked.Decrement(ref left) >= 0;

        public void Receive(long granted, long taken)
        {
            Taken = taken;
            Interlocked.Exchange(ref left, Math.Max(0, granted));
        }

        public long Remaining(int perMinute) =>
            Math.Max(0, perMinute - Taken) + Math.Max(0, Interlocked.Read(ref left));
    }
}
