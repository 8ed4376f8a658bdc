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

        var errors = new List<RowError>();
        var chunk = new List<(int Number, VillageRow Row)>();
        var (read, accepted, unchanged) = (0, 0, 0);
        await foreach (var row in rows)
        {
            if (++read > MaxRows)
                return CommonProblems.TooLarge.Result();
            if (row.Errors.Count == 0)
                chunk.Add((row.Number, row.Value!.ToRow()));
            errors.AddRange(row.Errors.Select(error => RowError.Of(row.Number, error)));
            if (chunk.Count == RowsPerTransaction)
                await WriteAsync();
        }
        await WriteAsync();
        return TypedResults.Ok(
            new BulkAnswer(
                accepted,
                unchanged,
                read - accepted - unchanged,
                dryRun,
                [.. errors.OrderBy(error => error.Row)]
            )
        );

        async Task WriteAsync()
        {
            var outcomes = await writer.WriteAsync([.. chunk.Select(pair => pair.Row)], dryRun, cancellationToken);
            accepted += outcomes.Count(outcome => outcome.IsNew);
            unchanged += outcomes.Count(outcome => outcome.IsUnchanged);
            errors.AddRange(
                outcomes
                    .Select((outcome, index) => (outcome.Refusal, chunk[index].Number))
                    .Where(pair => pair.Refusal is not null)
                    .Select(pair => RowError.Of(pair.Number, pair.Refusal!.At()))
            );
            chunk.Clear();
        }
    }
}
