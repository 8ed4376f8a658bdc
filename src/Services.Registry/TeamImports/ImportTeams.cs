using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>What became of the teams of a list and of their members.</summary>
/// <param name="Accepted">Teams written by this request.</param>
/// <param name="Unchanged">Teams that were there already with the same content; new members of theirs are still added.</param>
/// <param name="Rejected">Teams refused.</param>
/// <param name="Members">The same for their members.</param>
/// <param name="DryRun">True where nothing was written because the caller asked only what would happen.</param>
/// <param name="Errors">Why teams and members were refused, in the order of the rows.</param>
public sealed record TeamImportAnswer(
    int Accepted,
    int Unchanged,
    int Rejected,
    ImportCounts Members,
    bool DryRun,
    IReadOnlyList<RowError> Errors
);

public static class ImportTeams
{
    /// <summary>Registers up to 100,000 rows of teams with their members, each judged by itself.</summary>
    /// <remarks>
    /// Takes a JSON array or NDJSON of teams with <c>members</c>, or a table (CSV, or the first visible sheet of an XLSX
    /// workbook) with one line a member: <c>unitCode,kind,name,decisionNumber,decisionDate,establishedOn,memberFullName,
    /// memberPhone,memberRole,memberBackground,memberJoinedOn,memberBirthYear,memberSex</c>, also <c>id</c> and
    /// <c>memberId</c>, or Vietnamese headings; the lines of a team stand together. A broken member is left out alone; a
    /// broken team is left out with its members; each is named with row, field, code and text. What is good is durable when
    /// the answer comes, and sending the same list again registers nothing twice. With <c>async=true</c> the file is kept
    /// and the answer is 202 at once; the import at its Location tells how far it is.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    /// <param name="async">True answers 202 and reads the list afterwards.</param>
    /// <param name="id">With <c>async</c>: the client's own UUID of this import, so that sending the file again is safe.</param>
    public static async Task<Results<Ok<TeamImportAnswer>, Accepted<TeamImportResponse>, ProblemHttpResult>> Handle(
        HttpRequest request,
        TeamImportRules rules,
        RegistryDbContext db,
        Caller caller,
        TimeProvider clock,
        TeamImportSignal signal,
        bool dryRun = false,
        bool async = false,
        Guid? id = null,
        CancellationToken cancellationToken = default
    )
    {
        if (BulkFormats.Of(request.ContentType) is not { } format)
            return CommonProblems.MediaTypeUnsupported.Result();
        if (id is not null && !async)
            return CommonProblems.ParameterUnknown.Result(nameof(id));
        await using var file = await TemporaryFile.CopyAsync(request.Body, cancellationToken);
        if (!async)
            return TypedResults.Ok(await ImportAsync(file));
        var import = new TeamImportJob(
            StableId.Of(id, request, caller) ?? Guid.CreateVersion7(),
            caller,
            format,
            dryRun,
            await TemporaryFile.HashAsync(file, cancellationToken),
            clock.GetUtcNow()
        );
        var (kept, problem) = await TeamImportFiles.KeepAsync(db, import, file, cancellationToken);
        if (kept is null)
            return problem!;
        signal.Notify();
        return TypedResults.Accepted($"/v1/team-imports/{kept.Id}", TeamImportResponse.Of(kept, []));

        async Task<TeamImportAnswer> ImportAsync(Stream list)
        {
            var teams = new TeamImport(new TeamImportReader(format, list), rules, db, clock, caller, dryRun);
            await teams.CheckAsync(cancellationToken);
            var report = await teams.WriteAsync(after: 0, keep: null, cancellationToken);
            return new TeamImportAnswer(
                report.Teams.Accepted,
                report.Teams.Unchanged,
                report.Teams.Rejected,
                report.Members,
                dryRun,
                [.. report.Errors.Select(error => error.ToRowError())]
            );
        }
    }
}
