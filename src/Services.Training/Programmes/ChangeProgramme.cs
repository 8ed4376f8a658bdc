using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Programmes;

/// <summary>The whole programme as it should stand.</summary>
/// <param name="Code">The owner's own code, unique: letters, digits and "._/-", up to 64.</param>
/// <param name="Title">Title, up to 300 characters.</param>
/// <param name="Topics">Codes of its topics, at least one (see /v1/training-topics).</param>
/// <param name="TargetRoles">Codes of the roles that it is for; all where absent.</param>
/// <param name="ValidFrom">First day on which sessions can be held.</param>
/// <param name="ValidTo">First day on which they no longer can; absent where no end is set.</param>
/// <param name="OwnerUnit">Code of the unit that owns it.</param>
public sealed record ChangeProgrammeRequest(
    string? Code,
    string? Title,
    IReadOnlyList<string>? Topics,
    IReadOnlyList<string>? TargetRoles,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string? OwnerUnit
) : IProgrammeContentFields;

public sealed class ChangeProgrammeRules : AbstractValidator<ChangeProgrammeRequest>
{
    public ChangeProgrammeRules(TrainingTopics topics) => ProgrammeContentRules.AddTo(this, topics);
}

public static class ChangeProgramme
{
    /// <summary>Replaces what a programme says; sessions already planned keep their topics.</summary>
    /// <remarks>If-Match names the version being changed; sending the same change again answers as before.</remarks>
    public static async Task<Results<Ok<ProgrammeResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ChangeProgrammeRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TrainingTopics topics,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        var programme = await db.Programmes.FindAsync([id], cancellationToken);
        if (programme is null)
            return ProgrammeProblems.NotFound.Result(id);
        if (!caller.MayTouch(programme.OwnerPath))
            return CommonProblems.UnitOutOfScope.Result(programme.OwnerUnit);
        var content = request.ToContent();
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = ContentHash.Of(programme.Content) == ContentHash.Of(content);
        if (programme.Version != expected && !(isDone && programme.Version == expected + 1))
            return CommonProblems.VersionStale.Result(programme.Version);
        if (!isDone)
        {
            var (owner, problem) = await db.FindOwnUnitAsync(content.OwnerUnit, caller, clock, cancellationToken);
            if (owner is null)
                return problem!;
            if (topics.Judge(content.Topics.Except(programme.Topics), content, owner) is { } refused)
                return refused;
            programme.Change(content, owner);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(expected + 1);
            }
            catch (DbUpdateException exception)
                when (DatabaseFailures.IsUniqueViolation(exception, ProgrammeTable.CodeIsUnique))
            {
                return ProgrammeProblems.CodeTaken.Result(content.Code);
            }
        }
        http.Response.SetETag(programme.Version);
        return TypedResults.Ok(ProgrammeResponse.Of(programme));
    }
}
