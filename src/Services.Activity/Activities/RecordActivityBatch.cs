using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Activity.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Activities;

public static class RecordActivityBatch
{
    public const int MaxRows = 10_000;

    /// <summary>Records up to 10,000 activities, each judged by itself.</summary>
    /// <remarks>
    /// Takes a JSON array, NDJSON or CSV. Good rows are durable when the answer comes; each bad one is named with row,
    /// field, code and text. Sending the same batch again records nothing twice: its rows count as unchanged. <c>flagged</c>
    /// counts the accepted rows with figures beyond the usual, which wait for review; it is left out where there are none.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    public static async Task<Results<Ok<BulkAnswer>, ProblemHttpResult>> Handle(
        HttpContext http,
        Caller caller,
        IValidator<RecordActivityRequest> rules,
        ActivityWriter writer,
        ActivityCatalogue catalogue,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        var rows = BulkReader.ReadAsync(http.Request, rules, cancellationToken);
        if (rows is null)
            return CommonProblems.MediaTypeUnsupported.Result();

        var tally = new BulkTally();
        var good = new List<(int Number, ActivityRow Row)>();
        await foreach (var row in rows)
        {
            if (row.Number > MaxRows)
                return ActivityProblems.BatchTooLarge.Result(MaxRows);
            if (Take(row, http.Request, caller, catalogue, tally) is { } taken)
                good.Add((row.Number, taken));
        }

        var outcomes = await writer.WriteAsync(good.ConvertAll(pair => pair.Row), caller, dryRun, cancellationToken);
        foreach (var (outcome, (number, row)) in outcomes.Zip(good))
            tally.Add(number, outcome, isFlagged: row.Flags.Count > 0);
        return TypedResults.Ok(tally.ToAnswer(dryRun));
    }

    /// <summary>The row as it is written; null where it is refused, which the tally is told.</summary>
    internal static ActivityRow? Take(
        BulkRow<RecordActivityRequest> row,
        HttpRequest request,
        Caller caller,
        ActivityCatalogue catalogue,
        BulkTally tally
    )
    {
        if (row.Errors.Count > 0)
            tally.Refuse(row.Number, row.Errors);
        else if (StableId.Of(row.Value!.Id, request, caller, row.Number) is { } id)
            return ActivityRow.Of(id, row.Value.TeamId!.Value, row.Value.ToContent(), catalogue);
        else
            tally.Refuse(row.Number, ActivityProblems.IdMissing.At("id"));
        return null;
    }
}
