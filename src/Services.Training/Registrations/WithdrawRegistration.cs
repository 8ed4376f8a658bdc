using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Registrations;

public static class WithdrawRegistration
{
    /// <summary>Withdraws a member's registration; the first of the waiting list gets the seat.</summary>
    /// <remarks>
    /// Until the session is over, also after registration has ended. Sending it again answers as before. The member's code
    /// is void.
    /// </remarks>
    public static async Task<Results<Ok<RegistrationResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid memberId,
        Caller caller,
        TrainingDbContext db,
        RegistrationWriter writer,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (session, problem) = await db.FindSessionAsync(id, caller, clock, lockIt: true, cancellationToken);
        if (session is null)
            return problem!;
        (var registration, problem) = await db.FindRegistrationAsync(id, memberId, caller, cancellationToken);
        if (registration is null)
            return problem!;
        if (registration.Standing != Registration.Withdrawn)
        {
            if (session.IsCancelled)
                return SessionProblems.Cancelled.Result(id);
            if (session.EndsAt <= clock.GetUtcNow())
                return RegistrationProblems.SessionOver.Result(id);
            registration.Withdraw();
            await writer.MoveUpAsync(session, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        return TypedResults.Ok(RegistrationResponse.Of(registration, caller));
    }
}
