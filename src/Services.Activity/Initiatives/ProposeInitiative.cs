using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Initiatives;

/// <summary>An initiative, or a practice that proved good.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="TeamId">The team that proposes it; give either this or a unit.</param>
/// <param name="UnitCode">Code of the unit that proposes it.</param>
/// <param name="Title">What it is called, up to 300 characters.</param>
/// <param name="Description">What was done, and what came of it, up to 5,000 characters.</param>
/// <param name="Topics">Codes of its topics, 1 to 8 (see /v1/topics).</param>
public sealed record ProposeInitiativeRequest(
    Guid? Id,
    Guid? TeamId,
    string? UnitCode,
    string? Title,
    string? Description,
    IReadOnlyList<string>? Topics
) : IInitiativeFields;

public sealed class ProposeInitiativeRules : AbstractValidator<ProposeInitiativeRequest>
{
    public ProposeInitiativeRules(ActivityCatalogue catalogue)
    {
        RuleFor(request => request.UnitCode)
            .MaximumLength(20)
            .Must((request, unit) => string.IsNullOrWhiteSpace(unit) == request.TeamId is not null)
            .WithProblem(InitiativeProblems.PartyUnclear);
        InitiativeRules.AddTo(this, catalogue);
    }
}

public static class ProposeInitiative
{
    /// <summary>Proposes an initiative; it waits at the unit right above for a decision.</summary>
    /// <remarks>
    /// Answers 201; 200 with the initiative as it now stands when the same one (same id, same content) is sent again; 409
    /// when the id stands for another.
    /// </remarks>
    public static async Task<Results<Created<InitiativeResponse>, Ok<InitiativeResponse>, ProblemHttpResult>> Handle(
        ProposeInitiativeRequest request,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var content = request.ToContent();
        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        // What was proposed stays so, whatever became of its team since.
        if (
            await db.Initiatives.AsNoTracking().SingleOrDefaultAsync(other => other.Id == id, cancellationToken)
                is { } known
            && known.IsBy(request.TeamId, request.UnitCode)
            && caller.MayTouch(known.UnitPath)
        )
            return Again(known, known.HashOf(content));
        var (party, problem) = await db.FindPartyAsync(
            request.TeamId,
            request.UnitCode,
            clock.Today(),
            caller,
            cancellationToken
        );
        if (party is null)
            return problem!;
        var now = clock.GetUtcNow();
        var initiative = new Initiative(id, party, content, caller.ClientId, now);
        db.Initiatives.Add(initiative);
        db.InitiativeSteps.Add(
            initiative.Step(InitiativeStep.Proposed, initiative.UnitCode, null, caller.ClientId, now)
        );
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            http.Response.SetETag(1);
            return TypedResults.Created($"/v1/initiatives/{id}", InitiativeResponse.Of(initiative));
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        var existing = await db.Initiatives.SingleAsync(other => other.Id == id, cancellationToken);
        return Again(existing, initiative.ProposedHash);

        Results<Created<InitiativeResponse>, Ok<InitiativeResponse>, ProblemHttpResult> Again(
            Initiative existing,
            long hash
        )
        {
            if (existing.ProposedHash != hash)
                return InitiativeProblems.IdTaken.Result(id);
            http.Response.SetETag(existing.Version);
            return TypedResults.Ok(InitiativeResponse.Of(existing));
        }
    }
}
