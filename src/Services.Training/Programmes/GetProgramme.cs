using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Programmes;

public static class GetProgramme
{
    /// <summary>Reads one training programme.</summary>
    public static async Task<Results<Ok<ProgrammeResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (programme, problem) = await db.FindProgrammeAsync(id, caller, clock, cancellationToken);
        if (programme is null)
            return problem!;
        response.SetETag(programme.Version);
        return TypedResults.Ok(ProgrammeResponse.Of(programme));
    }

    /// <summary>The programme, tracked, if it is offered to the caller; or why they cannot have it.</summary>
    internal static async Task<(Programme?, ProblemHttpResult?)> FindProgrammeAsync(
        this TrainingDbContext db,
        Guid id,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var programme = await db.Programmes.FindAsync([id], cancellationToken);
        if (programme is null)
            return (null, ProgrammeProblems.NotFound.Result(id));
        if (caller.MayTouch(programme.OwnerPath))
            return (programme, null);
        var above = await db.UnitsAboveAsync(caller, clock, cancellationToken);
        return above.Contains(programme.OwnerUnit)
            ? (programme, null)
            : (null, CommonProblems.UnitOutOfScope.Result(programme.OwnerUnit));
    }
}
