using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.DutyShifts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.DutyRosters;

public static class CloseDutyRoster
{
    /// <summary>Ends a roster for good: shifts after today are withdrawn, and nothing of it changes any more.</summary>
    /// <remarks>If-Match names the version being closed; sending the same again answers as before.</remarks>
    public static async Task<Results<Ok<DutyRosterResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpContext http,
        DutyRosterChange change,
        ActivityDbContext db,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (roster, problem) = await change.ApplyAsync(
            id,
            http,
            isDone: roster => Task.FromResult(roster.Status == DutyRoster.Closed),
            change: async roster =>
            {
                var today = clock.Today();
                var ahead = await db
                    .DutyShifts.Where(shift => shift.RosterId == id && shift.Day > today)
                    .Where(shift => shift.Status == DutyShift.Planned)
                    .ToListAsync(cancellationToken);
                foreach (var shift in ahead)
                    db.DutyShiftChanges.Add(shift.Withdraw(null, caller.ClientId, clock.GetUtcNow()));
                roster.Close(today < roster.LastDay ? today : roster.LastDay);
                return null;
            },
            cancellationToken
        );
        return roster is null ? problem! : TypedResults.Ok(DutyRosterResponse.Of(roster));
    }
}
