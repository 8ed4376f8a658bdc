using CongNgheSo.Simulator;

namespace CongNgheSo.Platform.Tests;

/// <summary>What every unit's totals must be, worked out from what was sent and from nothing else.</summary>
internal sealed class ExpectedTotals
{
    private readonly Dictionary<string, SortedDictionary<string, long>> totals = [];

    public IEnumerable<string> Units => totals.Keys;

    /// <summary>Adds an activity to its village and every unit above it.</summary>
    public void Add(ActivityRow activity, IEnumerable<string> path)
    {
        foreach (var unit in path)
        {
            Add(unit, "activities", 1);
            Add(unit, "people-guided", activity.PeopleGuided);
            Add(unit, $"people-guided.{activity.Topic}", activity.PeopleGuided);
            Add(unit, "households", activity.Households);
            foreach (var (code, value) in activity.Outcomes)
                Add(unit, code, value);
        }
    }

    /// <summary>Adds a team and its members to its village and every unit above it.</summary>
    public void Add(TeamRow team, IEnumerable<string> path)
    {
        foreach (var unit in path)
        {
            Add(unit, "teams", 1);
            Add(unit, "members", team.Members.Count);
        }
    }

    /// <summary>The figures of a unit, without zeros.</summary>
    public SortedDictionary<string, long> Of(string unit) => totals.GetValueOrDefault(unit) ?? [];

    private void Add(string unit, string indicator, long value)
    {
        if (value == 0)
            return;
        if (!totals.TryGetValue(unit, out var figures))
            totals.Add(unit, figures = []);
        figures[indicator] = figures.GetValueOrDefault(indicator) + value;
    }
}
