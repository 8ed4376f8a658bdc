using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Plans;

/// <summary>A plan of a unit or a team, or a theme.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="UnitCode">Code of the unit that it belongs to; give either this or a team.</param>
/// <param name="TeamId">The team that it belongs to.</param>
/// <param name="Kind">"plan", or "theme": what a unit has all below it do in a month.</param>
/// <param name="Title">Title, up to 300 characters.</param>
/// <param name="From">First day of its period, in or after 2020.</param>
/// <param name="To">Last day of its period, at most 6 years later.</param>
/// <param name="Text">What it says beside its items, up to 20,000 characters.</param>
/// <param name="Topics">Codes of the topics that it is about (see /v1/topics), up to 100.</param>
/// <param name="Outcomes">Codes of the outcomes that it is about (see /v1/topics), up to 100.</param>
/// <param name="Items">What is to be done, by month where it says one, up to 500.</param>
public sealed record CreatePlanRequest(
    Guid? Id,
    string? UnitCode,
    Guid? TeamId,
    string? Kind,
    string? Title,
    DateOnly? From,
    DateOnly? To,
    string? Text,
    IReadOnlyList<string>? Topics,
    IReadOnlyList<string>? Outcomes,
    IReadOnlyList<PlanItemRequest>? Items
) : IPlanContentFields;

public sealed class CreatePlanRules : AbstractValidator<CreatePlanRequest>
{
    public CreatePlanRules()
    {
        RuleFor(request => request.UnitCode)
            .MaximumLength(16)
            .Must((request, unit) => string.IsNullOrWhiteSpace(unit) == request.TeamId is not null)
            .WithProblem(PlanProblems.BelongsToOne);
        PlanContentRules.AddTo(this);
    }
}

public static class CreatePlan
{
    /// <summary>Writes the draft of a plan or a theme.</summary>
    /// <remarks>
    /// Answers 201; 200 when the same plan is sent again; 409 when the id stands for another. 403 outside the caller's unit.
    /// Those below see it once it is issued.
    /// </remarks>
    public static async Task<Results<Created<PlanResponse>, Ok<PlanResponse>, ProblemHttpResult>> Handle(
        CreatePlanRequest request,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        PlanCodes codes,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var content = request.ToContent();
        var (owner, problem) = await db.FindOwnerAsync(
            request.UnitCode?.Trim(),
            request.TeamId,
            caller,
            clock,
            cancellationToken
        );
        problem ??= codes.Judge(content);
        if (problem is not null)
            return problem;
        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var plan = new Plan(id, owner!, content, caller.ClientId, clock.GetUtcNow());
        db.Plans.Add(plan);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            http.Response.SetETag(plan.Version);
            return TypedResults.Created($"/v1/plans/{id}", await db.ToResponseAsync(plan, cancellationToken));
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        var existing = await db.Plans.SingleAsync(each => each.Id == id, cancellationToken);
        if (existing.CreatedHash != plan.CreatedHash)
            return PlanProblems.IdTaken.Result(id);
        http.Response.SetETag(existing.Version);
        return TypedResults.Ok(await db.ToResponseAsync(existing, cancellationToken));
    }
}
