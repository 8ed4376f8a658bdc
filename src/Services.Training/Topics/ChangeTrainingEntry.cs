using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Topics;

/// <summary>What is said of an entry, as it should stand.</summary>
/// <param name="Vi">Name in Vietnamese, up to 200 characters.</param>
/// <param name="En">Name in English, up to 200 characters.</param>
/// <param name="ValidFrom">First day of sessions that may name it.</param>
/// <param name="ValidTo">First day of sessions that no longer may; absent where no end is set.</param>
public sealed record ChangeTrainingEntryRequest(string? Vi, string? En, DateOnly? ValidFrom, DateOnly? ValidTo)
    : ITrainingEntryFields;

public sealed class ChangeTrainingEntryRules : AbstractValidator<ChangeTrainingEntryRequest>
{
    public ChangeTrainingEntryRules() => TrainingEntryContentRules.AddTo(this);
}

public static class ChangeTrainingEntry
{
    /// <summary>Replaces what is said of an entry; <c>validTo</c> ends it. What names it already stays as it is.</summary>
    /// <remarks>
    /// If-Match names the version being changed; sending the same change again answers as before. A province's entries are
    /// changed by the province in which it stands today.
    /// </remarks>
    public static async Task<Results<Ok<TrainingEntryResponse>, ProblemHttpResult>> Handle(
        string kind,
        string code,
        ChangeTrainingEntryRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TrainingTopics topics,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        if (topics.Current.Find(kind, code) is not { } item)
            return TrainingTopicProblems.NotFound.Result(kind, code);
        if (!caller.MayTouch(item.OwnerPath))
            return CommonProblems.UnitOutOfScope.Result(item.Province ?? UnitPath.Nation);

        var content = request.ToContent();
        var entry = await db.TrainingEntries.SingleAsync(
            each => each.Kind == kind && each.Code == code,
            cancellationToken
        );
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = entry.Content == content;
        if (entry.Version != expected && !(isDone && entry.Version == expected + 1))
            return CommonProblems.VersionStale.Result(entry.Version);
        if (!isDone)
        {
            entry.Change(content);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(expected + 1);
            }
        }
        http.Response.SetETag(entry.Version);
        return TypedResults.Ok(TrainingEntryResponse.Of(entry));
    }
}
