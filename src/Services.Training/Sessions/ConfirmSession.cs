using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>Somebody's word that a session took place.</summary>
/// <param name="By">"organiser" or "trainer".</param>
/// <param name="Trainer">Name of one of the session's trainers, where it is the trainer's word.</param>
/// <param name="Attended">How many members were there, for one part at least: as many as are recorded.</param>
public sealed record ConfirmSessionRequest(string? By, string? Trainer, int? Attended);

public sealed class ConfirmSessionRules : AbstractValidator<ConfirmSessionRequest>
{
    public ConfirmSessionRules()
    {
        RuleFor(request => request.By)
            .Must(by => by is SessionConfirmation.Organiser or SessionConfirmation.ATrainer)
            .WithProblem(SessionProblems.ConfirmerUnknown);
        RuleFor(request => request.Trainer)
            .Must((request, name) => name is null == request.By is not SessionConfirmation.ATrainer)
            .WithProblem(SessionProblems.TrainerUnknown);
        RuleFor(request => request.Attended).NotNull().GreaterThanOrEqualTo(0);
    }
}

public static class ConfirmSession
{
    /// <summary>Confirms that a session took place with so many members, and closes its list.</summary>
    /// <remarks>
    /// From then on attendance changes only by corrections with a reason, and the session itself no more. 409 before its
    /// last part has begun, for a cancelled session, and where the number is not that of the list; sending the same again
    /// answers as before.
    /// </remarks>
    public static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ConfirmSessionRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (session, problem) = await db.FindOwnSessionAsync(id, caller, clock, cancellationToken);
        if (session is null)
            return problem!;
        var word = new SessionConfirmation(
            request.By!,
            StoredText.Optional(request.Trainer),
            request.Attended!.Value,
            clock.GetUtcNow(),
            caller.ClientId
        );
        if (session.Confirmation is { } given)
        {
            if ((given.By, given.Trainer, given.Attended) != (word.By, word.Trainer, word.Attended))
                return SessionProblems.Confirmed.Result(id);
        }
        else
        {
            if (session.IsCancelled)
                return SessionProblems.Cancelled.Result(id);
            if (word.Trainer is { } name && session.Trainers.All(trainer => trainer.Name != name))
                return SessionProblems.TrainerUnknown.Result();
            if (session.Schedule[^1].BeginsAt() is var lastPart && lastPart > clock.GetUtcNow())
                return SessionProblems.NotOverYet.Result(lastPart.WrittenInVietnam());
            var recorded = await db.Attendances.CountAsync(
                row => row.SessionId == id && row.Parts.Length > 0,
                cancellationToken
            );
            if (recorded != word.Attended)
                return SessionProblems.CountDiffers.Result(recorded);
            session.Confirm(word);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(session.Version);
        return TypedResults.Ok(SessionResponse.Of(session));
    }
}
