using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.UnitFigures;

/// <summary>A reference figure of a unit.</summary>
/// <param name="Value">The figure, 0 or more.</param>
/// <param name="Source">Where it comes from ("Niên giám thống kê 2024"), up to 200 characters.</param>
public sealed record RecordUnitFigureRequest(long? Value, string? Source);

public sealed class RecordUnitFigureRules : AbstractValidator<RecordUnitFigureRequest>
{
    public RecordUnitFigureRules()
    {
        RuleFor(request => request.Value).IsFigureValue();
        RuleFor(request => request.Source).IsSource();
    }
}

public static class RecordUnitFigure
{
    /// <summary>Records or corrects a reference figure of a unit that holds from a day on.</summary>
    /// <remarks>
    /// Sending the same again changes nothing. If-Match, where given, names the version being corrected. 403 outside the
    /// caller's unit.
    /// </remarks>
    /// <param name="unit">Code of the unit.</param>
    /// <param name="figure">"population", "residents-15-plus" or "households".</param>
    /// <param name="validFrom">The day (yyyy-MM-dd) from which it holds, until the next one.</param>
    /// <param name="asOf">The day on which the unit bears the code; today where absent.</param>
    public static async Task<Results<Ok<UnitFigureResponse>, ProblemHttpResult>> Handle(
        string unit,
        string figure,
        DateOnly validFrom,
        RecordUnitFigureRequest request,
        HttpContext http,
        Caller caller,
        RegistryDbContext db,
        UnitFigureWriter writer,
        TimeProvider clock,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var expected = http.Request.IfMatch();
        if (!Contracts.ReferenceFigures.All.Contains(figure))
            return UnitFigureProblems.FigureUnknown.Result(UnitFigureContentRules.Figures);
        if (!UnitFigureContentRules.IsFigureDay(validFrom, clock))
            return UnitFigureProblems.DateOutOfRange.Result();
        var day = asOf ?? clock.Today();
        if ((await db.UnitsByCodeAsync([unit], day, cancellationToken)).GetValueOrDefault(unit) is not { } place)
            return UnitProblems.NotFound.Result(unit, day);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Before the row, as the writer does: else an import, an act and this could wait for each other in a circle.
        await db.HoldTreeAsync(cancellationToken);
        var known = await db
            .UnitFigures.FromSql(
                $"""
                SELECT * FROM unit_figures
                WHERE unit_id = {place.Id} AND figure = {figure} AND valid_from = {validFrom} FOR UPDATE
                """
            )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);
        var source = UnitFigureContentRules.CleanSource(request.Source!);
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = known is not null && (known.Value, known.Source) == (request.Value!.Value, source);
        if (expected is not null && expected != known?.Version && !(isDone && known!.Version == expected + 1))
            return CommonProblems.VersionStale.Result(known?.Version ?? 0);
        var row = new UnitFigureRow(unit, asOf, figure, validFrom, request.Value!.Value, source);
        var outcome = (await writer.WriteAsync([row], caller, dryRun: false, cancellationToken))[0];
        if (outcome.Refusal is { } refusal)
            return refusal.Result();
        await transaction.CommitAsync(cancellationToken);
        http.Response.SetETag(outcome.Value!.Version);
        return TypedResults.Ok(UnitFigureResponse.Of(outcome.Value, place.Code, place.FullName));
    }
}
