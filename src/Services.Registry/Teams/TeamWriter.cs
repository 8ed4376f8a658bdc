using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Registry.CompositionPolicies;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.TeamDecisions;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CongNgheSo.Services.Registry.Teams;

/// <summary>What became of a team and of each of its members, in order.</summary>
public sealed record TeamOutcome(Outcome<Team> Team, IReadOnlyList<Outcome<Member>> Members)
{
    /// <summary>Why the team, or else its first refused member, was refused.</summary>
    public Refusal? Refusal =>
        Team.Refusal ?? Members.Select(member => member.Refusal).FirstOrDefault(refusal => refusal is not null);
}

/// <summary>The one way in for new teams: teams, members and events in one transaction.</summary>
public sealed class TeamWriter(RegistryDbContext db, Caller caller, CompositionCheck composition, TimeProvider clock)
{
    /// <summary>Writes what can be written of <paramref name="requests"/> and says what became of each, in order.</summary>
    /// <param name="requests">Teams that passed the rules of their fields.</param>
    /// <param name="allOrNothing">Write nothing where a team or a member is refused.</param>
    /// <param name="dryRun">Do everything but keep it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <param name="beside">What else has to be in the transaction, knowing what becomes of each; called again with each try.</param>
    public async Task<IReadOnlyList<TeamOutcome>> WriteAsync(
        IReadOnlyList<RegisterTeamRequest> requests,
        bool allOrNothing,
        bool dryRun,
        CancellationToken cancellationToken,
        Func<IReadOnlyList<TeamOutcome>, Task>? beside = null
    )
    {
        for (var tries = 1; ; tries++)
            try
            {
                return await TryWriteAsync(requests, allOrNothing, dryRun, beside, cancellationToken);
            }
            catch (Exception exception) when (tries < 4 && IsRace(exception))
            {
                // Somebody wrote the same teams meanwhile: the next try finds them.
            }
    }

    private async Task<IReadOnlyList<TeamOutcome>> TryWriteAsync(
        IReadOnlyList<RegisterTeamRequest> requests,
        bool allOrNothing,
        bool dryRun,
        Func<IReadOnlyList<TeamOutcome>, Task>? beside,
        CancellationToken cancellationToken
    )
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.HoldTreeAsync(cancellationToken);
        var codes = requests.Select(request => request.UnitCode!.Trim());
        var units = await db.UnitsByCodeAsync(codes, clock.Today(), cancellationToken);
        await LockAsync([.. units.Values.Select(unit => unit.Id)], cancellationToken);
        var known = await ReadTeamsAsync(requests, units, cancellationToken);
        var roster = await Roster.ReadAsync(
            db,
            [.. known.Select(team => team.Id)],
            [.. requests.SelectMany(request => request.Members ?? []).Select(member => member.Id).OfType<Guid>()],
            cancellationToken
        );
        var byId = known.ToDictionary(team => team.Id);
        // Those that came from elsewhere may bear a number that is taken here.
        var byDecision = known
            .Where(team => team.Earlier is null)
            .ToDictionary(team => (team.UnitId, team.Kind, team.DecisionNumber));
        var policies = await ReadPoliciesAsync(requests, units, known, cancellationToken);
        var outcomes = requests.Select(Write).ToList();
        if (dryRun || (allOrNothing && outcomes.Any(outcome => outcome.Refusal is not null)))
            return outcomes;

        var now = clock.GetUtcNow();
        var teams = outcomes.Where(outcome => outcome.Team.IsNew).Select(outcome => outcome.Team.Value!).ToList();
        var members = outcomes
            .SelectMany(outcome => outcome.Members, (outcome, member) => (Team: outcome.Team.Value!, Member: member))
            .Where(pair => pair.Member.IsNew)
            .ToList();
        await db.CopyAsync(teams, cancellationToken);
        await db.CopyAsync(members.ConvertAll(pair => pair.Member.Value!), cancellationToken);
        db.Outbox.AddRange(RegistryEvents.Teams(teams.Select(team => team.ToFact()), now));
        db.Outbox.AddRange(RegistryEvents.Members(members.Select(pair => pair.Member.Value!.ToFact(pair.Team)), now));
        await db.SaveChangesAsync(cancellationToken);
        await db.EstablishAsync([.. teams.Select(team => team.Id)], now, cancellationToken);
        if (beside is not null)
            await beside(outcomes);
        await transaction.CommitAsync(cancellationToken);
        return outcomes;

        TeamOutcome Write(RegisterTeamRequest request)
        {
            var team = WriteTeam(request, units.GetValueOrDefault(request.UnitCode!.Trim()));
            if (team.Value is not { } written)
                return new TeamOutcome(team, []);
            var members = roster.Add(written, request.Members ?? [], written.EstablishedOn);
            if (Judge(team, members) is not { } refusal)
                return new TeamOutcome(team, members);
            // As if they had never been asked for: another row may name them again.
            roster.Forget(members);
            if (team.IsNew)
            {
                byId.Remove(written.Id);
                byDecision.Remove((written.UnitId, written.Kind, written.DecisionNumber));
            }
            return new TeamOutcome(refusal, []);
        }

