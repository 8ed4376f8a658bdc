using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.CompositionPolicies;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Members;

/// <summary>What changing and leaving share: finding the member, the event, one transaction.</summary>
public sealed class MemberChange(RegistryDbContext db, Caller caller, CompositionCheck composition, TimeProvider clock)
{
    /// <param name="teamId">The team.</param>
    /// <param name="memberId">The member.</param>
    /// <param name="response">Gets the new ETag.</param>
    /// <param name="apply">Changes the member; or says why not. Leaves it alone where it is as it should be.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Results<Ok<MemberStanding>, ProblemHttpResult>> ApplyAsync(
        Guid teamId,
        Guid memberId,
        HttpResponse response,
        Func<Member, Team, ProblemHttpResult?> apply,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(apply);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.HoldTreeAsync(cancellationToken);
        // One at a time in a team: what its composition policy counts stays true until the commit.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM teams WHERE id = {teamId} FOR UPDATE", cancellationToken);
        var (team, problem) = await db.FindTeamAsync(teamId, caller, cancellationToken);
        if (team is null)
            return problem!;
        var member = await db.Members.SingleOrDefaultAsync(
            member => member.Id == memberId && member.TeamId == teamId,
            cancellationToken
        );
        if (member is null)
            return MemberProblems.NotFound.Result(memberId);
        var version = member.Version;
        if (apply(member, team) is { } refused)
            return refused;
        if (member.Version != version)
        {
            if (await composition.RefusalAsync(team, [member], anew: false, cancellationToken) is { } broken)
                return broken.Result();
            db.Outbox.AddRange(RegistryEvents.Members([member.ToFact(team)], clock.GetUtcNow()));
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(version + 1);
            }
            catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
            {
                return MemberProblems.Exists.Result(memberId);
            }
            await transaction.CommitAsync(cancellationToken);
        }
        response.SetETag(member.Version);
        return TypedResults.Ok(MemberStanding.Of(member));
    }
}
