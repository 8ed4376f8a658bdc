using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Reporting.PlanProgress;

/// <summary>How plan and actual stand to each other on a day.</summary>
/// <param name="Goal">The number to reach, not rounded; null where there is no target, or what it is a share of is missing.</param>
/// <param name="Expected">What should be reached by the day, not rounded.</param>
/// <param name="State">"ahead", "on-plan", "behind", "no-target" or "unknown".</param>
/// <param name="Pace">Actual by expected: below 1 is behind; null where there is no goal.</param>
public sealed record PlanComparison(decimal? Goal, decimal? Expected, string State, decimal? Pace)
{
    public const string Ahead = "ahead";
    public const string OnPlan = "on-plan";
    public const string Behind = "behind";
    public const string NoTarget = "no-target";
    public const string Unknown = "unknown";

    private const decimal HundredthsOfAPerCent = 10_000;

    /// <summary>Compares plan and actual.</summary>
    /// <param name="measure">What is measured.</param>
    /// <param name="value">The target's value; null where there is none.</param>
    /// <param name="actual">What is counted so far.</param>
    /// <param name="start">Of a stock, what there was on the eve of the period; 0 of a flow.</param>
    /// <param name="base">Of a share, what it is one of; null where that is missing.</param>
    /// <param name="on">The day, within the period.</param>
    public static PlanComparison Of(Measure measure, long? value, long actual, long start, long? @base, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (value is null)
            return new PlanComparison(null, null, NoTarget, null);
        if (measure.IsShare && @base is null or 0)
            return new PlanComparison(null, null, Unknown, null);
        var goal = measure.IsShare ? value.Value * @base!.Value / HundredthsOfAPerCent : value.Value;
        var days = (decimal)(measure.LastDay.DayNumber - measure.FirstDay.DayNumber + 1);
        var passed = on.DayNumber - measure.FirstDay.DayNumber + 1;
        // A share of what was done is the same on every day; all else grows from where it stood, in proportion to time.
        var expected = measure.Denominator is not null ? goal : start + ((goal - start) * passed / days);
        // Compared without the division, which may not come out even.
        var ahead = measure.Denominator is not null
            ? actual - goal
            : ((actual - start) * days) - ((goal - start) * passed);
        var state =
            ahead > 0 ? Ahead
            : ahead == 0 ? OnPlan
            : Behind;
        return new PlanComparison(goal, expected, state, expected > 0 ? actual / expected : 1);
    }

    /// <summary>A part of a whole in per cent, with one decimal, halves away from zero; null of nothing.</summary>
    public static decimal? PerCent(decimal part, decimal? whole) =>
        whole is null or 0 ? null : Rounded(part * 100 / whole.Value);

    /// <summary>One decimal, halves away from zero.</summary>
    public static decimal Rounded(decimal number) => Math.Round(number, 1, MidpointRounding.AwayFromZero);

    /// <summary>What an official reads.</summary>
    public static string NameOf(string state) =>
        (state, BilingualError.WantsEnglish) switch
        {
            (Ahead, false) => "Vượt tiến độ",
            (OnPlan, false) => "Đúng tiến độ",
            (Behind, false) => "Chậm tiến độ",
            (NoTarget, false) => "Chưa giao chỉ tiêu",
            (Unknown, false) => "Thiếu số liệu để tính",
            (Ahead, _) => "Ahead of plan",
            (OnPlan, _) => "On plan",
            (Behind, _) => "Behind plan",
            (NoTarget, _) => "No target",
            _ => "Figures are missing",
        };
}
