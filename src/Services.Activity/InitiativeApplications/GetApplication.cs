using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.InitiativeApplications;

public static class GetApplication
{
    /// <summary>Reads one application of an initiative, for those above whoever applied it.</summary>
    public static async Task<Results<Ok<InitiativeApplicationResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid applicationId,
        HttpResponse response,
        Caller caller,
        ActivityDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (application, problem) = await db.FindApplicationAsync(id, applicationId, caller, cancellationToken);
        if (application is null)
            return problem!;
        response.SetETag(application.Version);
        return TypedResults.Ok(InitiativeApplicationResponse.Of(application));
    }

    /// <summary>The application, tracked; or why this caller cannot have it.</summary>
    internal static async Task<(InitiativeApplication?, ProblemHttpResult?)> FindApplicationAsync(
        this ActivityDbContext db,
        Guid id,
        Guid applicationId,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var application = await db.InitiativeApplications.SingleOrDefaultAsync(
            x => x.Id == applicationId && x.InitiativeId == id,
            cancellationToken
        );
        if (application is null)
            return (null, InitiativeApplicationProblems.NotFound.Result(applicationId));
        return caller.MayTouch(application.UnitPath)
            ? (application, null)
            : (null, CommonProblems.UnitOutOfScope.Result(application.UnitCode));
    }
}
