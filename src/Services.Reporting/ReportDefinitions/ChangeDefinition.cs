using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Reporting.Indicators;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.ReportDefinitions;

/// <summary>The whole definition as it should stand; its owner and where its periods begin and end stay.</summary>
/// <param name="Vi">Name in Vietnamese, up to 200 characters.</param>
/// <param name="En">Name in English, up to 200 characters.</param>
/// <param name="OpensAfterDays">Days after the last day of the data on which reports are opened, -31 to 31; 1 where absent.</param>
/// <param name="Deadlines">The levels that report, each once, with the days they have.</param>
/// <param name="ReminderDays">When who has not reported is reminded: days after the deadline, negative before it; up to 10.</param>
/// <param name="Indicators">Codes of the figures, up to 200.</param>
/// <param name="Sections">What is told in words, up to 20 parts.</param>
/// <param name="ValidFrom">Periods whose first day is this one or later are reported on.</param>
/// <param name="ValidTo">Periods whose first day is this one or later no longer are: what ends it.</param>
public sealed record ChangeDefinitionRequest(
    string? Vi,
    string? En,
    int? OpensAfterDays,
    IReadOnlyList<LevelDeadlineRequest>? Deadlines,
    IReadOnlyList<int>? ReminderDays,
    IReadOnlyList<string>? Indicators,
    IReadOnlyList<ReportSectionRequest>? Sections,
    DateOnly? ValidFrom,
    DateOnly? ValidTo
) : IDefinitionContentFields;

public sealed class ChangeDefinitionRules : AbstractValidator<ChangeDefinitionRequest>
{
    public ChangeDefinitionRules() => DefinitionContentRules.AddTo(this);
}

public static class ChangeDefinition
{
    /// <summary>Replaces what a definition says, for the periods that are opened from now on.</summary>
    /// <remarks>If-Match names the version being changed; sending the same change again answers as before.</remarks>
    public static async Task<Results<Ok<DefinitionResponse>, ProblemHttpResult>> Handle(
        string code,
        ChangeDefinitionRequest request,
        HttpContext http,
        Caller caller,
        ReportingDbContext db,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        var (definition, problem) = await db.FindDefinitionAsync(code, caller, cancellationToken);
        if (definition is null)
            return problem!;
        var content = request.ToContent(definition.Content.PeriodType, definition.Content.CutOff);
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = ContentHash.Of(definition.Content) == ContentHash.Of(content);
        if (definition.Version != expected && !(isDone && definition.Version == expected + 1))
            return CommonProblems.VersionStale.Result(definition.Version);
        if (!isDone)
        {
            if (await db.FindNotCountedAsync(content.Indicators, cancellationToken) is { } notCounted)
                return ReportDefinitionProblems.IndicatorNotCounted.Result(notCounted);
            definition.Change(content);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(expected + 1);
            }
        }
        http.Response.SetETag(definition.Version);
        return TypedResults.Ok(DefinitionResponse.Of(definition));
    }
}
