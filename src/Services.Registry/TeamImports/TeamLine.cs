using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.Teams;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>
/// One line of a table of teams: the team's cells, repeated for each member, and the member's; a line without a member
/// is a team without members.
/// </summary>
internal sealed class TeamLine(TeamHead head, TableRow row)
{
    private static readonly string[] Levels =
    [
        TeamColumns.Village,
        TeamColumns.Commune,
        TeamColumns.District,
        TeamColumns.Province,
    ];

    public int Row => row.Number;

    /// <summary>False where a cell stands under no heading: nobody can say what it means.</summary>
    public bool IsReadable =>
        !row
            .Cells.Where((cell, column) => !cell.IsBlank && head.Headings.ElementAtOrDefault(column) is null or "")
            .Any();

    /// <summary>Lines of one team carry the same team.</summary>
    public string TeamKey { get; } = string.Join('\n', TeamColumns.Team.Select(column => Cell(head, row, column)));

    public bool HasMember => TeamColumns.Member.Any(column => this[column] is not null);

    /// <summary>The unit where it is named and not given by its code: as one text, or from columns of its own.</summary>
    public string? UnitName =>
        UnitCode is not null ? null
        : Unit is not null ? Unit
        : string.Join(", ", Levels.Select(level => this[level]).OfType<string>()) is { Length: > 0 } name ? name
        : null;

    private string? Unit => this[TeamColumns.UnitCode] ?? this[TeamColumns.UnitName];

    /// <summary>In a column for villages "5" is a name; from four digits on it is a code.</summary>
    private string? UnitCode =>
        Unit is { } unit ? TeamValues.UnitCode(unit)
        : (this[TeamColumns.Village] ?? this[TeamColumns.Commune]) is { Length: >= 4 } cell ? TeamValues.UnitCode(cell)
        : null;

    private string? this[string field] => Cell(head, row, field);

    /// <param name="unit">What the unit's name stands for, where it is named.</param>
    /// <param name="errors">Takes what cannot be read.</param>
    public RegisterTeamRequest Team(UnitNameMatch? unit, List<FieldError> errors)
    {
        if (unit?.Refusal is { } refusal)
            errors.Add(refusal.At());
        return new RegisterTeamRequest(
            Read(TeamColumns.Id, TeamValues.Id, errors),
            unit is null ? UnitCode : unit.Code,
            TeamValues.Kind(this[TeamColumns.Kind]),
            this[TeamColumns.Name],
            this[TeamColumns.DecisionNumber],
            Read(TeamColumns.DecisionDate, TeamValues.Day, errors),
            Read(TeamColumns.EstablishedOn, TeamValues.Day, errors),
            Members: null
        );
    }

    /// <param name="errors">Takes what cannot be read.</param>
    public AddMemberRequest Member(List<FieldError> errors) =>
        new(
            Read(TeamColumns.MemberId, TeamValues.Id, errors),
            this[TeamColumns.MemberFullName],
            this[TeamColumns.MemberPhone],
            TeamValues.Role(this[TeamColumns.MemberRole]),
            TeamValues.Background(this[TeamColumns.MemberBackground]),
            Read(TeamColumns.MemberJoinedOn, TeamValues.Day, errors),
            Read(TeamColumns.MemberBirthYear, TeamValues.Year, errors),
            TeamValues.Sex(this[TeamColumns.MemberSex])
        );

    private T? Read<T>(string field, Func<string, T?> parse, List<FieldError> errors)
        where T : struct
    {
        if (this[field] is not { } cell)
            return null;
        var value = parse(cell);
        if (value is null)
            errors.Add(CommonProblems.FieldUnreadable.At(field));
        return value;
    }

    /// <summary>Null where there is nothing; without the apostrophe by which people keep a spreadsheet from counting.</summary>
    private static string? Cell(TeamHead head, TableRow row, string field)
    {
        if (head.ColumnOf(field) is not { } column || row[column].IsBlank)
            return null;
        var text = row[column].Text.Trim();
        return text is ['\'', '+' or (>= '0' and <= '9'), ..] ? text[1..] : text;
    }
}
