using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.Teams;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>A team of a list with its members, each with what is wrong with it.</summary>
/// <param name="Row">Number of the row that first names it.</param>
/// <param name="Team">The team without its members; null where it could not be read.</param>
/// <param name="Errors">What is wrong with the team itself.</param>
/// <param name="Members">Its members.</param>
internal sealed record TeamImportRow(
    int Row,
    RegisterTeamRequest? Team,
    IReadOnlyList<BilingualError> Errors,
    List<MemberImportRow> Members
)
{
    public bool IsGood => Team is not null && Errors.Count == 0;

    /// <summary>The team with those of its members who can be written.</summary>
    public RegisterTeamRequest Writable =>
        Team! with
        {
            Members = [.. Members.Where(member => member.IsGood).Select(member => member.Member!)],
        };

    /// <summary>A row of JSON: the errors of its members apart from its own.</summary>
    public static TeamImportRow Of(int row, RegisterTeamRequest? team, IReadOnlyList<BilingualError> errors)
    {
        var members = (team?.Members ?? [])
            .Select(
                (member, index) =>
                    new MemberImportRow(
                        row,
                        $"members[{index}]",
                        member,
                        [.. errors.Where(error => IsOf(error, $"members[{index}]"))]
                    )
            )
            .ToList();
        var own = errors.Where(error => !members.Exists(member => IsOf(error, member.Field)));
        return new TeamImportRow(row, team, [.. own], members);
    }

    private static bool IsOf(BilingualError error, string member) =>
        error.Field == member || error.Field.StartsWith(member + ".", StringComparison.Ordinal);
}

/// <summary>A member of a list.</summary>
/// <param name="Row">Number of the row that names them.</param>
/// <param name="Field">Where in that row: "members[2]", or "member" for the columns of a table.</param>
/// <param name="Member">The member; null where they could not be read.</param>
/// <param name="Errors">What is wrong, with full field names.</param>
internal sealed record MemberImportRow(
    int Row,
    string Field,
    AddMemberRequest? Member,
    IReadOnlyList<BilingualError> Errors
)
{
    public const string InTable = "member";

    public bool IsGood => Member is not null && Errors.Count == 0;

    /// <summary>"phone" is the column "memberPhone".</summary>
    public static string ColumnOf(string field) => $"{InTable}{char.ToUpperInvariant(field[0])}{field[1..]}";

    /// <summary>"members[2].phone", or "memberPhone" in a table.</summary>
    public string Name(string field) =>
        field.Length == 0 ? Field
        : Field == InTable ? ColumnOf(field)
        : $"{Field}.{field}";
}
