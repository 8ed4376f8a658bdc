using CongNgheSo.ServiceDefaults.Bulk;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>A part's share of a target.</summary>
/// <param name="Part">Whose it is.</param>
/// <param name="Value">The share.</param>
/// <param name="ByHand">True where somebody set it.</param>
/// <param name="Weight">What it was measured by; null where nothing measured it.</param>
public sealed record SplitShare(SplitPart Part, long Value, bool ByHand, long? Weight);

/// <summary>
/// Splits a target into the parts right below its unit, and each of these further down to the lowest level asked for. What
/// was set by hand stays; the rest is shared out so that the parts of every whole add up to it exactly.
/// </summary>
/// <param name="parts">All parts of all levels.</param>
/// <param name="byHand">The values that are set by hand, by part.</param>
/// <param name="weights">What the others are measured by, by part; null where they get nothing.</param>
/// <param name="isShare">True for a share, which every part gets alike.</param>
public sealed class TargetSplit(
    IReadOnlyList<SplitPart> parts,
    IReadOnlyDictionary<SplitPart, long> byHand,
    IReadOnlyDictionary<SplitPart, long>? weights,
    bool isShare
)
{
    private readonly ILookup<int, SplitPart> below = parts.ToLookup(part => part.ParentId);

    /// <summary>The shares, each whole before its own parts.</summary>
    public List<SplitShare> Shares { get; } = [];

    /// <summary>Splits the value of a unit.</summary>
    /// <param name="unitId">Surrogate id of the unit.</param>
    /// <param name="name">What texts call it.</param>
    /// <param name="value">The value.</param>
    /// <returns>Why it cannot be split; null where it was.</returns>
    public Refusal? Split(int unitId, string name, long value)
    {
        SplitPart[] here = [.. below[unitId]];
        var values = isShare ? Alike(here, value) : [];
        if (!isShare && Judge(here, name, value, out values) is { } refusal)
            return refusal;
        for (var index = 0; index < here.Length; index++)
        {
            var part = here[index];
            var isHand = byHand.ContainsKey(part);
            Shares.Add(new SplitShare(part, values[index], isHand, isHand ? null : weights?[part]));
            if (
                part.TeamId is null
                && below.Contains(part.UnitId)
                && Split(part.UnitId, part.Name, values[index]) is { } deeper
            )
                return deeper;
        }
        return null;
    }

    private long[] Alike(SplitPart[] here, long value) =>
        Array.ConvertAll(here, part => byHand.GetValueOrDefault(part, value));

    private Refusal? Judge(SplitPart[] here, string name, long value, out long[] values)
    {
        values = Array.ConvertAll(here, part => byHand.GetValueOrDefault(part));
        var set = values.Sum();
        if (set > value)
            return new Refusal(TargetProblems.HandExceeds, "hand", name, set, value);
        int[] free = [.. Enumerable.Range(0, here.Length).Where(index => !byHand.ContainsKey(here[index]))];
        if (set < value && (free.Length == 0 || weights is null))
            return new Refusal(TargetProblems.HandShort, "hand", name, set, value);
        if (set == value)
            return null;
        var measured = Array.ConvertAll(free, index => weights![here[index]]);
        if (measured.All(weight => weight == 0))
            return new Refusal(TargetProblems.WeightsZero, "by", name);
        var shares = Apportionment.Share(value - set, measured);
        for (var index = 0; index < free.Length; index++)
            values[free[index]] = shares[index];
        return null;
    }
}
