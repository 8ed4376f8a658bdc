using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.DutyRosters;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyShifts;

public static class ListDutyShiftChanges
{
    /// <summary>Lists what became of a shift after it was planned: by whom, when and why, the first change first.</summary>
    public static async Task<Results<Ok<IReadOnlyList<DutyShiftChange>>, ProblemHttpResult>> Handle(
        Guid id,
        Guid shiftId,
        Caller caller,
        ActivityDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (roster, problem) = await db.FindRosterAsync(id, caller, lockIt: false, cancellationToken);
        if (roster is null)
            return problem!;
        if (!await db.DutyShifts.AnyAsync(x => x.Id == shiftId && x.RosterId == id, cancellationToken))
            return DutyShiftProblems.NotFound.Result(shiftId);
        IReadOnlyList<DutyShiftChange> changes = await db
            .DutyShiftChanges.AsNoTracking()
            .Where(change => change.ShiftId == shiftId)
            .OrderBy(change => change.Version)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(changes);
    }
}
