using System.Diagnostics;

namespace CongNgheSo.Testing;

/// <summary>Waits for what other threads and processes bring about.</summary>
public static class Until
{
    /// <summary>Asks every 20 ms until the answer is yes; fails after <paramref name="atMost"/> (30 s where absent).</summary>
    public static async Task TrueAsync(Func<Task<bool>> ask, TimeSpan? atMost = null)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var patience = atMost ?? TimeSpan.FromSeconds(30);
        for (var waited = Stopwatch.StartNew(); !await ask(); await Task.Delay(20))
            if (waited.Elapsed > patience)
                throw new TimeoutException($"Still not so after {patience.TotalSeconds} s.");
    }
}
