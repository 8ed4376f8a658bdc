using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.UnitFigures;

/// <summary>One row of a list of reference figures.</summary>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="Figure">"population", "residents-15-plus" or "households".</param>
/// <param name="ValidFrom">The day (yyyy-MM-dd) from which it holds.</param>
/// <param name="Value">The figure, 0 or more.</param>
/// <param name="Source">Where it comes from, up to 200 characters.</param>
/// <param name="AsOf">The day on which the unit bears the code; today where absent.</param>
public sealed record ImportUnitFigureRequest(
    string? UnitCode,
    string? Figure,
    DateOnly? ValidFrom,
    long? Value,
    string? Source,
    DateOnly? AsOf
)
{
    internal UnitFigureRow ToRow() =>
        new(
            UnitCode!.Trim(),
            AsOf,
            Figure!,
            ValidFrom!.Value,
            Value!.Value,
            UnitFigureContentRules.CleanSource(Source!)
        );
}

public sealed class ImportUnitFigureRules : AbstractValidator<ImportUnitFigureRequest>
{
    public ImportUnitFigureRules(TimeProvider clock)
    {
        RuleFor(request => request.UnitCode).NotEmpty().MaximumLength(16);
        RuleFor(request => request.Figure).IsFigure();
        RuleFor(request => request.ValidFrom)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(day => UnitFigureContentRules.IsFigureDay(day, clock))
            .WithProblem(UnitFigureProblems.DateOutOfRange);
        RuleFor(request => request.Value).IsFigureValue();
        RuleFor(request => request.Source).IsSource();
    }
}

public static class ImportUnitFigures
{
    private const int MaxRows = 100_000;
    private const int RowsPerTransaction = 1_000;

    /// <summary>Records or corrects up to 100,000 reference figures, each judged by itself.</summary>
    /// <remarks>
    /// Takes a JSON array, NDJSON or CSV (<c>unitCode,figure,validFrom,value,source,asOf</c>). Good rows are durable when the
    /// answer comes; each bad one is named with row, field, code and text. A figure that stands there already with the same
    /// content counts as unchanged.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    public static async Task<Results<Ok<BulkAnswer>, ProblemHttpResult>> Handle(
        HttpRequest request,
        Caller caller,
        IValidator<ImportUnitFigureRequest> rules,
        UnitFigureWriter writer,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        var rows = BulkReader.ReadAsync(request, rules, cancellationToken);
        if (rows is null)
            return CommonProblems.MediaTypeUnsupported.Result();

        var tally = new BulkTally();
        var good = new List<(int Number, UnitFigureRow Row)>();
        // All is read before anything is written: a list refused as a whole leaves nothing behind.
        await foreach (var row in rows)
        {
            if (row.Number > MaxRows)
                return CommonProblems.TooLarge.Result();
            if (row.Errors.Count > 0)
                tally.Refuse(row.Number, row.Errors);
            else
                good.Add((row.Number, row.Value!.ToRow()));
        }

        foreach (var chunk in good.Chunk(RowsPerTransaction))
        {
            var outcomes = await writer.WriteAsync(
                [.. chunk.Select(pair => pair.Row)],
                caller,
                dryRun,
                cancellationToken
            );
            foreach (var (outcome, (number, _)) in outcomes.Zip(chunk))
                tally.Add(number, outcome);
        }
        return TypedResults.Ok(tally.ToAnswer(dryRun));
    }
}
