using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Initiatives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.InitiativeApplications;

public static class ListApplications
{
    /// <summary>Lists who applied an initiative, within the caller's unit, the latest day first.</summary>
    /// <param name="unit">Code of a unit: only its own and its teams', and those of the units below it.</param>
    /// <param name="withdrawn">True: those taken back, too.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<InitiativeApplicationResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        string? unit = null,
        bool withdrawn = false,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (initiative, problem) = await db.FindInitiativeAsync(id, caller, clock, lockIt: false, cancellationToken);
        if (initiative is null)
            return problem!;
        var applications = db
            .InitiativeApplications.AsNoTracking()
            .Where(application => application.InitiativeId == id && (withdrawn || !application.Withdrawn))
            .Where(application => UnitPath.IsWithin(application.UnitPath, caller.Unit));
        if (unit is not null)
            applications = applications.Where(application => UnitPath.IsWithin(application.UnitPath, unit));
        if (Paging.Read<ApplicationKey>(cursor) is { } after)
            applications = applications.Where(application =>
                application.AppliedOn < after.AppliedOn
                || (application.AppliedOn == after.AppliedOn && application.Id.CompareTo(after.Id) < 0)
            );
        var read = await applications
            .OrderByDescending(application => application.AppliedOn)
            .ThenByDescending(application => application.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<InitiativeApplicationResponse> items = [.. read.Select(InitiativeApplicationResponse.Of)];
        return TypedResults.Ok(items.ToPage(limit, item => new ApplicationKey(item.AppliedOn, item.Id)));
    }

    private sealed record ApplicationKey(DateOnly AppliedOn, Guid Id);
}
