using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Materials;

/// <summary>Somebody opened a material.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="UnitCode">Code of the unit that they belong to.</param>
/// <param name="Edition">Number of the file; the newest where absent.</param>
public sealed record RecordOpeningRequest(Guid? Id, string? UnitCode, int? Edition);

public sealed class RecordOpeningRules : AbstractValidator<RecordOpeningRequest>
{
    public RecordOpeningRules()
    {
        RuleFor(request => request.UnitCode).NotEmpty().MaximumLength(20);
        RuleFor(request => request.Edition).GreaterThan(0);
    }
}

/// <summary>An opening that is counted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Edition">Number of the file.</param>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="OpenedOn">The day (Vietnam time).</param>
public sealed record OpeningResponse(Guid Id, int Edition, string UnitCode, DateOnly OpenedOn)
{
    internal static OpeningResponse Of(MaterialOpening opening) =>
        new(opening.Id, opening.Edition, opening.UnitPath.Split('/')[^1], opening.OpenedOn);
}

public static class RecordOpening
{
    /// <summary>Counts that somebody of a unit opened a material; nobody is named.</summary>
    /// <remarks>
    /// Answers 201; 200 when the same opening is sent again under its id or Idempotency-Key; 409 when the id stands for
    /// another.
    /// </remarks>
    public static async Task<Results<Created<OpeningResponse>, Ok<OpeningResponse>, ProblemHttpResult>> Handle(
        Guid id,
        RecordOpeningRequest request,
        HttpRequest http,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (material, problem) = await db.FindMaterialAsync(id, caller, clock, cancellationToken);
        if (material is null)
            return problem!;
        (var unit, problem) = await db.FindUnitToActForAsync(
            request.UnitCode!,
            MaterialProblems.UnitUnknown,
            caller,
            clock,
            cancellationToken
        );
        if (unit is null)
            return problem!;
        var ownId = StableId.Of(request.Id, http, caller) ?? Guid.CreateVersion7();
        var latest = await db.LatestEditionAsync(id, cancellationToken);
        if (latest is null || request.Edition > latest)
            return MaterialProblems.NothingToOpen.Result(id);
        var opening = new MaterialOpening(
            ownId,
            id,
            request.Edition ?? latest.Value,
            unit.Path,
            clock.Today(),
            MaterialOpening.HashOf(id, request.Edition, unit.Code)
        );
        db.MaterialOpenings.Add(opening);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return TypedResults.Created($"/v1/materials/{id}/openings", OpeningResponse.Of(opening));
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        var existing = await db.MaterialOpenings.SingleAsync(each => each.Id == ownId, cancellationToken);
        return existing.RecordedHash == opening.RecordedHash
            ? TypedResults.Ok(OpeningResponse.Of(existing))
            : MaterialProblems.OpeningIdTaken.Result(ownId);
    }
}
