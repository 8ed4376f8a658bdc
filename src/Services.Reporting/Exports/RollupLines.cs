using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Reporting.Facts;
using CongNgheSo.Services.Reporting.Rollups;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Exports;

/// <summary>One figure of one unit.</summary>
internal sealed record RollupLine(string UnitCode, string UnitName, int Level, string Indicator, decimal? Value);

/// <summary>
/// The figures of a unit and of the units below it, as they stood in the tree of the last day: those right below, or all of a
/// level. A line for each figure that is not 0, because which ones there are is not known before they are read.
/// </summary>
internal static class RollupLines
{
    /// <summary>Each has some dozen figures, of some hundred days.</summary>
    private const int UnitsAtOnce = 100;

    public static readonly ExportColumn<RollupLine>[] Columns =
    [
        new("Mã đơn vị", "Unit code", line => line.UnitCode),
        new("Tên đơn vị", "Unit", line => line.UnitName),
        new("Cấp", "Level", line => line.Level),
        new("Chỉ số", "Indicator", line => line.Indicator),
        new("Giá trị", "Value", line => line.Value),
    ];

    public static async Task<Results<Ok<Page<RollupLine>>, ProblemHttpResult>> ReadAsync(ExportQuery query)
    {
        var last = query.Day("to") ?? query.Clock.Today();
        var first = query.Day("from") ?? new DateOnly(last.Year, 1, 1);
        var level = query.Number("level");
        if (first > last)
            return RollupProblems.PeriodInvalid.Result();
        if (level is < 1 or > 4)
            return ExportProblems.LevelInvalid.Result();
        var code = query.RequiredText("unit");
        var root = await query.Db.FindUnitAsync(code, last, default);
        if (root is null)
            return RollupProblems.UnitUnknown.Result(code, last);
        if (!query.Caller.MayTouch(root.Path))
            return CommonProblems.UnitOutOfScope.Result(code);
        var wanted = await WantedIndicators.ReadAsync(query.Db, query.Text("indicators"), default);
        var units = await UnitsAsync(query, root, level, last);
        var sums = await query.Totals.SumAsync(
            [.. units.Select(unit => new RollupUnitKey(unit.Id, unit.Level))],
            [(first, last)],
            wanted.IsRead,
            wanted.HasStocks,
            boundariesOn: null,
            default
        );
        var references = await wanted.ReferencesAsync(query.Db, [.. units.Select(unit => unit.Id)], last, default);
        var lines = units.Zip(sums).SelectMany(pair => Lines(pair.First, pair.Second[0]));
        return TypedResults.Ok(new Page<RollupLine>([.. lines], units.Count == UnitsAtOnce ? units[^1].Path : null));

        IEnumerable<RollupLine> Lines(PlacedUnit unit, Figures figures) =>
            wanted
                .Answer(figures)
                .Select(figure => (figure.Key, Value: (decimal?)figure.Value))
                .Concat(
                    (wanted.Work(figures, references[unit.Id], last) ?? new Dictionary<string, decimal?>()).Select(
                        worked => (worked.Key, worked.Value)
                    )
                )
                .OrderBy(line => line.Key, StringComparer.Ordinal)
                .Select(line => new RollupLine(unit.Code, unit.FullName, unit.Level, line.Key, line.Value));
    }

    private static Task<List<PlacedUnit>> UnitsAsync(ExportQuery query, UnitAt root, int? level, DateOnly day) =>
        query
            .Db.Database.SqlQuery<PlacedUnit>(
                $"""
                WITH RECURSIVE down AS (
                    SELECT {root.Id} AS id, {root.Code} AS code, {root.FullName} AS full_name, {root.Level} AS level,
                        {root.Path} COLLATE "C" AS path, 0 AS depth
                    UNION ALL
                    SELECT unit.id, unit.code, unit.full_name, unit.level, down.path || '/' || unit.code, depth + 1
                    FROM down
                    JOIN unit_placements AS placed ON placed.parent_id = down.id
                        AND placed.valid_from <= {day} AND coalesce(placed.valid_to > {day}, true)
                    JOIN units AS unit ON unit.id = placed.unit_id
                        AND unit.valid_from <= {day} AND coalesce(unit.valid_to > {day}, true)
                    WHERE {level}::int IS NOT NULL OR depth = 0
                )
                SELECT id AS "Id", code AS "Code", full_name AS "FullName", level AS "Level", path AS "Path"
                FROM down
                WHERE ({level}::int IS NULL OR level = {level}) AND path > {query.Cursor ?? ""}
                ORDER BY path LIMIT {UnitsAtOnce}
                """
            )
            .ToListAsync();

    private sealed record PlacedUnit(int Id, string Code, string FullName, int Level, string Path);
}
