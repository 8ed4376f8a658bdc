namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>Days of a unit that are read one by one.</summary>
internal readonly record struct Cut(int UnitId, DateOnly First, DateOnly Last);

/// <summary>Works out which days have to be read: those of months that a period, or a move of the tree, cuts through.</summary>
internal static class Cuts
{
    public static IReadOnlyList<Cut> Of(
        IReadOnlyList<CoverPart> parts,
        IReadOnlyList<(DateOnly From, DateOnly To)> periods,
        bool stocks
    )
    {
        var months = new HashSet<(int UnitId, DateOnly Month)>();
        var cuts = new List<Cut>();
        var (earliest, latest) = (periods.Min(period => period.From), periods.Max(period => period.To));
        foreach (var part in parts)
            if (!part.HasMonths)
                cuts.Add(new Cut(part.UnitId, stocks ? DateOnly.MinValue : earliest, latest));
            else
                foreach (var period in periods)
                {
                    var (from, to) = KeptTotals.Within(part, period);
                    if (from <= to && from != UnitSeries.First(from))
                        months.Add((part.UnitId, UnitSeries.First(from)));
                    if (from <= to && to != UnitSeries.Last(to))
                        months.Add((part.UnitId, UnitSeries.First(to)));
                    if (stocks && KeptTotals.HoldsOn(part, period.To) && period.To != UnitSeries.Last(period.To))
                        months.Add((part.UnitId, UnitSeries.First(period.To)));
                }
        foreach (var (unitId, month) in months.OrderBy(cut => cut.UnitId).ThenBy(cut => cut.Month))
            if (cuts is [.., { } last] && last.UnitId == unitId && last.Last.AddDays(1) == month)
                cuts[^1] = last with { Last = UnitSeries.Last(month) };
            else
                cuts.Add(new Cut(unitId, month, UnitSeries.Last(month)));
        return [.. cuts.Distinct()];
    }
}
