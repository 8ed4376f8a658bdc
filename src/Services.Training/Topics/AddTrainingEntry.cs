using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Topics;

/// <summary>A new topic or organisation. Its code is its identity and stays for good.</summary>
/// <param name="Kind">"topic" or "organisation".</param>
/// <param name="Code">Up to 64 lower-case letters, digits and hyphens; a province's begin with its code and a dot ("38.sea-safety").</param>
/// <param name="Unit">"VN" for everybody, or the code of a province for its own.</param>
/// <param name="Vi">Name in Vietnamese, up to 200 characters.</param>
/// <param name="En">Name in English, up to 200 characters.</param>
/// <param name="ValidFrom">First day of sessions that may name it.</param>
/// <param name="ValidTo">First day of sessions that no longer may; absent where no end is set.</param>
public sealed record AddTrainingEntryRequest(
    string? Kind,
    string? Code,
    string? Unit,
    string? Vi,
    string? En,
    DateOnly? ValidFrom,
    DateOnly? ValidTo
) : ITrainingEntryFields;

public sealed class AddTrainingEntryRules : AbstractValidator<AddTrainingEntryRequest>
{
    public AddTrainingEntryRules()
    {
        RuleFor(request => request.Kind)
            .Must(kind => TrainingEntryKinds.All.Contains(kind))
            .WithProblem(TrainingTopicProblems.KindUnknown, string.Join(", ", TrainingEntryKinds.All));
        RuleFor(request => request.Unit).NotEmpty().Matches(@"^(VN|[0-9]{2})\z");
        RuleFor(request => request.Code)
            .Cascade(CascadeMode.Stop)
            .NotEmpty()
            .Must((request, code) => TrainingEntryCodes.Fits(code!, request.Unit ?? ""))
            .WithProblem(TrainingTopicProblems.CodeInvalid, TrainingEntryCodes.Longest);
        TrainingEntryContentRules.AddTo(this);
    }
}

public static class AddTrainingEntry
{
    /// <summary>Adds a topic of training or an organisation that sends trainers: the ministry for all, a province for its own.</summary>
    /// <remarks>
    /// Answers 201; 200 when the same entry is sent again; 409 when the code is there with other content. 403 outside the
    /// caller's unit.
    /// </remarks>
    public static async Task<
        Results<Created<TrainingEntryResponse>, Ok<TrainingEntryResponse>, ProblemHttpResult>
    > Handle(
        AddTrainingEntryRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (id, path) = (default(int?), UnitPath.Nation);
        if (request.Unit != UnitPath.Nation)
        {
            if (await db.FindUnitAsync(request.Unit!, clock.Today(), cancellationToken) is not { Level: 1 } province)
                return TrainingTopicProblems.UnitNotProvince.Result(request.Unit);
            (id, path) = (province.Id, province.Path);
        }
        if (!caller.MayTouch(path))
            return CommonProblems.UnitOutOfScope.Result(request.Unit);

        var entry = new TrainingEntry(
            request.Kind!,
            request.Code!,
            (id, request.Unit!),
            request.ToContent(),
            caller.ClientId,
            clock.GetUtcNow()
        );
        db.TrainingEntries.Add(entry);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            http.Response.SetETag(entry.Version);
            return TypedResults.Created(
                $"/v1/training-topics/entries/{entry.Kind}/{entry.Code}",
                TrainingEntryResponse.Of(entry)
            );
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        var existing = await db.TrainingEntries.SingleAsync(
            each => each.Kind == entry.Kind && each.Code == entry.Code,
            cancellationToken
        );
        if (existing.RecordedHash != entry.RecordedHash)
            return TrainingTopicProblems.CodeTaken.Result(entry.Code);
        http.Response.SetETag(existing.Version);
        return TypedResults.Ok(TrainingEntryResponse.Of(existing));
    }
}
