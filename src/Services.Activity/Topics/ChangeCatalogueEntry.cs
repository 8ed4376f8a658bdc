using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Topics;

/// <summary>An entry as it should stand; <c>validTo</c> ends it.</summary>
/// <param name="Vi">Name in Vietnamese, up to 200 characters.</param>
/// <param name="En">Name in English, up to 200 characters.</param>
/// <param name="MaxCount">Of an outcome: a higher count of one activity is flagged for review, 1 to 100,000; no bound where absent.</param>
/// <param name="MaxPeople">Of a form: more people guided by one activity are flagged, 1 to 100,000; no bound where absent.</param>
/// <param name="MaxHouseholds">Of a form: more households reached by one activity are flagged, 1 to 100,000; no bound where absent.</param>
/// <param name="ValidFrom">First day of activities that may say it.</param>
/// <param name="ValidTo">First day of activities that no longer may; absent where no end is set.</param>
public sealed record ChangeCatalogueEntryRequest(
    string? Vi,
    string? En,
    int? MaxCount,
    int? MaxPeople,
    int? MaxHouseholds,
    DateOnly? ValidFrom,
    DateOnly? ValidTo
) : ICatalogueContentFields;

public sealed class ChangeCatalogueEntryRules : AbstractValidator<ChangeCatalogueEntryRequest>
{
    public ChangeCatalogueEntryRules() => CatalogueContentRules.AddTo(this);
}

public static class ChangeCatalogueEntry
{
    /// <summary>Replaces what is said of an entry; <c>validTo</c> ends it. What was recorded before stays as it is.</summary>
    /// <remarks>
    /// If-Match names the version being changed; sending the same change again answers as before. A province's entries are
    /// changed by the province in which it stands today.
    /// </remarks>
    public static async Task<Results<Ok<CatalogueEntryResponse>, ProblemHttpResult>> Handle(
        string kind,
        string code,
        ChangeCatalogueEntryRequest request,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        ActivityCatalogue catalogue,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        await catalogue.ReloadAsync(cancellationToken);
        if (catalogue.Current.Find(kind, code) is not { } item)
            return CatalogueProblems.NotFound.Result(kind, code);
        var path = item.Province is { } province ? $"{UnitPath.Nation}/{province}" : UnitPath.Nation;
        if (!caller.MayTouch(path))
            return CommonProblems.UnitOutOfScope.Result(item.Province ?? UnitPath.Nation);
        var content = request.ToContent();
        if (content.JudgeBounds(kind) is { } problem)
            return problem;

        var entry = await db.CatalogueEntries.SingleAsync(
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
            await catalogue.ReloadAsync(cancellationToken);
        }
        http.Response.SetETag(entry.Version);
        return TypedResults.Ok(CatalogueEntryResponse.Of(entry));
    }
}
