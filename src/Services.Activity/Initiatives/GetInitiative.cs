using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Initiatives;

public static class GetInitiative
{
    /// <summary>Reads one initiative.</summary>
    public static async Task<Results<Ok<InitiativeResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (initiative, problem) = await db.FindInitiativeAsync(id, caller, clock, lockIt: false, cancellationToken);
        if (initiative is null)
            return problem!;
        response.SetETag(initiative.Version);
        return TypedResults.Ok(InitiativeResponse.Of(initiative));
    }

    /// <summary>Lists the steps of an initiative's life, with who took them and when, for those above its proposer.</summary>
    public static async Task<Results<Ok<IReadOnlyList<InitiativeStep>>, ProblemHttpResult>> HandleHistory(
        Guid id,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (initiative, problem) = await db.FindInitiativeAsync(id, caller, clock, lockIt: false, cancellationToken);
        if (initiative is null)
            return problem!;
        if (!caller.MayTouch(initiative.UnitPath))
            return CommonProblems.UnitOutOfScope.Result(initiative.UnitCode);
        IReadOnlyList<InitiativeStep> steps = await db
            .InitiativeSteps.AsNoTracking()
            .Where(step => step.InitiativeId == id)
            .OrderBy(step => step.Version)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(steps);
    }
}
