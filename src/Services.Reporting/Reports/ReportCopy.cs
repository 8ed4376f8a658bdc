namespace CongNgheSo.Services.Reporting.Reports;

/// <summary>A figure that a unit reports instead of the one that was counted.</summary>
/// <param name="Value">What it reports.</param>
/// <param name="Reason">Why it differs.</param>
public sealed record ManualFigure(long Value, string Reason);

/// <summary>What a unit writes itself.</summary>
/// <param name="Sections">Text by section code.</param>
/// <param name="Manual">Figures of its own by indicator code.</param>
public sealed record ReportBody(
    SortedDictionary<string, string> Sections,
    SortedDictionary<string, ManualFigure> Manual
)
{
    public static ReportBody Empty { get; } = new([], []);
}

/// <summary>A unit that did not report.</summary>
/// <param name="Code">Its code in the period.</param>
/// <param name="FullName">Name with the type.</param>
public sealed record MissingUnit(string Code, string FullName);

/// <summary>What a unit that submits to this one had reported.</summary>
/// <param name="Code">Its code in the period.</param>
/// <param name="FullName">Name with the type.</param>
/// <param name="Figures">What it reported, by indicator code; what is not there is 0.</param>
public sealed record ReportedUnit(string Code, string FullName, SortedDictionary<string, long> Figures);

/// <summary>How plan and actual stood to each other on the last day of the period.</summary>
/// <param name="Indicator">Code of the indicator.</param>
/// <param name="From">First day of the plan's period.</param>
/// <param name="To">Last day of the plan's period.</param>
/// <param name="Target">The number to reach.</param>
/// <param name="Actual">What had been counted since the first day.</param>
/// <param name="Percent">Actual in per cent of the target, with one decimal; null where that is 0.</param>
public sealed record PlannedFigure(
    string Indicator,
    DateOnly From,
    DateOnly To,
    long Target,
    long Actual,
    decimal? Percent
);

/// <summary>What was submitted: a copy that no later activity changes.</summary>
/// <param name="Counted">What had been counted, by indicator code.</param>
/// <param name="Body">What the unit wrote itself.</param>
/// <param name="Missing">The units directly below that had not reported.</param>
/// <param name="Before">What the unit had reported on the period before; null where nothing.</param>
/// <param name="Units">What the units directly below had reported.</param>
/// <param name="Plan">The targets that held on the last day of the period.</param>
public sealed record ReportCopy(
    SortedDictionary<string, long> Counted,
    ReportBody Body,
    MissingUnit[] Missing,
    SortedDictionary<string, long>? Before = null,
    ReportedUnit[]? Units = null,
    PlannedFigure[]? Plan = null
)
{
    /// <summary>What is reported of an indicator.</summary>
    public long Reported(string code) =>
        Body.Manual.TryGetValue(code, out var manual) ? manual.Value : Counted.GetValueOrDefault(code);
}
