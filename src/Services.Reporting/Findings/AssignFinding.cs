using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Findings;

/// <param name="Unit">Code of the unit that is to look at it: that of the figures or one above it; null takes it back.</param>
public sealed record AssignFindingRequest(string? Unit);

public sealed class AssignFindingRules : AbstractValidator<AssignFindingRequest>
{
    public AssignFindingRules() => RuleFor(request => request.Unit).MaximumLength(20);
}

public static class AssignFinding
{
    /// <summary>Says which unit is to look at an open finding.</summary>
    /// <remarks>If-Match names the version being changed; sending it again answers as before.</remarks>
    public static Task<Results<Ok<FindingResponse>, ProblemHttpResult>> Handle(
        Guid id,
        AssignFindingRequest request,
        HttpContext http,
        ReportingDbContext db,
        FindingChange change,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(change);
        var unit = string.IsNullOrWhiteSpace(request.Unit) ? null : request.Unit.Trim();
        return change.ApplyAsync(id, http, finding => finding.Assignee == unit, AssignAsync, cancellationToken);

        async Task<ProblemHttpResult?> AssignAsync(Finding finding)
        {
            if (unit is not null && await db.FindUnitAsync(unit, clock.Today(), cancellationToken) is null)
                return FindingProblems.UnitUnknown.Result(unit);
            if (unit is not null && !UnitPath.IsWithin(finding.UnitPath, unit))
                return FindingProblems.AssigneeElsewhere.Result(unit);
            finding.Assign(unit, clock.StoredNow());
            return null;
        }
    }
}
