using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.DutyRosters;

public static class GetDutyRoster
{
    /// <summary>Reads one duty roster.</summary>
    public static async Task<Results<Ok<DutyRosterResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        ActivityDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (roster, problem) = await db.FindRosterAsync(id, caller, lockIt: false, cancellationToken);
        if (roster is null)
            return problem!;
        response.SetETag(roster.Version);
        return TypedResults.Ok(DutyRosterResponse.Of(roster));
    }
}
