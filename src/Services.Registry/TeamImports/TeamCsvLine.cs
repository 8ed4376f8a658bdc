using System.Globalization;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.Teams;
using FluentValidation;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>
/// One line of a list of teams: the team's columns, repeated for each member, and the member's; a line without a
/// member is a team without members. Days are yyyy-MM-dd or dd/MM/yyyy.
/// </summary>
public sealed record TeamCsvLine(
    string? Id,
    string? UnitCode,
    string? Kind,
    string? Name,
    string? DecisionNumber,
    string? DecisionDate,
    string? EstablishedOn,
    string? MemberId,
    string? MemberFullName,
    string? MemberPhone,
    string? MemberRole,
    string? MemberBackground,
    string? MemberJoinedOn,
    string? MemberBirthYear,
    string? MemberSex
)
{
    internal const string Member = "member";

    private static readonly string[] DayFormats = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"];

    /// <summary>"phone" is the column "memberPhone".</summary>
    internal static string Column(string field) => $"{Member}{char.ToUpperInvariant(field[0])}{field[1..]}";

    /// <summary>Lines of one team carry the same team.</summary>
    internal object TeamKey => (Id, UnitCode, Kind, Name, DecisionNumber, DecisionDate, EstablishedOn);

    internal TeamImportRow ToTeam(int row, IValidator<RegisterTeamRequest> rules)
    {
        var errors = new List<FieldError>();
        var team = new RegisterTeamRequest(
            Read(Id, "id", ParseId, errors),
            UnitCode,
            Kind,
            Name,
            DecisionNumber,
            Read(DecisionDate, "decisionDate", ParseDay, errors),
            Read(EstablishedOn, "establishedOn", ParseDay, errors),
            Members: null
        );
        return new TeamImportRow(row, team, Judge(errors, rules, team, field => field), []);
    }

    /// <summary>The line's member; null where it has none.</summary>
    internal MemberImportRow? ToMember(int row, IValidator<AddMemberRequest> rules)
    {
        string?[] cells =
        [
            MemberId,
            MemberFullName,
            MemberPhone,
            MemberRole,
            MemberBackground,
            MemberJoinedOn,
            MemberBirthYear,
            MemberSex,
        ];
        if (cells.All(string.IsNullOrWhiteSpace))
            return null;
        var errors = new List<FieldError>();
        var member = new AddMemberRequest(
            Read(MemberId, "memberId", ParseId, errors),
            MemberFullName,
            MemberPhone,
            MemberRole,
            MemberBackground,
            Read(MemberJoinedOn, "memberJoinedOn", ParseDay, errors),
            Read(MemberBirthYear, "memberBirthYear", ParseYear, errors),
            MemberSex
        );
        return new MemberImportRow(row, Member, member, Judge(errors, rules, member, Column));
    }

    private static List<FieldError> Judge<T>(
        List<FieldError> unreadable,
        IValidator<T> rules,
        T value,
        Func<string, string> column
    )
        where T : class =>
        [
            .. unreadable,
            .. ServiceDefaults
                .Http.Validation.Errors(rules, value)
                .Select(error => error with { Field = column(error.Field) })
                // What could not be read was told already; it is not missing as well.
                .Where(error => !unreadable.Exists(told => told.Field == error.Field)),
        ];

    private static T? Read<T>(string? cell, string field, Func<string, T?> parse, List<FieldError> errors)
        where T : struct
    {
        if (string.IsNullOrWhiteSpace(cell))
            return null;
        var value = parse(cell);
        if (value is null)
            errors.Add(CommonProblems.FieldUnreadable.At(field));
        return value;
    }

    private static Guid? ParseId(string cell) => Guid.TryParse(cell, out var id) ? id : null;

    private static DateOnly? ParseDay(string cell) =>
        DateOnly.TryParseExact(cell, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private static int? ParseYear(string cell) =>
        int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
}
