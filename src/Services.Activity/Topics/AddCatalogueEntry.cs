using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Topics;

/// <summary>A new entry of the catalogue. Its code is its identity and stays for good.</summary>
/// <param name="Kind">"topic", "form", "audience", "outcome" or "channel".</param>
/// <param name="Code">Up to 64 lower-case letters, digits and hyphens; a province's begin with its code and a dot ("19.c-thai-nguyen").</param>
/// <param name="Unit">"VN" for every team, or the code of a province for its own.</param>
/// <param name="PartOf">Of an outcome: the outcome of which it counts a part. In one activity the parts may not exceed their whole.</param>
/// <param name="Vi">Name in Vietnamese, up to 200 characters.</param>
/// <param name="En">Name in English, up to 200 characters.</param>
/// <param name="MaxCount">Of an outcome: a higher count of one activity is flagged for review, 1 to 100,000; no bound where absent.</param>
/// <param name="MaxPeople">Of a form: more people guided by one activity are flagged, 1 to 100,000; no bound where absent.</param>
/// <param name="MaxHouseholds">Of a form: more households reached by one activity are flagged, 1 to 100,000; no bound where absent.</param>
/// <param name="ValidFrom">First day of activities that may say it.</param>
/// <param name="ValidTo">First day of activities that no longer may; absent where no end is set.</param>
public sealed record AddCatalogueEntryRequest(
    string? Kind,
    string? Code,
    string? Unit,
    string? PartOf,
    string? Vi,
    string? En,
    int? MaxCount,
    int? MaxPeople,
    int? MaxHouseholds,
    DateOnly? ValidFrom,
    DateOnly? ValidTo
) : ICatalogueContentFields;

public sealed class AddCatalogueEntryRules : AbstractValidator<AddCatalogueEntryRequest>
{
    public AddCatalogueEntryRules()
    {
        RuleFor(request => request.Kind)
            .Must(kind => CatalogueKinds.All.Contains(kind))
            .WithProblem(CatalogueProblems.KindUnknown, string.Join(", ", CatalogueKinds.All));
        RuleFor(request => request.Unit).NotEmpty().Matches(@"^(VN|[0-9]{2})\z");
        RuleFor(request => request.Code)
            .Cascade(CascadeMode.Stop)
            .NotEmpty()
            .Must((request, code) => CatalogueCodes.Fits(code!, request.Unit ?? "", request.PartOf))
            .WithProblem(CatalogueProblems.CodeInvalid, CatalogueCodes.Longest)
            .Must((request, code) => request.Kind != CatalogueKinds.Outcome || !CatalogueCodes.IsReserved(code!))
            .WithProblem(CatalogueProblems.CodeReserved);
        RuleFor(request => request.PartOf).MaximumLength(CatalogueCodes.Longest);
        CatalogueContentRules.AddTo(this);
    }
}

public static class AddCatalogueEntry
{
    /// <summary>Adds something that activities can say: the ministry for all teams, a province for its own.</summary>
    /// <remarks>
    /// Answers 201; 200 when the same entry is sent again; 409 when the code is there with other content. This replica knows
    /// the code at once, the others within a second. 403 outside the caller's unit.
    /// </remarks>
    public static async Task<
        Results<Created<CatalogueEntryResponse>, Ok<CatalogueEntryResponse>, ProblemHttpResult>
    > Handle(
        AddCatalogueEntryRequest request,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        ActivityCatalogue catalogue,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (owner, problem) = await OwnerAsync(request.Unit!, caller, db, clock, cancellationToken);
        var content = request.ToContent();
        problem ??= content.JudgeBounds(request.Kind!);
        if (problem is not null)
            return problem;
        await catalogue.ReloadAsync(cancellationToken);
        if (request.PartOf is { } whole && !CanBePart(request, catalogue.Current.Find(CatalogueKinds.Outcome, whole)))
            return CatalogueProblems.WholeUnknown.Result();

        var entry = new CatalogueEntry(
            request.Kind!,
            request.Code!,
            owner,
            request.Unit!,
            request.PartOf,
            content,
            caller.ClientId,
            clock.GetUtcNow()
        );
        db.CatalogueEntries.Add(entry);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await catalogue.ReloadAsync(cancellationToken);
            http.Response.SetETag(entry.Version);
            return TypedResults.Created(
                $"/v1/topics/entries/{entry.Kind}/{entry.Code}",
                CatalogueEntryResponse.Of(entry)
            );
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        var existing = await db.CatalogueEntries.SingleAsync(
            each => each.Kind == entry.Kind && each.Code == entry.Code,
            cancellationToken
        );
        if (existing.RecordedHash != entry.RecordedHash)
            return CatalogueProblems.CodeTaken.Result(entry.Code);
        http.Response.SetETag(existing.Version);
        return TypedResults.Ok(CatalogueEntryResponse.Of(existing));
    }

    /// <summary>The province that is to have the entry, null for the nation; or why this caller cannot give it one.</summary>
    private static async Task<(int?, ProblemHttpResult?)> OwnerAsync(
        string code,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (id, path) = (default(int?), UnitPath.Nation);
        if (code != UnitPath.Nation)
        {
            if (await db.FindUnitAsync(code, clock.Today(), cancellationToken) is not { Level: 1 } province)
                return (null, CatalogueProblems.UnitNotProvince.Result(code));
            (id, path) = (province.Id, province.Path);
        }
        return caller.MayTouch(path) ? (id, null) : (null, CommonProblems.UnitOutOfScope.Result(code));
    }

    private static bool CanBePart(AddCatalogueEntryRequest request, CatalogueItem? whole) =>
        request.Kind == CatalogueKinds.Outcome
        && whole is { Entry.PartOf: null }
        && whole.IsFor(request.Unit == UnitPath.Nation ? null : request.Unit);
}
