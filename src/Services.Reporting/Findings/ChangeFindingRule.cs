using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Reporting.ReportDefinitions;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Findings;

/// <summary>A rule between two indicators of a unit and month, where both were counted.</summary>
/// <param name="Smaller">Code of the indicator that is never more, up to 128 characters.</param>
/// <param name="Larger">Code of the other one.</param>
/// <param name="Vi">What is wrong where it is broken, in Vietnamese, up to 200 characters.</param>
/// <param name="En">The same in English.</param>
/// <param name="IsActive">False where it is no longer looked for; true where absent.</param>
public sealed record ChangeFindingRuleRequest(string? Smaller, string? Larger, string? Vi, string? En, bool? IsActive);

public sealed class ChangeFindingRuleRules : AbstractValidator<ChangeFindingRuleRequest>
{
    public ChangeFindingRuleRules()
    {
        RuleFor(request => request.Smaller).NotEmpty().MaximumLength(128);
        RuleFor(request => request.Larger).NotEmpty().MaximumLength(128);
        RuleFor(request => request.Vi).NotEmpty().MaximumLength(200);
        RuleFor(request => request.En).NotEmpty().MaximumLength(200);
    }
}

/// <summary>A rule between two indicators.</summary>
/// <param name="Code">Its stable code.</param>
/// <param name="Smaller">Code of the indicator that is never more.</param>
/// <param name="Larger">Code of the other one.</param>
/// <param name="Vi">What is wrong where it is broken, in Vietnamese.</param>
/// <param name="En">The same in English.</param>
/// <param name="IsActive">False where it is no longer looked for.</param>
public sealed record FindingRuleResponse(
    string Code,
    string Smaller,
    string Larger,
    string Vi,
    string En,
    bool IsActive
)
{
    internal static FindingRuleResponse Of(FindingRule rule) =>
        new(rule.Code, rule.Smaller, rule.Larger, rule.Vi, rule.En, rule.IsActive);
}

public static class ChangeFindingRule
{
    /// <summary>Sets a rule, or changes it, from the next check on. Only for clients of unit VN.</summary>
    public static async Task<Results<Ok<FindingRuleResponse>, ProblemHttpResult>> Handle(
        string code,
        ChangeFindingRuleRequest request,
        Caller caller,
        ReportingDbContext db,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caller);
        if (!DefinitionContentRules.IsCode(code))
            return FindingProblems.RuleCodeInvalid.Result();
        if (caller.Unit != UnitPath.Nation)
            return CommonProblems.UnitOutOfScope.Result(UnitPath.Nation);
        var (vi, en) = (StoredText.Clean(request.Vi!), StoredText.Clean(request.En!));
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO finding_rules (code, smaller, larger, vi, en, is_active)
            VALUES ({code}, {request.Smaller}, {request.Larger}, {vi}, {en}, {request.IsActive ?? true})
            ON CONFLICT (code) DO UPDATE SET smaller = excluded.smaller, larger = excluded.larger, vi = excluded.vi,
                en = excluded.en, is_active = excluded.is_active
            """,
            cancellationToken
        );
        return TypedResults.Ok(
            FindingRuleResponse.Of(
                await db.FindingRules.AsNoTracking().SingleAsync(rule => rule.Code == code, cancellationToken)
            )
        );
    }
}

public static class ListFindingRules
{
    /// <summary>Lists the rules between indicators, by code.</summary>
    public static async Task<Ok<IReadOnlyList<FindingRuleResponse>>> Handle(
        ReportingDbContext db,
        CancellationToken cancellationToken
    )
    {
        var rules = await db.FindingRules.AsNoTracking().OrderBy(rule => rule.Code).ToListAsync(cancellationToken);
        IReadOnlyList<FindingRuleResponse> answer = [.. rules.Select(FindingRuleResponse.Of)];
        return TypedResults.Ok(answer);
    }
}
