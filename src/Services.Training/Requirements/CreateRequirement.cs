using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Requirements;

/// <summary>A topic that everybody of a role must have been trained in. Unit, role and topic stay for good.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="Unit">Code of the unit for whose members, and those below it, it holds.</param>
/// <param name="Role">"leader", "deputy" or "member"; all roles where absent.</param>
/// <param name="Topic">Code of the topic (see /v1/training-topics).</param>
/// <param name="WithinDays">Days from the one on which the role was taken, or from <c>validFrom</c> if that is later, 0 to 3650.</param>
/// <param name="ValidFrom">First day on which it holds.</param>
/// <param name="ValidTo">First day on which it no longer does; absent where no end is set.</param>
public sealed record CreateRequirementRequest(
    Guid? Id,
    string? Unit,
    string? Role,
    string? Topic,
    int? WithinDays,
    DateOnly? ValidFrom,
    DateOnly? ValidTo
) : IRequirementTermsFields;

public sealed class CreateRequirementRules : AbstractValidator<CreateRequirementRequest>
{
    public CreateRequirementRules(TrainingTopics topics)
    {
        RuleFor(request => request.Unit).NotEmpty().MaximumLength(20);
        RuleFor(request => request.Role).IsOneOf(TrainingCatalogue.RoleCodes).When(request => request.Role is not null);
        RuleFor(request => request.Topic).IsKnown(topics, TrainingEntryKinds.Topic);
        RequirementTermsRules.AddTo(this);
    }
}

public static class CreateRequirement
{
    /// <summary>Requires a topic of a role: the ministry of all, a lower unit of its own members in addition.</summary>
    /// <remarks>
    /// Where several units require the same topic of somebody, the earliest due day counts. Answers 201; 200 when the same
    /// requirement is sent again; 409 when the id stands for other content, or the unit requires the topic of the role from
    /// that day on already.
    /// </remarks>
    public static async Task<Results<Created<RequirementResponse>, Ok<RequirementResponse>, ProblemHttpResult>> Handle(
        CreateRequirementRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TrainingTopics topics,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (await db.FindUnitAsync(request.Unit!, clock.Today(), cancellationToken) is not { } unit)
            return RequirementProblems.UnitUnknown.Result(request.Unit);
        if (!caller.MayTouch(unit.Path))
            return CommonProblems.UnitOutOfScope.Result(unit.Code);
        var terms = request.ToTerms();
        var stray = topics.Current.FirstNotInForce(
            TrainingEntryKinds.Topic,
            [request.Topic!],
            UnitPath.Province(unit.Path),
            terms.ValidFrom,
            terms.ValidTo?.AddDays(-1)
        );
        if (stray is not null)
            return TrainingTopicProblems.NotInForce.Result(stray, terms.ValidFrom);

        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var (client, now) = (caller.ClientId, clock.GetUtcNow());
        var requirement = new TrainingRequirement(id, unit, request.Role, request.Topic!, terms, client, now);
        db.TrainingRequirements.Add(requirement);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            http.Response.SetETag(1);
            return TypedResults.Created($"/v1/training-requirements/{id}", RequirementResponse.Of(requirement));
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        var existing = await db.TrainingRequirements.FindAsync([id], cancellationToken);
        if (existing is null)
            return RequirementProblems.Exists.Result(unit.Code, request.Topic, terms.ValidFrom);
        if (existing.CreatedHash != requirement.CreatedHash)
            return RequirementProblems.IdTaken.Result(id);
        http.Response.SetETag(1);
        return TypedResults.Ok(RequirementResponse.Of(requirement));
    }
}
