using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Registrations;

public static class GetRegistration
{
    /// <summary>Reads one member's registration for a session.</summary>
    public static async Task<Results<Ok<RegistrationResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid memberId,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (session, problem) = await db.FindSessionAsync(id, caller, clock, lockIt: false, cancellationToken);
        if (session is null)
            return problem!;
        (var registration, problem) = await db.FindRegistrationAsync(id, memberId, caller, cancellationToken);
        return registration is null ? problem! : TypedResults.Ok(RegistrationResponse.Of(registration, caller));
    }
}
