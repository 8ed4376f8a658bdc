using CongNgheSo.Contracts;
using CongNgheSo.Services.Activity.Topics;

namespace CongNgheSo.Services.Activity.Plans;

/// <summary>What plans can be about and targets can count: the catalogue's codes, and those of the totals.</summary>
public sealed class PlanCodes
{
    private const string GuidedByTopic = $"{IndicatorCodes.PeopleGuided}.";

    private static readonly string[] Figures =
    [
        IndicatorCodes.Activities,
        IndicatorCodes.PeopleGuided,
        IndicatorCodes.Households,
        IndicatorCodes.Attendances,
        .. IndicatorCodes.Stocks,
    ];

#pragma warning disable CA1822 // A service: where the codes come from is its own affair.
    public bool IsTopic(string code) => ActivityCatalogue.TopicCodes.Contains(code);

    public bool IsOutcome(string code) => ActivityCatalogue.OutcomeCodes.Contains(code);
#pragma warning restore CA1822

    /// <summary>True for every code that totals can hold.</summary>
    public bool IsIndicator(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Figures.Contains(code)
            || IsOutcome(code)
            || (code.StartsWith(GuidedByTopic, StringComparison.Ordinal) && IsTopic(code[GuidedByTopic.Length..]));
    }
}
