using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.ReportDefinitions;

/// <summary>A periodic report as an authority defines it.</summary>
/// <param name="Id">Id of the definition.</param>
/// <param name="Code">Its unique name.</param>
/// <param name="Version">1 when created; each change adds one. Also the ETag.</param>
/// <param name="OwnerUnit">Code of the unit whose text it is; the units below it report.</param>
/// <param name="Name">Name in the reader's language.</param>
/// <param name="Content">What it says.</param>
public sealed record DefinitionResponse(
    Guid Id,
    string Code,
    int Version,
    string OwnerUnit,
    string Name,
    DefinitionContent Content
)
{
    internal static DefinitionResponse Of(ReportDefinition definition) =>
        new(
            definition.Id,
            definition.Code,
            definition.Version,
            definition.OwnerUnit,
            BilingualError.WantsEnglish ? definition.Content.En : definition.Content.Vi,
            definition.Content
        );
}

public static class GetDefinition
{
    /// <summary>Reads the definition of a report. What is to be reported is no secret: every token with the scope reads all.</summary>
    public static async Task<Results<Ok<DefinitionResponse>, ProblemHttpResult>> Handle(
        string code,
        HttpResponse response,
        ReportingDbContext db,
        CancellationToken cancellationToken
    )
    {
        var definition = await db
            .ReportDefinitions.AsNoTracking()
            .SingleOrDefaultAsync(each => each.Code == code, cancellationToken);
        if (definition is null)
            return ReportDefinitionProblems.NotFound.Result(code);
        response.SetETag(definition.Version);
        return TypedResults.Ok(DefinitionResponse.Of(definition));
    }

    /// <summary>The definition, tracked; or why this caller cannot change it.</summary>
    internal static async Task<(ReportDefinition?, ProblemHttpResult?)> FindDefinitionAsync(
        this ReportingDbContext db,
        string code,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var definition = await db.ReportDefinitions.SingleOrDefaultAsync(each => each.Code == code, cancellationToken);
        if (definition is null)
            return (null, ReportDefinitionProblems.NotFound.Result(code));
        return caller.MayTouch(definition.OwnerPath)
            ? (definition, null)
            : (null, CommonProblems.UnitOutOfScope.Result(definition.OwnerUnit));
    }
}
