using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Activities;

public static class RecordActivityBatch
{
    public const int MaxRows = 10_000;

    /// <summary>Records up to 10,000 activities, each judged by itself.</summary>
    /// <remarks>
    /// Takes a JSON array, NDJSON or CSV. Good rows are durable when the answer comes; each bad one is named with row,
    /// field, code and text. Sending the same batch again records nothing twice: its rows count as unchanged.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    public static async Task<Results<Ok<BulkAnswer>, ProblemHttpResult>> Handle(
        HttpContext http,
        Caller caller,
        IValidator<RecordActivityRequest> rules,
        ActivityWriter writer,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        var rows = BulkReader.ReadAsync(http.Request, rules, cancellationToken);
        if (rows is null)
            return CommonProblems.MediaTypeUnsupported.Result();

        var errors = new List<RowError>();
        var good = new List<ActivityRow>();
        var numbers = new List<int>();
        var read = 0;
        await foreach (var row in rows)
        {
            if (++read > MaxRows)
                return ActivityProblems.BatchTooLarge.Result(MaxRows);
            errors.AddRange(row.Errors.Select(error => RowError.Of(row.Number, error)));
            if (row.Errors.Count > 0)
                continue;
            var request = row.Value!;
            if (StableId.Of(request.Id, http.Request, caller, row.Number) is not { } id)
            {
                errors.Add(RowError.Of(row.Number, ActivityProblems.IdMissing.At("id")));
                continue;
            }
            good.Add(new ActivityRow(id, request.TeamId!.Value, request.ToContent()));
            numbers.Add(row.Number);
        }

        var outcomes = await writer.WriteAsync(good, caller, dryRun, cancellationToken);
        for (var index = 0; index < outcomes.Count; index++)
            if (outcomes[index] is { Problem: { } problem } refused)
                errors.Add(RowError.Of(numbers[index], problem.At(refused.Field, refused.Arguments)));
        var accepted = outcomes.Count(outcome => outcome.IsNew);
        var unchanged = outcomes.Count(outcome => outcome is { IsNew: false, Problem: null });
        return TypedResults.Ok(
            new BulkAnswer(
                accepted,
                unchanged,
                read - accepted - unchanged,
                dryRun,
                [.. errors.OrderBy(error => error.Row)]
            )
        );
    }
}
