using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Programmes;

/// <summary>A training programme.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="Code">The owner's own code, unique: letters, digits and "._/-", up to 64.</param>
/// <param name="Title">Title, up to 300 characters.</param>
/// <param name="Topics">Codes of its topics, at least one (see /v1/training-topics).</param>
/// <param name="TargetRoles">Codes of the roles that it is for; all where absent.</param>
/// <param name="ValidFrom">First day on which sessions can be held.</param>
/// <param name="ValidTo">First day on which they no longer can; absent where no end is set.</param>
/// <param name="OwnerUnit">Code of the unit that owns it; units below it can hold its sessions.</param>
public sealed record CreateProgrammeRequest(
    Guid? Id,
    string? Code,
    string? Title,
    IReadOnlyList<string>? Topics,
    IReadOnlyList<string>? TargetRoles,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string? OwnerUnit
) : IProgrammeContentFields;

public sealed class CreateProgrammeRules : AbstractValidator<CreateProgrammeRequest>
{
    public CreateProgrammeRules(TrainingTopics topics) => ProgrammeContentRules.AddTo(this, topics);
}

public static class CreateProgramme
{
    /// <summary>Creates a training programme.</summary>
    /// <remarks>
    /// Answers 201; 200 with the same body when the same programme (same id, same content) is sent again; 409 when the id
    /// stands for other content or the code is taken.
    /// </remarks>
    public static async Task<Results<Created<ProgrammeResponse>, Ok<ProgrammeResponse>, ProblemHttpResult>> Handle(
        CreateProgrammeRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TrainingTopics topics,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var content = request.ToContent();
        var (owner, problem) = await db.FindOwnUnitAsync(content.OwnerUnit, caller, clock, cancellationToken);
        if (owner is null)
            return problem!;
        if (topics.Judge(content.Topics, content, owner) is { } refused)
            return refused;
        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var programme = new Programme(id, content, owner, caller.ClientId, clock.GetUtcNow());
        db.Programmes.Add(programme);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            http.Response.SetETag(1);
            return TypedResults.Created($"/v1/training-programmes/{id}", ProgrammeResponse.Of(programme));
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        var existing = await db.Programmes.FindAsync([id], cancellationToken);
        if (existing is null)
            return ProgrammeProblems.CodeTaken.Result(content.Code);
        if (existing.CreatedHash != programme.CreatedHash)
            return ProgrammeProblems.IdTaken.Result(id);
        http.Response.SetETag(1);
        return TypedResults.Ok(ProgrammeResponse.Of(programme));
    }

    /// <summary>Why a programme of this unit cannot have these topics; null where it can.</summary>
    internal static ProblemHttpResult? Judge(
        this TrainingTopics topics,
        IEnumerable<string> named,
        ProgrammeContent content,
        UnitAt owner
    ) =>
        topics.Current.FirstNotInForce(
            TrainingEntryKinds.Topic,
            named,
            UnitPath.Province(owner.Path),
            content.ValidFrom,
            content.ValidTo?.AddDays(-1)
        )
            is { } stray
            ? TrainingTopicProblems.NotInForce.Result(stray, content.ValidFrom)
            : null;

    /// <summary>The unit that bears the code today, if the caller may act for it; or why not.</summary>
    internal static async Task<(UnitAt?, ProblemHttpResult?)> FindOwnUnitAsync(
        this TrainingDbContext db,
        string code,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var unit = await db.FindUnitAsync(code, clock.Today(), cancellationToken);
        if (unit is null)
            return (null, ProgrammeProblems.UnitUnknown.Result(code));
        return caller.MayTouch(unit.Path) ? (unit, null) : (null, CommonProblems.UnitOutOfScope.Result(code));
    }
}
