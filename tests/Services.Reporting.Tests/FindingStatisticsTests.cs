using CongNgheSo.Services.Reporting.Findings;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>What is unusual, at its bounds.</summary>
public sealed class FindingStatisticsTests
{
    [Theory]
    // Median 10, deviations 2 1 0 1 90: their median is 1, so that 100 is 0.6745 · 90 away.
    [InlineData(new long[] { 8, 9, 10, 11, 100 }, 60.705)]
    // More than half are equal: the mean of the deviations, 18, stands in.
    [InlineData(new long[] { 10, 10, 10, 10, 100 }, 3.9895)]
    [InlineData(new long[] { 10, 10, 10, 10, 10 }, 0)]
    public void The_modified_z_score_of_the_last(long[] values, double score) =>
        FindingStatistics.Scores(values)[^1].ShouldBe(score, 0.0001);

    [Theory]
    [InlineData(20, 100, true)]
    [InlineData(20, 99, false)]
    [InlineData(100, 20, true)]
    [InlineData(100, 21, false)]
    [InlineData(10, 59, false)]
    [InlineData(0, 1_000, false)]
    [InlineData(60, 0, true)]
    public void Jumps(long before, long now, bool isJump) => FindingStatistics.IsJump(before, now).ShouldBe(isJump);
}