        Refusal? Judge(Outcome<Team> team, IReadOnlyList<Outcome<Member>> members)
        {
            var joining = members.Where(member => member.IsNew).Select(member => member.Value!).ToHashSet();
            if (joining.Count == 0 || !policies.TryGetValue((team.Value!.UnitPath, team.Value.Kind), out var policy))
                return null;
            var after = roster.InBeing(team.Value.Id);
            return policy.Judge([.. after.Where(member => !joining.Contains(member))], after, team.IsNew);
        }

        Outcome<Team> WriteTeam(RegisterTeamRequest request, UnitAt? unit)
        {
            if (JudgePlace(request, unit) is { } refusal)
                return refusal;
            var content = request.ToContent();
            var hash = ContentHash.Of(unit!.Code, content, request.FirstDay);
            if (request.Id is { } id && byId.TryGetValue(id, out var sameId))
                return sameId.RecordedHash == hash
                    ? new Outcome<Team>(sameId, IsNew: false, null)
                    : new Refusal(TeamProblems.IdTaken, "id", id);
            var key = (unit.Id, content.Kind, content.DecisionNumber);
            if (byDecision.TryGetValue(key, out var same))
                return request.Id is null && same.RecordedHash == hash
                    ? new Outcome<Team>(same, IsNew: false, null)
                    : new Refusal(TeamProblems.DecisionTaken, "decisionNumber", content.DecisionNumber);
            var team = new Team(
                request.Id ?? Guid.CreateVersion7(),
                unit,
                content,
                request.FirstDay,
                hash,
                caller.ClientId
            );
            byId[team.Id] = byDecision[key] = team;
            return new Outcome<Team>(team, IsNew: true, null);
        }
    }

    private Task<Dictionary<(string, string), RefusingPolicy>> ReadPoliciesAsync(
        IReadOnlyList<RegisterTeamRequest> requests,
        Dictionary<string, UnitAt> units,
        List<Team> known,
        CancellationToken cancellationToken
    )
    {
        var levels = units.Values.ToDictionary(unit => unit.Id, unit => unit.Level);
        var asked = requests
            .Where(request => units.ContainsKey(request.UnitCode!.Trim()))
            .Select(request => (Unit: units[request.UnitCode!.Trim()], request.Kind))
            .Select(pair => (pair.Unit.Path, pair.Kind!, pair.Unit.Level));
        // One that is known by its id alone is of another unit, and refused for it.
        var standing = known
            .Where(team => levels.ContainsKey(team.UnitId))
            .Select(team => (team.UnitPath, team.Kind, levels[team.UnitId]));
        return composition.PoliciesAsync(asked.Concat(standing), cancellationToken);
    }

    private Refusal? JudgePlace(RegisterTeamRequest request, UnitAt? unit) =>
        unit is null ? new Refusal(TeamProblems.UnitUnknown, "unitCode", request.UnitCode)
        : unit.Level < 3 ? new Refusal(TeamProblems.UnitLevel, "unitCode", unit.FullName)
        : !caller.MayTouch(unit.Path) ? new Refusal(CommonProblems.UnitOutOfScope, "unitCode", unit.Code)
        : null;

    /// <summary>
    /// One writer at a time for a unit's teams, always in the order of ids, so that two never wait for each other in a
    /// circle; and no team is dissolved while members are added to it.
    /// </summary>
    private async Task LockAsync(int[] units, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"SELECT 1 FROM units WHERE id = ANY({units}) ORDER BY id FOR NO KEY UPDATE",
            cancellationToken
        );
        await db.Database.ExecuteSqlAsync(
            $"SELECT 1 FROM teams WHERE unit_id = ANY({units}) ORDER BY id FOR UPDATE",
            cancellationToken
        );
    }

    private Task<List<Team>> ReadTeamsAsync(
        IReadOnlyList<RegisterTeamRequest> requests,
        Dictionary<string, UnitAt> units,
        CancellationToken cancellationToken
    )
    {
        var ids = requests.Select(request => request.Id).OfType<Guid>().ToArray();
        var unitIds = units.Values.Select(unit => unit.Id).ToArray();
        return db
            .Teams.AsNoTracking()
            .Where(team => ids.Contains(team.Id) || unitIds.Contains(team.UnitId))
            .ToListAsync(cancellationToken);
    }

    private static bool IsRace(Exception exception) =>
        DatabaseFailures.IsUniqueViolation(exception)
        || (exception as PostgresException ?? exception.InnerException as PostgresException)?.SqlState
            == PostgresErrorCodes.DeadlockDetected;
}
