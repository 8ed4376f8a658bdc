using CongNgheSo.Services.Reporting.Facts;
using Npgsql;

namespace CongNgheSo.Services.Reporting.Rollups;

/// <summary>A unit whose figures are asked for.</summary>
/// <param name="Id">Surrogate id.</param>
/// <param name="Level">0 nation, 1 province, 2 district, 3 commune, 4 village.</param>
internal readonly record struct RollupUnitKey(int Id, int Level);

/// <summary>
/// Reads totals. Everything that an answer is made of is read in one statement, so that it is as of one moment: what a
/// transaction writes is in all of it or in none. Whole months are one row each, days are read where a month is cut.
/// </summary>
public sealed class KeptTotals(NpgsqlDataSource database, TodayCovers covers)
{
    private const string Statement = """
        SELECT unit_id, true, month AS first, figures, 0::bigint FROM unit_months
        WHERE unit_id = ANY($1) AND month BETWEEN $2 AND $3
        UNION ALL
        SELECT unit_id, false, day, figures, 0 FROM unnest($4, $5, $6) AS cut (unit_id, first, last)
        JOIN unit_days USING (unit_id) WHERE day BETWEEN cut.first AND cut.last
        UNION ALL
        SELECT 0, false, NULL, NULL, tree_generation FROM rollup_lock
        ORDER BY 1, 2, 3
        """;

    /// <summary>For each unit, in their order, a sum for each period: flows over its days, stocks as at the end of its last.</summary>
    /// <param name="units">The units.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="isWanted">Which indicators are summed.</param>
    /// <param name="hasStocks">True where a stock is among them: then all days before are read, too.</param>
    /// <param name="boundariesOn">
    /// The day of the tree whose boundaries count for all days; null for those of each day.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<IReadOnlyList<IReadOnlyList<Figures>>> SumAsync(
        IReadOnlyList<RollupUnitKey> units,
        IReadOnlyList<(DateOnly From, DateOnly To)> periods,
        Func<string, bool> isWanted,
        bool hasStocks,
        DateOnly? boundariesOn,
        CancellationToken cancellationToken
    )
    {
        if (units.Count == 0 || periods.Count == 0)
            return [.. units.Select(_ => Array.Empty<Figures>())];
        for (var newerThan = -1L; ; )
        {
            var asked = new List<Cover>(units.Count);
            foreach (var unit in units)
                asked.Add(
                    boundariesOn is { } day
                        ? await covers.OfAsync(unit.Id, unit.Level, day, newerThan, cancellationToken)
                        : Cover.AsWas(unit.Id, unit.Level)
                );
            var (series, generation) = await ReadAsync(asked, periods, isWanted, hasStocks, cancellationToken);
            // Totals move when the tree does: a cover of another tree would count some twice.
            if (asked.TrueForAll(cover => cover.Generation is null || cover.Generation == generation))
                return [.. asked.Select(cover => periods.Select(period => Sum(cover, series, period)).ToArray())];
            newerThan = generation - 1;
        }
    }

    private static Figures Sum(Cover cover, Dictionary<int, UnitSeries> series, (DateOnly From, DateOnly To) period)
    {
        var sum = new Figures();
        foreach (var part in cover.Parts)
        {
            if (!series.TryGetValue(part.UnitId, out var unit))
                continue;
            var (from, to) = Within(part, period);
            if (from <= to)
                unit.AddFlows(sum, from, to, part.Sign, part.HasMonths);
            if (HoldsOn(part, period.To))
                unit.AddStocks(sum, period.To, part.Sign, part.HasMonths);
        }
        return sum.WithoutZeros();
    }

    private async Task<(Dictionary<int, UnitSeries>, long Generation)> ReadAsync(
        List<Cover> asked,
        IReadOnlyList<(DateOnly From, DateOnly To)> periods,
        Func<string, bool> isWanted,
        bool hasStocks,
        CancellationToken cancellationToken
    )
    {
        var (earliest, latest) = (periods.Min(period => period.From), periods.Max(period => period.To));
        CoverPart[] parts = [.. asked.SelectMany(cover => cover.Parts).Distinct()];
        var cuts = Cuts.Of(parts, periods, hasStocks);
        await using var command = database.CreateCommand(Statement);
        command.Parameters.Add(
            new() { Value = parts.Where(part => part.HasMonths).Select(part => part.UnitId).Distinct().ToArray() }
        );
        // Stocks stand on everything before.
        command.Parameters.Add(new() { Value = hasStocks ? DateOnly.MinValue : UnitSeries.First(earliest) });
        command.Parameters.Add(new() { Value = latest });
        command.Parameters.Add(new() { Value = cuts.Select(cut => cut.UnitId).ToArray() });
        command.Parameters.Add(new() { Value = cuts.Select(cut => cut.First).ToArray() });
        command.Parameters.Add(new() { Value = cuts.Select(cut => cut.Last).ToArray() });
        var series = new Dictionary<int, UnitSeries>();
        var generation = 0L;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.IsDBNull(2))
            {
                generation = reader.GetInt64(4);
                continue;
            }
            if (!series.TryGetValue(reader.GetInt32(0), out var unit))
                series.Add(reader.GetInt32(0), unit = new UnitSeries());
            unit.Add(
                reader.GetBoolean(1),
                reader.GetFieldValue<DateOnly>(2),
                Figures.Parse(reader.GetFieldValue<byte[]>(3)),
                isWanted
            );
        }
        return (series, generation);
    }

    /// <summary>The days of a period in which a part counts; reversed where there are none.</summary>
    internal static (DateOnly From, DateOnly To) Within(CoverPart part, (DateOnly From, DateOnly To) period)
    {
        var last =
            part.To == DateOnly.MaxValue ? DateOnly.MaxValue
            : part.To == DateOnly.MinValue ? DateOnly.MinValue
            : part.To.AddDays(-1);
        return (part.From > period.From ? part.From : period.From, last < period.To ? last : period.To);
    }

    internal static bool HoldsOn(CoverPart part, DateOnly day) =>
        part.From <= day && (day < part.To || part.To == DateOnly.MaxValue);
}
