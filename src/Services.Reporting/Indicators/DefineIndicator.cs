using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Indicators;

/// <summary>A new indicator. Its code is its identity and stays for good.</summary>
/// <param name="Code">Up to 64 lower-case letters, digits, hyphens and dots; a province's begin with its code and a dot.</param>
/// <param name="Kind">"additive", "ratio" or "text".</param>
/// <param name="Unit">"VN" for all, or the code of a province for its own.</param>
/// <param name="Editions">What is said of it, with days; up to 50.</param>
public sealed record DefineIndicatorRequest(
    string? Code,
    string? Kind,
    string? Unit,
    IReadOnlyList<IndicatorEditionRequest>? Editions
);

public sealed class DefineIndicatorRules : AbstractValidator<DefineIndicatorRequest>
{
    public DefineIndicatorRules()
    {
        RuleFor(request => request.Kind)
            .Must(kind => kind is IndicatorKinds.Additive or IndicatorKinds.Ratio or IndicatorKinds.Text)
            .WithProblem(IndicatorProblems.KindUnknown);
        RuleFor(request => request.Unit).NotEmpty().MaximumLength(20);
        RuleFor(request => request.Code)
            .Cascade(CascadeMode.Stop)
            .NotEmpty()
            .Must((request, code) => IndicatorTerms.Fits(code!, request.Unit ?? ""))
            .WithProblem(IndicatorProblems.CodeInvalid, IndicatorTerms.Longest);
        IndicatorContentRules.AddTo(this, request => request.Editions);
        RuleForEach(request => request.Editions).NotNull().SetValidator(new IndicatorEditionRules());
    }
}

public static class DefineIndicator
{
    /// <summary>Defines an indicator: the ministry for all, a province its own.</summary>
    /// <remarks>
    /// Answers 201; 200 when the same one is sent again; 409 when the code is there with other content. A ratio is worked out
    /// from the sums of its terms at every level and over any days; divided by nothing it is null. 403 outside the
    /// caller's unit.
    /// </remarks>
    public static async Task<
        Results<Created<IndicatorDefinitionResponse>, Ok<IndicatorDefinitionResponse>, ProblemHttpResult>
    > Handle(
        DefineIndicatorRequest request,
        HttpContext http,
        Caller caller,
        ReportingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (id, path) = (default(int?), UnitPath.Nation);
        if (request.Unit != UnitPath.Nation)
        {
            if (await db.FindUnitAsync(request.Unit!, clock.Today(), cancellationToken) is not { Level: 1 } province)
                return IndicatorProblems.UnitNotProvince.Result(request.Unit);
            (id, path) = (province.Id, province.Path);
        }
        if (!caller.MayTouch(path))
            return CommonProblems.UnitOutOfScope.Result(request.Unit);
        var editions = request.Editions!.ToContent();
        if (IndicatorContentRules.JudgeFormulas(request.Kind!, editions) is { } misplaced)
            return misplaced;
        var indicator = new Indicator(
            request.Code!,
            request.Kind!,
            id,
            request.Unit!,
            editions,
            caller.ClientId,
            clock.GetUtcNow()
        );
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var existing = await db.Indicators.SingleOrDefaultAsync(each => each.Code == indicator.Code, cancellationToken);
        if (existing is null)
        {
            if (await db.JudgeAsync(indicator, cancellationToken) is { } problem)
                return problem;
            db.Indicators.Add(indicator);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                http.Response.SetETag(indicator.Version);
                return TypedResults.Created(
                    $"/v1/indicators/{indicator.Code}",
                    IndicatorDefinitionResponse.Of(indicator)
                );
            }
            catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
            {
                await transaction.RollbackAsync(cancellationToken);
                db.ChangeTracker.Clear();
                existing = await db.Indicators.SingleAsync(each => each.Code == indicator.Code, cancellationToken);
            }
        }
        if (existing.RecordedHash != indicator.RecordedHash)
            return IndicatorProblems.CodeTaken.Result(indicator.Code);
        http.Response.SetETag(existing.Version);
        return TypedResults.Ok(IndicatorDefinitionResponse.Of(existing));
    }
}
