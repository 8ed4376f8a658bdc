using System.Text.Json.Serialization;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>A village or team, and where it belongs.</summary>
/// <param name="Item">The village's code, or the team's id.</param>
/// <param name="SuccessorCode">Code, on the act's day, of the unit that it belongs to.</param>
// The exported worklist is filled in and sent back, with the columns that are only there to be read.
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record AssignmentRow(string? Item, string? SuccessorCode);

public sealed class AssignmentRowRules : AbstractValidator<AssignmentRow>
{
    public AssignmentRowRules()
    {
        RuleFor(row => row.Item).NotEmpty().MaximumLength(36);
        RuleFor(row => row.SuccessorCode).NotEmpty().MaximumLength(16);
    }
}

public static class ImportAssignments
{
    private const int MaxRows = 100_000;
    private const int RowsPerTransaction = 1_000;

    /// <summary>Says where many villages and teams of shared units belong, each judged by itself.</summary>
    /// <remarks>
    /// Takes CSV (<c>item,successorCode</c>; the exported worklist, filled in), NDJSON or a JSON array. Good rows are durable when the answer comes; each bad one
    /// is named with row, field, code and text. Sending the same rows again changes nothing.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    public static async Task<Results<Ok<BulkAnswer>, ProblemHttpResult>> Handle(
        Guid id,
        HttpRequest request,
        IValidator<AssignmentRow> rules,
        WorklistWriter writer,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        var rows = BulkReader.ReadAsync(request, rules, cancellationToken);
        if (rows is null)
            return CommonProblems.MediaTypeUnsupported.Result();
        var tally = new BulkTally();
        var good = new List<(int Number, AssignmentRow Row)>();
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var row in rows)
        {
            if (row.Number > MaxRows)
                return CommonProblems.TooLarge.Result();
            if (row.Errors.Count > 0)
                tally.Refuse(row.Number, row.Errors);
            // Sent again, two rows for one would move it back and forth.
            else if (!named.Add(row.Value!.Item!.Trim()))
                tally.Refuse(row.Number, ReorganizationProblems.ItemRepeated.At("item", row.Value.Item));
            else
                good.Add((row.Number, row.Value!));
        }
        foreach (var chunk in good.Chunk(RowsPerTransaction))
        {
            var outcomes = await writer.WriteAsync(id, [.. chunk.Select(pair => pair.Row)], dryRun, cancellationToken);
            if (outcomes is null)
                return ReorganizationProblems.NotFound.Result(id);
            foreach (var (outcome, (number, _)) in outcomes.Zip(chunk))
                tally.Add(number, outcome);
        }
        return TypedResults.Ok(tally.ToAnswer(dryRun));
    }
}
