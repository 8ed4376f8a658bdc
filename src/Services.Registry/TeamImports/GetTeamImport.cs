using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.TeamImports;

public static class GetTeamImport
{
    private const int FirstErrors = 20;

    /// <summary>Tells how far an import is, or what became of it.</summary>
    /// <remarks>Only for who sent it, and for clients of unit VN.</remarks>
    public static async Task<Results<Ok<TeamImportResponse>, ProblemHttpResult>> Handle(
        Guid id,
        RegistryDbContext db,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var (import, problem) = await db.FindTeamImportAsync(id, caller, cancellationToken);
        if (import is null)
            return problem!;
        var errors = await db
            .TeamImportErrors.AsNoTracking()
            .Where(error => error.ImportId == id)
            .OrderBy(error => error.Number)
            .Take(FirstErrors)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(TeamImportResponse.Of(import, errors));
    }

    /// <summary>The import, or why the caller does not get it: what is not theirs is not there.</summary>
    internal static async Task<(TeamImportJob? Import, ProblemHttpResult? Problem)> FindTeamImportAsync(
        this RegistryDbContext db,
        Guid id,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var import = await db.TeamImports.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        return import?.MayBeReadBy(caller) == true ? (import, null) : (null, TeamImportProblems.NotFound.Result(id));
    }
}
