namespace CongNgheSo.Services.Reporting.Findings;

/// <summary>What of a unit's figures is unusual. Pure arithmetic, so that every bound can be tried.</summary>
public static class FindingStatistics
{
    /// <summary>
    /// A modified z-score above 3.5 marks an outlier: B. Iglewicz and D. Hoaglin, "How to Detect and Handle Outliers", ASQC Basic
    /// References in Quality Control 16, 1993.
    /// </summary>
    public const double MaxScore = 3.5;

    /// <summary>Of how many units there have to be figures before one of them can lie outside. Ours.</summary>
    public const int MinPeers = 8;

    /// <summary>What differs by less is nobody's concern, however even the others are. Ours.</summary>
    public const long MinDifference = 50;

    /// <summary>This many times the month before, or as small a part of it, is a jump. Ours.</summary>
    public const int JumpRatio = 5;

    /// <summary>A unit is silent after this many times its usual pause, and never before the days below. Ours.</summary>
    public const int SilentPauses = 3;

    public const int SilentDays = 30;

    /// <summary>0.6745 makes the median of absolute deviations comparable to a standard deviation (the third quartile of the normal distribution).</summary>
    private const double ToDeviation = 0.6745;

    /// <summary>The same for the mean of absolute deviations, which serves where more than half of the values are equal (the root of 2/π).</summary>
    private const double MeanToDeviation = 0.7979;

    /// <summary>The modified z-score of each value among all; zeros where all are equal.</summary>
    public static double[] Scores(IReadOnlyList<long> values)
    {
        var median = Median([.. values.Select(value => (double)value)]);
        double[] deviations = [.. values.Select(value => Math.Abs(value - median))];
        var (middle, mean) = (Median(deviations), deviations.Average());
        var scale =
            middle > 0 ? ToDeviation / middle
            : mean > 0 ? MeanToDeviation / mean
            : 0;
        return [.. values.Select(value => (value - median) * scale)];
    }

    public static bool IsOutlier(double score, long value, double median) =>
        Math.Abs(score) > MaxScore && Math.Abs(value - median) >= MinDifference;

    public static bool IsJump(long before, long now) =>
        before > 0
        && Math.Abs(now - before) >= MinDifference
        && (now >= before * JumpRatio || now * JumpRatio <= before);

    /// <param name="days">Days since the last activity.</param>
    /// <param name="usualPause">The median of the days between two days with activities.</param>
    public static bool IsSilent(int days, double usualPause) => days > Math.Max(SilentDays, SilentPauses * usualPause);

    public static double Median(double[] values)
    {
        Array.Sort(values);
        var half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
