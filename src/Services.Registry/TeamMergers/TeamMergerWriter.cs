using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Registry.CompositionPolicies;
using CongNgheSo.Services.Registry.TeamDecisions;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.TeamMergers;

/// <summary>Merges teams: teams, decisions, members, what belongs to them and events in one transaction.</summary>
public sealed class TeamMergerWriter(
    RegistryDbContext db,
    Caller caller,
    CompositionCheck composition,
    TimeProvider clock
)
{
    public async Task<Outcome<TeamMerger>> WriteAsync(
        MergeTeamsRequest request,
        bool dryRun,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.HoldTreeAsync(cancellationToken);
        var ids = request.TeamIds!.Order().ToArray();
        var code = request.Result!.UnitCode?.Trim();
        var named = code is null
            ? null
            : (await db.UnitsByCodeAsync([code], clock.Today(), cancellationToken)).GetValueOrDefault(code);
        await LockAsync(ids, named?.Id, cancellationToken);

        var decision = request.ToDecision();
        var hash = ContentHash.Of(decision, ids, request.Result, request.LeaderId);
        if (await FindAsync(request.Id, decision, hash, cancellationToken) is { } before)
            return before;
        var teams = await db
            .Teams.Where(team => ids.Contains(team.Id))
            .OrderBy(team => team.Id)
            .ToListAsync(cancellationToken);
        var served = await db.UnitsAtAsync([.. teams.Select(team => team.UnitId)], clock.Today(), cancellationToken);
        var survivor = teams.Find(team => team.Id == request.Result.TeamId);
        var refusal =
            MergerJudgement.OfTeams(ids, teams, served, caller)
            ?? MergerJudgement.OfUnit(code, named, survivor, teams, served, caller)
            ?? await JudgeDaysAsync(teams, decision.EffectiveOn, cancellationToken);
        if (refusal is not null)
            return refusal;

        var merger = new TeamMerger(request.Id ?? Guid.CreateVersion7(), decision, ids, hash);
        var content = new TeamContent(
            request.Result.Kind!,
            VietnameseText.CleanOrNull(request.Result.Name),
            decision.DecisionNumber,
            decision.DecisionDate,
            decision.Signatory
        );
        var unit = survivor is not null ? served[survivor.UnitId] : named ?? served[teams[0].UnitId];
        var resultId = request.Result.TeamId ?? StableId.From($"team-merger\n{merger.Id}");
        if (await JudgeIdentityAsync(resultId, survivor, unit, content, cancellationToken) is { } taken)
            return taken;
        var members = await db
            .Members.Where(member => ids.Contains(member.TeamId) && member.LeftOn == null)
            .OrderBy(member => member.Id)
            .ToListAsync(cancellationToken);
        var people = MergedPeople.Of(members, survivor?.Id, request.LeaderId);
        if (people.Refusal is { } disputed)
            return disputed;

        var now = clock.GetUtcNow();
        var result = survivor ?? NewTeam(resultId, unit, content, decision);
        people.MoveTo(result.Id, decision.EffectiveOn, merger.Id);
        Write(merger, teams, result, content, now);
        var composed = people.Changed.FindAll(member => member.TeamId == result.Id);
        if (await composition.RefusalAsync(result, composed, anew: true, cancellationToken) is { } broken)
            return broken;
        Guid[] ended = [.. ids.Where(id => id != result.Id)];
        var belongings = await MergedBelongings.MoveAsync(
            db,
            ended,
            result.Id,
            caller.ClientId,
            now,
            cancellationToken
        );
        merger.Complete(result.Id, people, belongings, caller.ClientId, now);
        db.Members.AddRange(people.Joined);
        db.TeamMergers.Add(merger);
        var byId = teams.Append(result).DistinctBy(team => team.Id).ToDictionary(team => team.Id);
        db.Outbox.AddRange(RegistryEvents.Teams(byId.Values.Select(team => team.ToFact()), now));
        db.Outbox.AddRange(
            RegistryEvents.Members(people.Changed.Select(member => member.ToFact(byId[member.TeamId])), now)
        );
        if (dryRun)
            return new Outcome<TeamMerger>(merger, IsNew: true, null);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            // The ids of the merger and of the team that comes of it are all that the locks leave open.
            return new Refusal(TeamMergerProblems.IdTaken, "id", merger.Id);
        }
        await transaction.CommitAsync(cancellationToken);
        return new Outcome<TeamMerger>(merger, IsNew: true, null);
    }

    /// <summary>As whoever writes teams does: first the units, then the teams, each in the order of ids.</summary>
    private async Task LockAsync(Guid[] teams, int? unit, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            SELECT 1 FROM units WHERE id = {unit} OR id IN (SELECT unit_id FROM teams WHERE id = ANY({teams}))
            ORDER BY id FOR NO KEY UPDATE
            """,
            cancellationToken
        );
        await db.Database.ExecuteSqlAsync(
            $"SELECT 1 FROM teams WHERE id = ANY({teams}) ORDER BY id FOR UPDATE",
            cancellationToken
        );
    }

    private async Task<Outcome<TeamMerger>?> FindAsync(
        Guid? id,
        MergerDecision decision,
        long hash,
        CancellationToken cancellationToken
    )
    {
        var mergers = db.TeamMergers.AsNoTracking().Include(merger => merger.Parts);
        var same = id is not null
            ? await mergers.SingleOrDefaultAsync(merger => merger.Id == id, cancellationToken)
            : await mergers.FirstOrDefaultAsync(
                merger => merger.DecisionNumber == decision.DecisionNumber && merger.RecordedHash == hash,
                cancellationToken
            );
        if (same is null)
            return null;
        var result = await db.Teams.SingleAsync(team => team.Id == same.ResultTeamId, cancellationToken);
        return !caller.MayTouch(result.UnitPath) ? MergerJudgement.OutOfScope("id", result.UnitPath)
            : same.RecordedHash == hash ? new Outcome<TeamMerger>(same, IsNew: false, null)
            : new Refusal(TeamMergerProblems.IdTaken, "id", same.Id);
    }

    private async Task<Refusal?> JudgeDaysAsync(
        List<Team> teams,
        DateOnly effectiveOn,
        CancellationToken cancellationToken
    )
    {
        foreach (var team in teams)
        {
            var latest = await db.LatestEffectAsync(team.Id, cancellationToken);
            if (effectiveOn <= latest)
                return new Refusal(TeamMergerProblems.EffectTooEarly, "effectiveOn", team.Id, latest);
        }
        return null;
    }

    private async Task<Refusal?> JudgeIdentityAsync(
        Guid id,
        Team? survivor,
        UnitAt unit,
        TeamContent content,
        CancellationToken cancellationToken
    )
    {
        if (survivor is null && await db.Teams.AnyAsync(team => team.Id == id, cancellationToken))
            return new Refusal(TeamProblems.IdTaken, "result.teamId", id);
        var taken = await db.Teams.AnyAsync(
            team =>
                team.Id != id
                && team.UnitId == unit.Id
                && team.Kind == content.Kind
                && team.DecisionNumber == content.DecisionNumber,
            cancellationToken
        );
        return taken ? new Refusal(TeamProblems.DecisionTaken, "decisionNumber", content.DecisionNumber) : null;
    }

    private Team NewTeam(Guid id, UnitAt unit, TeamContent content, MergerDecision decision)
    {
        var hash = ContentHash.Of(unit.Code, content, decision.EffectiveOn);
        var team = new Team(id, unit, content, decision.EffectiveOn, hash, caller.ClientId);
        db.Teams.Add(team);
        return team;
    }

    private void Write(TeamMerger merger, List<Team> teams, Team result, TeamContent content, DateTimeOffset now)
    {
        var dissolution = new Dissolution(
            merger.DecisionNumber,
            merger.DecisionDate,
            merger.EffectiveOn,
            merger.Note,
            merger.Signatory
        );
        foreach (var team in teams.Where(team => team != result))
        {
            team.Dissolve(dissolution, result.Id);
            db.TeamDecisions.Add(TeamDecision.Ending(team, caller.ClientId, now, merger.Id));
        }
        if (teams.Contains(result))
            result.Change(content);
        db.TeamDecisions.Add(
            TeamDecision.InForce(result, TeamDecision.Merger, merger.EffectiveOn, caller.ClientId, now, merger.Id)
        );
    }
}
