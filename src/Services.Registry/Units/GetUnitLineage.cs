using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>Where a unit came from and what became of it, over all acts.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Predecessors">What went into it, and into that, the latest first.</param>
/// <param name="Successors">What it went into, and what that did, the earliest first.</param>
public sealed record UnitLineageResponse(
    LineageUnit Unit,
    IReadOnlyList<LineageStep> Predecessors,
    IReadOnlyList<LineageStep> Successors
);

/// <param name="Code">Its code.</param>
/// <param name="FullName">Name with the type.</param>
/// <param name="Level">1 province, 2 district, 3 commune.</param>
/// <param name="ValidFrom">First day on which it exists.</param>
/// <param name="ValidTo">First day on which it no longer exists; null while it does.</param>
public sealed record LineageUnit(string Code, string FullName, int Level, DateOnly ValidFrom, DateOnly? ValidTo);

/// <param name="From">The unit that went into another; both are the same where an act left it as it was.</param>
/// <param name="To">The other one.</param>
/// <param name="Day">First day of the other.</param>
/// <param name="Partial">True where only a part went there.</param>
/// <param name="Population">"all", "some" or "none" of its people, where the act says so.</param>
/// <param name="Primary">True where villages and teams followed there by themselves.</param>
/// <param name="Act">The act behind it; null where a catalogue brought it.</param>
public sealed record LineageStep(
    LineageUnit From,
    LineageUnit To,
    DateOnly Day,
    bool Partial,
    string? Population,
    bool Primary,
    LineageAct? Act
);

/// <param name="Id">Id of the act.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssuingBody">Who issued it.</param>
public sealed record LineageAct(Guid Id, string Number, string IssuingBody);

public static class GetUnitLineage
{
    /// <summary>Walks a unit's predecessors and successors over all acts, with the act behind each step.</summary>
    /// <param name="code">The code that it bears on the day.</param>
    /// <param name="asOf">The day (yyyy-MM-dd); today in Vietnam where absent.</param>
    public static async Task<Results<Ok<UnitLineageResponse>, ProblemHttpResult>> Handle(
        string code,
        RegistryDbContext db,
        TimeProvider clock,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var day = asOf ?? clock.Today();
        var unit = await db
            .Units.On(day)
            .AsNoTracking()
            .SingleOrDefaultAsync(unit => unit.Code == code, cancellationToken);
        if (unit is null)
            return UnitProblems.NotFound.Result(code, day);
        var back = await ReadAsync(
            db,
            await WalkAsync(db, unit.Id, forward: false, cancellationToken),
            cancellationToken
        );
        var forth = await ReadAsync(
            db,
            await WalkAsync(db, unit.Id, forward: true, cancellationToken),
            cancellationToken
        );
        return TypedResults.Ok(new UnitLineageResponse(Of(unit), [.. back.OrderByDescending(step => step.Day)], forth));
    }

    private static LineageUnit Of(Unit unit) => new(unit.Code, unit.FullName, unit.Level, unit.ValidFrom, unit.ValidTo);

    /// <summary>The edges that lead to the unit, or away from it.</summary>
    private static Task<List<Edge>> WalkAsync(
        RegistryDbContext db,
        int unitId,
        bool forward,
        CancellationToken cancellationToken
    ) =>
        db
            .Database.SqlQuery<Edge>(
                $"""
                WITH RECURSIVE walk AS (
                    SELECT predecessor_id, successor_id FROM unit_successions
                    WHERE {unitId} = CASE WHEN {forward} THEN predecessor_id ELSE successor_id END
                    UNION
                    SELECT next.predecessor_id, next.successor_id FROM walk JOIN unit_successions AS next
                        ON CASE WHEN {forward} THEN next.predecessor_id = walk.successor_id
                            ELSE next.successor_id = walk.predecessor_id END
                )
                SELECT predecessor_id AS "PredecessorId", successor_id AS "SuccessorId" FROM walk
                """
            )
            .ToListAsync(cancellationToken);

    private static async Task<IReadOnlyList<LineageStep>> ReadAsync(
        RegistryDbContext db,
        List<Edge> walked,
        CancellationToken cancellationToken
    )
    {
        var predecessors = walked.Select(edge => edge.PredecessorId).ToArray();
        var successors = walked.Select(edge => edge.SuccessorId).ToArray();
        var steps = await (
            from edge in db.UnitSuccessions
            join before in db.Units on edge.PredecessorId equals before.Id
            join after in db.Units on edge.SuccessorId equals after.Id
            join act in db.Reorganizations on edge.ReorganizationId equals act.Id into acts
            from act in acts.DefaultIfEmpty()
            where predecessors.Contains(edge.PredecessorId) && successors.Contains(edge.SuccessorId)
            orderby edge.Day, before.Code, after.Code
            select new
            {
                edge,
                before,
                after,
                act,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var known = walked.ToHashSet();
        return
        [
            .. steps
                .Where(step => known.Contains(new Edge(step.edge.PredecessorId, step.edge.SuccessorId)))
                .Select(step => new LineageStep(
                    Of(step.before),
                    Of(step.after),
                    step.edge.Day,
                    step.edge.IsPartial,
                    step.edge.Population,
                    step.edge.IsPrimary,
                    step.act is null ? null : new LineageAct(step.act.Id, step.act.Number, step.act.IssuingBody)
                )),
        ];
    }

    private sealed record Edge(int PredecessorId, int SuccessorId);
}
