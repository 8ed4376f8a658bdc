using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Sessions;

public static class GetSession
{
    /// <summary>Reads one training session.</summary>
    public static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (session, problem) = await db.FindSessionAsync(id, caller, clock, lockIt: false, cancellationToken);
        if (session is null)
            return problem!;
        response.SetETag(session.Version);
        return TypedResults.Ok(SessionResponse.Of(session));
    }
}
