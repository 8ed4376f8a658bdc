using CongNgheSo.ServiceDefaults.Bulk;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>The files of imports, in parts, in the service's own database: durable before they are answered for.</summary>
internal static class TeamImportFiles
{
    private const int PartBytes = 1 << 20;

    /// <summary>Keeps a file and its import; where its id is known, the import of then, or why it is another.</summary>
    public static async Task<(TeamImportJob? Import, ProblemHttpResult? Problem)> KeepAsync(
        RegistryDbContext db,
        TeamImportJob import,
        Stream file,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // One at a time for an id: the second of two equal requests finds the first.
        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended({import.Id.ToString()}, 0))",
            cancellationToken
        );
        if (
            await db.TeamImports.AsNoTracking().FirstOrDefaultAsync(row => row.Id == import.Id, cancellationToken) is
            { } known
        )
            return known.IsSame(import) ? (known, null) : (null, TeamImportProblems.IdTaken.Result(import.Id));
        db.TeamImports.Add(import);
        await db.SaveChangesAsync(cancellationToken);
        var buffer = new byte[PartBytes];
        for (var number = 0; ; number++)
        {
            var length = await file.ReadAtLeastAsync(buffer, PartBytes, throwOnEndOfStream: false, cancellationToken);
            if (length == 0)
                break;
            db.TeamImportParts.Add(new TeamImportPart(import.Id, number, buffer[..length]));
            await db.SaveChangesAsync(cancellationToken);
            // What is written need not stay in memory.
            db.ChangeTracker.Clear();
        }
        await transaction.CommitAsync(cancellationToken);
        return (import, null);
    }

    /// <summary>The file in a place where it can be read to and fro.</summary>
    public static async Task<FileStream> OpenAsync(
        RegistryDbContext db,
        Guid import,
        CancellationToken cancellationToken
    )
    {
        var file = TemporaryFile.Create();
        try
        {
            for (var number = 0; ; number++)
            {
                var bytes = await db
                    .TeamImportParts.Where(part => part.ImportId == import && part.Number == number)
                    .Select(part => part.Bytes)
                    .FirstOrDefaultAsync(cancellationToken);
                if (bytes is null)
                    break;
                await file.WriteAsync(bytes, cancellationToken);
            }
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
