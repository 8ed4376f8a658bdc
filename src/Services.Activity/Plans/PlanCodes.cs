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

    private readonly IReadOnlySet<string> topics = ActivityCatalogue.TopicCodes;
    private readonly IReadOnlySet<string> outcomes = ActivityCatalogue.OutcomeCodes;

    public bool IsTopic(string code) => topics.Contains(code);

    public bool IsOutcome(string code) => outcomes.Contains(code);

    /// <summary>True for every code that totals can hold.</summary>
    public bool IsIndicator(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Figures.Contains(code)
            || IsOutcome(code)
            || (code.StartsWith(GuidedByTopic, StringComparison.Ordinal) && IsTopic(code[GuidedByTopic.Length..]));
    }
}
