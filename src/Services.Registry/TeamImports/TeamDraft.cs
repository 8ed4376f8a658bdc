using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.Teams;
using FluentValidation;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>The rules by which the teams of a list and their members are judged.</summary>
public sealed class TeamImportRules(IValidator<RegisterTeamRequest> team, IValidator<AddMemberRequest> member)
{
    internal IReadOnlyList<FieldError> Of(RegisterTeamRequest request) => team.Errors(request);

    internal IReadOnlyList<FieldError> Of(AddMemberRequest request) => member.Errors(request);
}

/// <summary>A team of a list as it stands there, before it is judged.</summary>
internal abstract record TeamDraft
{
    /// <summary>Numbers of its rows.</summary>
    public abstract IReadOnlyList<int> Rows { get; }

    /// <summary>As many members as it has at most.</summary>
    public abstract int Members { get; }

    /// <summary>Its unit's name, where that has to be looked up.</summary>
    public virtual string? UnitName => null;

    /// <param name="rules">What holds for teams and members.</param>
    /// <param name="units">What the names of units stand for.</param>
    public abstract TeamImportRow Judge(TeamImportRules rules, IReadOnlyDictionary<string, UnitNameMatch> units);

    /// <summary>What is wrong with a value, beside what could not even be read of it.</summary>
    protected static IReadOnlyList<FieldError> Together(
        List<FieldError> unreadable,
        IEnumerable<FieldError> broken,
        Func<string, string> column
    ) =>
        [
            .. unreadable,
            .. broken
                .Select(error => error with { Field = column(error.Field) })
                // What could not be read was told already; it is not missing as well.
                .Where(error => !unreadable.Exists(told => told.Field == error.Field)),
        ];
}

/// <summary>A team from an object of JSON.</summary>
internal sealed record TeamObject(BulkRow<JsonNode> Row) : TeamDraft
{
    public override IReadOnlyList<int> Rows => [Row.Number];

    public override int Members => (Row.Value as JsonObject)?["members"] is JsonArray members ? members.Count : 0;

    public override TeamImportRow Judge(TeamImportRules rules, IReadOnlyDictionary<string, UnitNameMatch> units)
    {
        RegisterTeamRequest? team = null;
        var errors = BilingualError.Of(() =>
        {
            var read = BulkReader.Convert<RegisterTeamRequest>(Row);
            team = read.Value;
            return team is null ? read.Errors : rules.Of(team);
        });
        return TeamImportRow.Of(Row.Number, team, errors);
    }
}

/// <summary>A team from the lines of a table.</summary>
internal sealed record TeamLines(TeamLine First, List<TeamLine> All) : TeamDraft
{
    public override IReadOnlyList<int> Rows => All.ConvertAll(line => line.Row);

    public override int Members => All.Count;

    public override string? UnitName => First.UnitName;

    public override TeamImportRow Judge(TeamImportRules rules, IReadOnlyDictionary<string, UnitNameMatch> units)
    {
        if (!First.IsReadable)
            // Nobody can say whose member it was: the line stands for itself.
            return new TeamImportRow(
                First.Row,
                null,
                [BilingualError.Of(() => CommonProblems.FieldUnreadable.At(""))],
                []
            );
        var unit = UnitName is { } name ? units[name] : null;
        var (team, errors) = Tell(
            unreadable => First.Team(unit, unreadable),
            (request, unreadable) => Together(unreadable, rules.Of(request), field => field)
        );
        return new TeamImportRow(First.Row, team, errors, [.. All.Where(line => line.HasMember).Select(Member)]);

        MemberImportRow Member(TeamLine line)
        {
            var (member, errors) = Tell(
                line.Member,
                (request, unreadable) => Together(unreadable, rules.Of(request), MemberImportRow.ColumnOf)
            );
            return new MemberImportRow(line.Row, MemberImportRow.InTable, member, errors);
        }
    }

    private static (T Value, IReadOnlyList<BilingualError> Errors) Tell<T>(
        Func<List<FieldError>, T> read,
        Func<T, List<FieldError>, IReadOnlyList<FieldError>> judge
    )
        where T : class
    {
        T? value = null;
        var errors = BilingualError.Of(() =>
        {
            var unreadable = new List<FieldError>();
            value = read(unreadable);
            return judge(value, unreadable);
        });
        return (value!, errors);
    }
}
