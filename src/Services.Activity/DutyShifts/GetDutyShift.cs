using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.DutyRosters;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.DutyShifts;

public static class GetDutyShift
{
    /// <summary>Reads one shift, with what was done during it.</summary>
    public static async Task<Results<Ok<DutyShiftResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid shiftId,
        HttpResponse response,
        Caller caller,
        ActivityDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (roster, problem) = await db.FindRosterAsync(id, caller, lockIt: false, cancellationToken);
        if (roster is null)
            return problem!;
        var shifts = ShiftStanding.Of(db).Where(shift => shift.Id == shiftId && shift.RosterId == id);
        if (await DutyShiftResponses.ReadAsync(db, shifts, cancellationToken) is not [var found])
            return DutyShiftProblems.NotFound.Result(shiftId);
        response.SetETag(found.Version);
        return TypedResults.Ok(found);
    }
}
