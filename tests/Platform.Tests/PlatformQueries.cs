using System.Diagnostics;
using CongNgheSo.Simulator;

namespace CongNgheSo.Platform.Tests;

internal sealed record Rollup(SortedDictionary<string, long> Total);

internal sealed record Overview(long Teams, long Members, long Activities, long Provinces, long Communes);

internal sealed record UnitAnswer(string Code, string FullName, int Level, string Path);

/// <summary>Questions that several tests ask of the platform.</summary>
internal static class PlatformQueries
{
    public static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));

    /// <summary>Everything since 2020 that the platform has counted for a unit.</summary>
    public static async Task<SortedDictionary<string, long>> TotalsAsync(this GatewayClient client, string unit) =>
        (
            await client.GetAsync<Rollup>(
                $"/v1/rollups/{unit}?from=2020-01-01&to={Today:yyyy-MM-dd}",
                TestContext.Current.CancellationToken
            )
        ).Total;

    /// <summary>Waits until a unit's totals are as expected; fails with the difference where they never are.</summary>
    public static async Task ShouldReachAsync(
        this GatewayClient client,
        string unit,
        SortedDictionary<string, long> expected,
        TimeSpan within
    )
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var actual = await client.TotalsAsync(unit);
            if (waited.Elapsed > within || actual.SequenceEqual(expected))
            {
                Describe(actual).ShouldBe(Describe(expected), $"totals of {unit}");
                return;
            }
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until a unit has this much of a stock: what was registered has arrived in the totals.</summary>
    public static Task ShouldReachStockAsync(this GatewayClient client, string unit, string indicator, long value) =>
        UntilAsync(async () =>
        {
            var totals = await FieldWork.EventuallyAsync(() => client.TotalsAsync(unit));
            return totals.GetValueOrDefault(indicator) == value;
        });

    /// <summary>Asks until the answer is yes; fails after half a minute.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var waited = Stopwatch.StartNew(); !await condition(); )
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(30))
                throw new TimeoutException("Still not so after half a minute.");
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    private static string Describe(SortedDictionary<string, long> figures) => string.Join(", ", figures);
}
