using System.Diagnostics;

namespace CongNgheSo.Testing;

/// <summary>Waits for what other threads and processes bring about, and fails with what was seen where it never comes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks every 20 ms until the answer is yes; fails after <paramref name="within"/> (30 s where absent).</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan? within = null, Func<string>? seen = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var patience = within ?? Patience;
        for (var waited = Stopwatch.StartNew(); !await condition(); await Task.Delay(20))
            if (waited.Elapsed > patience)
                throw new TimeoutException($"Still not so after {patience.TotalSeconds} s.\n{seen?.Invoke()}");
    }

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}},TimeSpan?,Func{string}?)"/>
    public static Task TrueAsync(Func<bool> condition, TimeSpan? within = null, Func<string>? seen = null) =>
        TrueAsync(() => Task.FromResult(condition()), within, seen);
}
