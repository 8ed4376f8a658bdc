using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.Teams;
using FluentValidation;
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
    MemberImportCounts Members,
    bool DryRun,
    IReadOnlyList<RowError> Errors
);

/// <param name="Accepted">Members written by this request.</param>
/// <param name="Unchanged">Members who were there already with the same content.</param>
/// <param name="Rejected">Members refused, those of refused teams included.</param>
public sealed record MemberImportCounts(int Accepted, int Unchanged, int Rejected);

public static class ImportTeams
{
    /// <summary>Registers up to 100,000 rows of teams with their members, each judged by itself.</summary>
    /// <remarks>
    /// Takes a JSON array or NDJSON of teams with <c>members</c>, or CSV with one line a member
    /// (<c>unitCode,kind,name,decisionNumber,decisionDate,establishedOn,memberFullName,memberPhone,memberRole,memberBackground,memberJoinedOn,memberBirthYear,memberSex</c>,
    /// also <c>id</c> and <c>memberId</c>; the lines of a team stand together). A broken member is left out alone; a broken team
    /// is left out with its members; each is named with row, field, code and text. What is good is durable when the answer
    /// comes, and sending the same list again registers nothing twice.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    public static async Task<Results<Ok<TeamImportAnswer>, ProblemHttpResult>> Handle(
        HttpRequest request,
        IValidator<RegisterTeamRequest> teamRules,
        IValidator<AddMemberRequest> memberRules,
        TeamWriter writer,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        var rows = TeamImportReader.ReadAsync(request, teamRules, memberRules, cancellationToken);
        if (rows is null)
            return CommonProblems.MediaTypeUnsupported.Result();
        var import = new TeamImport(writer, dryRun);
        await foreach (var row in rows)
        {
            if (row.Row > TeamImport.MaxRows)
                return TeamImportProblems.TooManyRows.Result(TeamImport.MaxRows);
            import.Add(row);
        }
        return TypedResults.Ok(await import.WriteAsync(cancellationToken));
    }
}
