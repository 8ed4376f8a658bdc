using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.ActivityReviews;

/// <summary>A figure of an activity that is beyond the usual. It counts; somebody should look at it.</summary>
/// <param name="Field">The field that says it ("outcomes.e-wallets").</param>
/// <param name="Indicator">Code of the indicator to which it counts.</param>
/// <param name="Value">What was recorded.</param>
/// <param name="Bound">The most that is usual, when it was recorded.</param>
public sealed record ActivityFlag(string Field, string Indicator, long Value, long Bound);

/// <summary>A figure of an activity that is beyond the usual. It counts; somebody should look at it.</summary>
/// <param name="Field">The field that says it ("outcomes.e-wallets").</param>
/// <param name="Indicator">Code of the indicator to which it counts.</param>
/// <param name="Value">What was recorded.</param>
/// <param name="Bound">The most that was usual when it was recorded.</param>
/// <param name="Text">The same in the reader's language.</param>
public sealed record ActivityFlagResponse(string Field, string Indicator, long Value, long Bound, string Text)
{
    internal static ActivityFlagResponse Of(ActivityFlag flag) =>
        new(
            flag.Field,
            flag.Indicator,
            flag.Value,
            flag.Bound,
            BilingualError.WantsEnglish
                ? $"{flag.Value} is more than usual ({flag.Bound} at most); it counts, and waits for review."
                : $"{flag.Value} cao hơn mức thường gặp (tối đa {flag.Bound}); vẫn được tính và chờ rà soát."
        );
}
