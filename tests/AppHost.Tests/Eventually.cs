using System.Diagnostics;

namespace CongNgheSo.AppHost.Tests;

/// <summary>Waits for what takes a moment, and fails with what was seen where it never comes.</summary>
public static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, TimeSpan within, Func<string> seen)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            (waited.Elapsed < within).ShouldBeTrue($"Still not so after {within.TotalSeconds} s:\n{seen()}");
            await Task.Delay(100);
        }
    }
}
