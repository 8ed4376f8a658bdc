using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Requirements;

public static class GetRequirement
{
    /// <summary>Reads a required topic, ended or not.</summary>
    public static async Task<Results<Ok<RequirementResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        TrainingDbContext db,
        CancellationToken cancellationToken
    )
    {
        var requirement = await db.TrainingRequirements.FindAsync([id], cancellationToken);
        if (requirement is null)
            return RequirementProblems.NotFound.Result(id);
        response.SetETag(requirement.Version);
        return TypedResults.Ok(RequirementResponse.Of(requirement));
    }
}
