using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.UnitImports;

public static class ImportVillages
{
    private const int MaxRows = 100_000;
    private const int RowsPerTransaction = 1_000;

    /// <summary>Registers up to 100,000 villages, each judged by itself.</summary>
    /// <remarks>
    /// Takes a JSON array, NDJSON or CSV (<c>parentCode,type,name,code</c>). Good rows are durable when the answer comes;
    /// each bad one is named with row, field, code and text. Sending the same rows again registers nothing twice: a
    /// commune's village of the same type and name counts as unchanged.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    public static async Task<Results<Ok<BulkAnswer>, ProblemHttpResult>> Handle(
        HttpRequest request,
        IValidator<RegisterVillageRequest> rules,
        VillageWriter writer,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        var rows = BulkReader.ReadAsync(request, rules, cancellationToken);
        if (rows is null)
            return CommonProblems.MediaTypeUnsupported.Result();

        var tally = new BulkTally();
        var good = new List<(int Number, VillageRow Row)>();
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
            var outcomes = await writer.WriteAsync([.. chunk.Select(pair => pair.Row)], dryRun, cancellationToken);
            foreach (var (outcome, (number, _)) in outcomes.Zip(chunk))
                tally.Add(number, outcome);
        }
        return TypedResults.Ok(tally.ToAnswer(dryRun));
    }
}
