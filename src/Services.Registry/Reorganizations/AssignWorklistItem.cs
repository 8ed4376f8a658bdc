using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>Where a village or a team of a shared unit belongs.</summary>
/// <param name="SuccessorCode">Code, on the act's day, of the unit that it belongs to.</param>
public sealed record AssignWorklistItemRequest(string? SuccessorCode);

public sealed class AssignWorklistItemRules : AbstractValidator<AssignWorklistItemRequest>
{
    public AssignWorklistItemRules() => RuleFor(request => request.SuccessorCode).NotEmpty().MaximumLength(16);
}

public static class AssignWorklistItem
{
    /// <summary>Says where a village or a team of a shared unit belongs, from the act's day on.</summary>
    /// <remarks>
    /// Its figures since that day, and all of them under today's boundaries, go along. Sending the same again changes
    /// nothing; another unit corrects it. 403 when the item is out of reach, 404 when the act leaves no such thing open; 422 when
    /// the unit is none of those that share it.
    /// </remarks>
    /// <param name="id">The act.</param>
    /// <param name="item">The village's code, or the team's id.</param>
    public static async Task<Results<Ok<AssignmentRow>, ProblemHttpResult>> Handle(
        Guid id,
        string item,
        AssignWorklistItemRequest request,
        WorklistWriter writer,
        CancellationToken cancellationToken
    )
    {
        var row = new AssignmentRow(item, request.SuccessorCode!.Trim());
        var outcomes = await writer.WriteAsync(id, [row], dryRun: false, cancellationToken);
        return outcomes is null ? ReorganizationProblems.NotFound.Result(id)
            : outcomes[0].Refusal is { } refusal ? refusal.Result()
            : TypedResults.Ok(row);
    }
}
