using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Activities;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.HeldChanges;

public static class ListHeldChangesOfActivity
{
    /// <summary>Lists the changes of one activity that came before the version that they change, by version.</summary>
    /// <remarks>
    /// Whoever may see the activity sees all of them. While it is unknown, or another's, there are those that clients of
    /// the caller's own unit sent (for unit VN: all); 404 or 403 where these are none.
    /// </remarks>
    public static async Task<Results<Ok<IReadOnlyList<HeldChangeResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var changes = await db
            .HeldChanges.AsNoTracking()
            .Where(change => change.ActivityId == id)
            .OrderBy(change => change.Version)
            .ThenBy(change => change.Id)
            .ToListAsync(cancellationToken);
        var (activity, problem) = await db.FindActivityAsync(id, caller, cancellationToken);
        if (activity is null && caller.Unit != UnitPath.Nation)
            changes.RemoveAll(change => change.Unit != caller.Unit);
        if (activity is null && changes.Count == 0)
            return problem!;
        var now = clock.GetUtcNow();
        return TypedResults.Ok<IReadOnlyList<HeldChangeResponse>>(
            changes.ConvertAll(change => HeldChangeResponse.Of(change, now))
        );
    }
}
