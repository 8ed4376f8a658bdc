using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.TeamMergers;

public static class GetTeamMerger
{
    /// <summary>Reads a merger of teams.</summary>
    public static async Task<Results<Ok<TeamMergerResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        RegistryDbContext db,
        CancellationToken cancellationToken
    )
    {
        var merger = await db
            .TeamMergers.AsNoTracking()
            .Include(merger => merger.Parts)
            .SingleOrDefaultAsync(merger => merger.Id == id, cancellationToken);
        if (merger is null)
            return TeamMergerProblems.NotFound.Result(id);
        var (_, problem) = await db.FindTeamAsync(merger.ResultTeamId, caller, cancellationToken);
        return problem is null ? TypedResults.Ok(TeamMergerResponse.Of(merger)) : problem;
    }
}
