using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Registrations;

public static class RegisterMember
{
    /// <summary>Registers a member for a session, or puts them on its waiting list when all seats are taken.</summary>
    /// <remarks>
    /// Answers 201 with the code that the member says at check-in; 200 with the same when they are registered or wait
    /// already. Who withdrew can come again, at the end of the queue. 409 once registration has ended.
    /// </remarks>
    public static async Task<
        Results<Created<RegistrationResponse>, Ok<RegistrationResponse>, ProblemHttpResult>
    > Handle(
        Guid id,
        Guid memberId,
        Caller caller,
        TrainingDbContext db,
        RegistrationWriter writer,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var members = await db.ReadMembersAsync([memberId], cancellationToken);
        // Whoever has a seat, or waits for one, keeps it, also when registration has ended since.
        if (
            members.TryGetValue(memberId, out var member)
            && caller.MayTouch(member.UnitPath)
            && await db.Registrations.FindAsync([id, memberId], cancellationToken)
                is { Standing: not Registration.Withdrawn } seat
        )
            return TypedResults.Ok(RegistrationResponse.Of(seat, caller));
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (session, problem) = await db.FindOpenSessionAsync(id, caller, clock, cancellationToken);
        if (session is null)
            return problem!;
        var outcome = (await writer.RegisterAsync(session, [memberId], members, caller, cancellationToken))[0];
        if (outcome.Refusal is { } refusal)
            return refusal.Result();
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var registration = await db.Registrations.FindAsync([id, memberId], cancellationToken);
        var response = RegistrationResponse.Of(registration!, caller);
        return outcome.IsNew
            ? TypedResults.Created($"/v1/training-sessions/{id}/registrations/{memberId}", response)
            : TypedResults.Ok(response);
    }
}
