using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>An item that waits again.</summary>
/// <param name="Item">The village's code, or the team's id.</param>
/// <param name="From">The unit that ended, which it counts under until somebody says where it belongs.</param>
public sealed record WithdrawnAssignment(string Item, WorklistUnit From);

public static class WithdrawAssignment
{
    /// <summary>Takes back what was said of a village or a team of a shared unit: it waits on the worklist again.</summary>
    /// <remarks>
    /// Its figures go back along. Sending the same again changes nothing. 403 when the item is out of reach; 404 when the act
    /// leaves no such thing open; 409 once a later act has changed where it was assigned to: then assign it anew.
    /// </remarks>
    /// <param name="id">The act.</param>
    /// <param name="item">The village's code, or the team's id.</param>
    public static async Task<Results<Ok<WithdrawnAssignment>, ProblemHttpResult>> Handle(
        Guid id,
        string item,
        Caller caller,
        RegistryDbContext db,
        TreeWriter tree,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockTreeAsync(cancellationToken);
        var today = clock.Today();
        if (await Worklist.ReadAsync(db, id, [caller.Unit], today, cancellationToken) is not { } worklist)
            return ReorganizationProblems.NotFound.Result(id);
        item = item.Trim().ToLowerInvariant();
        var items = await worklist.ItemsAsync(db, cancellationToken);
        if (items.Find(each => each.Item == item) is not { } waiting)
            return (await Worklist.RefusalsAsync(db, id, today, cancellationToken))(item).Result();
        if (await db.WorklistAssignments.FindAsync([id, item], cancellationToken) is not { } assignment)
            return TypedResults.Ok(new WithdrawnAssignment(item, waiting.From));

        var from = worklist.Ended.Values.First(unit => unit.Code == waiting.From.Code).Id;
        db.WorklistAssignments.Remove(assignment);
        var returned = waiting.Kind == "team" ? await ReturnTeamAsync(Guid.Parse(item)) : await ReturnVillageAsync();
        if (!returned)
            return ReorganizationProblems.AssignmentDependedOn.Result(item);
        await tree.CommitAsync(cancellationToken);
        return TypedResults.Ok(new WithdrawnAssignment(item, waiting.From));

        async Task<bool> ReturnTeamAsync(Guid id)
        {
            var unit = await db.Units.SingleAsync(unit => unit.Id == from, cancellationToken);
            if (
                !await db.Teams.AnyAsync(
                    team => team.Id == id && team.UnitId == assignment.SuccessorId,
                    cancellationToken
                )
            )
                return false;
            // What it served stays on record, so that whoever counted its moves counts them back.
            var (day, now) = (worklist.Act.EffectiveOn, clock.GetUtcNow());
            var move = await db.MoveTeamAsync(id, unit, day, today, now, cancellationToken);
            db.Outbox.AddRange(move.Events);
            return true;
        }

        async Task<bool> ReturnVillageAsync()
        {
            var village = await db
                .Units.Include(unit => unit.Placements)
                .SingleAsync(unit => unit.Level == 4 && unit.Code == item, cancellationToken);
            var stays = village.Placements.OrderBy(placement => placement.ValidFrom).ToList();
            var last = stays[^1];
            if (last.ParentId != assignment.SuccessorId || last.ValidFrom != worklist.Act.EffectiveOn)
                return false;
            var before = stays[^2];
            village.PlaceAlong([(before.ParentId, before.ValidFrom)]);
            village.Moved();
            await db.SaveChangesAsync(cancellationToken);
            await tree.TellOfAsync([village], [], cancellationToken);
            var followed = await db.MoveTeamsAsync([village.Id], today, clock.GetUtcNow(), cancellationToken);
            db.Outbox.AddRange(followed.Events);
            return true;
        }
    }
}
