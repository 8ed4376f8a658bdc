using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Indicators;

/// <summary>All that is said of an indicator, as it should stand: those of before with their days, and what is new.</summary>
/// <param name="Editions">The editions; up to 50.</param>
public sealed record ChangeIndicatorRequest(IReadOnlyList<IndicatorEditionRequest>? Editions);

public sealed class ChangeIndicatorRules : AbstractValidator<ChangeIndicatorRequest>
{
    public ChangeIndicatorRules()
    {
        IndicatorContentRules.AddTo(this, request => request.Editions);
        RuleForEach(request => request.Editions).NotNull().SetValidator(new IndicatorEditionRules());
    }
}

public static class ChangeIndicator
{
    /// <summary>Replaces what is said of an indicator; <c>validTo</c> of the last edition ends it.</summary>
    /// <remarks>
    /// If-Match names the version being changed; sending the same change again answers as before. A province's are changed
    /// by the province in which it stands today.
    /// </remarks>
    public static async Task<Results<Ok<IndicatorDefinitionResponse>, ProblemHttpResult>> Handle(
        string code,
        ChangeIndicatorRequest request,
        HttpContext http,
        Caller caller,
        ReportingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var indicator = await db.Indicators.SingleOrDefaultAsync(each => each.Code == code, cancellationToken);
        if (indicator is null)
            return IndicatorProblems.NotFound.Result(code);
        var path = await db.PathOfAsync(indicator, clock.Today(), cancellationToken);
        if (!caller.MayTouch(path))
            return CommonProblems.UnitOutOfScope.Result(UnitPath.Province(path));
        var editions = request.Editions!.ToContent();
        if (IndicatorContentRules.JudgeFormulas(indicator.Kind, editions) is { } misplaced)
            return misplaced;
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = ContentHash.Of([indicator.Editions]) == ContentHash.Of([editions]);
        if (indicator.Version != expected && !(isDone && indicator.Version == expected + 1))
            return CommonProblems.VersionStale.Result(indicator.Version);
        if (!isDone)
        {
            if (indicator.IsCounted && Array.Exists(editions, edition => edition.Numerator.Length > 0))
                return IndicatorProblems.Counted.Result(code);
            indicator.Change(editions);
            if (await db.JudgeAsync(indicator, cancellationToken) is { } problem)
                return problem;
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(expected + 1);
            }
        }
        http.Response.SetETag(indicator.Version);
        return TypedResults.Ok(IndicatorDefinitionResponse.Of(indicator));
    }
}
