using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.TeamImports;

public static class GetRejectedRows
{
    /// <summary>Downloads the rows that were refused, in the format of the file that was sent, with the reasons.</summary>
    /// <remarks>
    /// The columns are those of the file; the last one, "Lỗi" ("Errors" in English), says which column is wrong and why.
    /// Mend the rows and send the file as it is: that column is passed over. Only for who sent it, and for clients of
    /// unit VN with the scope members.read. 409 while the file is being read, or where it was refused as a whole.
    /// </remarks>
    public static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Handle(
        Guid id,
        RegistryDbContext db,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var (import, problem) = await db.FindTeamImportAsync(id, caller, cancellationToken);
        if (import is null)
            return problem!;
        if (import.ClientId != caller.ClientId && !caller.Scopes.Contains(Scopes.MembersRead))
            return ServiceDefaults.Problems.CommonProblems.ScopeMissing.Result();
        if (!import.IsFinished)
            return TeamImportProblems.NotFinished.Result();
        if (import.Failure is not null)
            return TeamImportProblems.FileRefused.Result();
        return TypedResults.Stream(WriteAsync, import.Format.MediaType(), $"rejected-rows-{id}.{import.Format.Name()}");

        async Task WriteAsync(Stream output)
        {
            await using var file = await TeamImportFiles.OpenAsync(db, id, cancellationToken);
            await using var errors = new RejectedRows(
                db.TeamImportErrors.AsNoTracking()
                    .Where(error => error.ImportId == id)
                    .OrderBy(error => error.Number)
                    .AsAsyncEnumerable(),
                cancellationToken
            );
            await errors.WriteAsync(import.Format, file, output);
        }
    }
}
