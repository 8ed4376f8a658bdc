using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Findings;

/// <param name="Note">Why the figures are right as they are, up to 2000 characters.</param>
public sealed record DismissFindingRequest(string? Note);

public sealed class DismissFindingRules : AbstractValidator<DismissFindingRequest>
{
    public DismissFindingRules() => RuleFor(request => request.Note).NotEmpty().MaximumLength(2_000);
}

public static class DismissFinding
{
    /// <summary>Dismisses an open finding. It opens anew only where its figures change.</summary>
    /// <remarks>If-Match names the version being changed; sending it again answers as before.</remarks>
    public static Task<Results<Ok<FindingResponse>, ProblemHttpResult>> Handle(
        Guid id,
        DismissFindingRequest request,
        HttpContext http,
        FindingChange change,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(change);
        var note = StoredText.CleanLines(request.Note!);
        return change.ApplyAsync(
            id,
            http,
            finding => finding.State == Finding.Dismissed && finding.Note == note,
            finding =>
            {
                finding.Dismiss(note, clock.StoredNow());
                return Task.FromResult<ProblemHttpResult?>(null);
            },
            cancellationToken
        );
    }
}
