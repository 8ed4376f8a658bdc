using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Activity.Initiatives;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.InitiativeApplications;

/// <summary>A team or unit applied an initiative.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="TeamId">The team that applied it; give either this or a unit.</param>
/// <param name="UnitCode">Code of the unit that applied it.</param>
/// <param name="AppliedOn">The day (Vietnam time), not in the future.</param>
/// <param name="Note">How, and what came of it, up to 1,000 characters.</param>
public sealed record ApplyInitiativeRequest(
    Guid? Id,
    Guid? TeamId,
    string? UnitCode,
    DateOnly? AppliedOn,
    string? Note
);

public sealed class ApplyInitiativeRules : AbstractValidator<ApplyInitiativeRequest>
{
    private static readonly DateOnly FirstTeams = new(2022, 1, 1);

    public ApplyInitiativeRules(TimeProvider clock)
    {
        RuleFor(request => request.UnitCode)
            .MaximumLength(20)
            .Must((request, unit) => string.IsNullOrWhiteSpace(unit) == request.TeamId is not null)
            .WithProblem(InitiativeProblems.PartyUnclear);
        RuleFor(request => request.AppliedOn)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(day => day >= FirstTeams && day <= clock.Today())
            .WithProblem(InitiativeApplicationProblems.DateOutOfRange);
        RuleFor(request => request.Note).MaximumLength(1_000);
    }
}

public static class ApplyInitiative
{
    /// <summary>Says that a team or unit applied an initiative that is published for it: once, until it is withdrawn.</summary>
    /// <remarks>
    /// Answers 201; 200 when the same application (same id, same content) is sent again; 409 when this team or unit said
    /// so already, the initiative is not published for it, or the id stands for another application.
    /// </remarks>
    public static async Task<
        Results<Created<InitiativeApplicationResponse>, Ok<InitiativeApplicationResponse>, ProblemHttpResult>
    > Handle(
        Guid id,
        ApplyInitiativeRequest request,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var day = request.AppliedOn!.Value;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (initiative, problem) = await db.FindInitiativeAsync(id, caller, clock, lockIt: true, cancellationToken);
        if (initiative is null)
            return problem!;
        var applicationId = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var note = StoredText.Optional(request.Note);
        // What was recorded stays so, whatever became of its team since.
        if (await db.InitiativeApplications.FindAsync([applicationId], cancellationToken) is { } existing)
        {
            if (!caller.MayTouch(existing.UnitPath))
                return CommonProblems.UnitOutOfScope.Result(existing.UnitCode);
            if (!existing.Says(id, request.TeamId, request.UnitCode, day, note))
                return InitiativeApplicationProblems.IdTaken.Result(applicationId);
            http.Response.SetETag(existing.Version);
            return TypedResults.Ok(InitiativeApplicationResponse.Of(existing));
        }
        (var party, problem) = await db.FindPartyAsync(
            request.TeamId,
            request.UnitCode,
            day,
            caller,
            cancellationToken
        );
        if (party is null)
            return problem!;
        var now = clock.GetUtcNow();
        var application = new InitiativeApplication(applicationId, id, party, day, note, caller.ClientId, now);
        if (initiative.Status != Initiative.Published || !UnitPath.IsWithin(party.UnitPath, initiative.PublishedUnit!))
            return InitiativeApplicationProblems.NotPublishedThere.Result(id, party.UnitCode);
        if ((party.TeamId, party.UnitId) == (initiative.TeamId, initiative.UnitId))
            return InitiativeApplicationProblems.OwnInitiative.Result(id);
        db.InitiativeApplications.Add(application);
        db.Outbox.Add(
            OutboxMessage.From(new InitiativesApplied(now, [application.ToFact()]), UnitPath.Province(party.UnitPath))
        );
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            return InitiativeApplicationProblems.AppliedAlready.Result(id);
        }
        await db.CountApplicationsAsync(id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        http.Response.SetETag(application.Version);
        return TypedResults.Created(
            $"/v1/initiatives/{id}/applications/{applicationId}",
            InitiativeApplicationResponse.Of(application)
        );
    }

    /// <summary>Brings the number that lists are sorted by up to date; the initiative is locked.</summary>
    internal static Task<int> CountApplicationsAsync(
        this ActivityDbContext db,
        Guid initiativeId,
        CancellationToken cancellationToken
    ) =>
        db
            .Initiatives.Where(initiative => initiative.Id == initiativeId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(
                        initiative => initiative.Applications,
                        initiative =>
                            db.InitiativeApplications.Count(x => x.InitiativeId == initiativeId && !x.Withdrawn)
                    ),
                cancellationToken
            );
}
