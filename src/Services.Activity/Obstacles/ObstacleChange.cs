using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <summary>Whose step it is.</summary>
public enum ObstacleRight
{
    /// <summary>The team's that raised it, and of all above that team.</summary>
    OfTheTeam,

    /// <summary>The unit's at which it waits, and of all above that unit; not of those below.</summary>
    OfTheLevel,
}

/// <summary>What all steps share: the version, the right, the duplicates, the event, one transaction.</summary>
public sealed class ObstacleChange(ActivityDbContext db, Caller caller, TimeProvider clock)
{
    /// <summary>A duplicate may be changed by its own team meanwhile; then the step is taken on what stands there now.</summary>
    private const int Attempts = 3;

    /// <param name="id">The obstacle.</param>
    /// <param name="http">Carries If-Match; gets the new ETag.</param>
    /// <param name="right">Whose step it is.</param>
    /// <param name="request">What was asked for: the same at the next version is a retry.</param>
    /// <param name="take">Takes the step, or says why not.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Results<Ok<ObstacleResponse>, ProblemHttpResult>> ApplyAsync(
        Guid id,
        HttpContext http,
        ObstacleRight right,
        object request,
        Func<ObstacleCase, StepTaker, Task<Refusal?>> take,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(take);
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        var hash = ContentHash.Of(request.GetType().Name, request);
        for (var attempt = 1; ; attempt++)
        {
            var by = new StepTaker(caller.ClientId, caller.Unit, clock.GetUtcNow(), clock.Today(), hash);
            var (found, problem) = await db.FindObstacleAsync(id, caller, by.Today, cancellationToken);
            if (found is null)
                return problem!;
            var obstacle = found.Obstacle;
            // A retry whose first try arrived finds its own step taken, even where the next one is somebody else's.
            if (obstacle.Version == expected + 1 && await IsTakenAsync(obstacle, hash, cancellationToken))
                return Answer(found, by.Today);
            if (obstacle.Version != expected)
                return CommonProblems.VersionStale.Result(obstacle.Version);
            if (right == ObstacleRight.OfTheLevel && !caller.MayTouch(found.Chain.PathOf(found.At)))
                return CommonProblems.UnitOutOfScope.Result(found.At.Code);
            if (await take(found, by) is { } refusal)
                return refusal.Result();
            try
            {
                await SaveAsync(by.Now, cancellationToken);
                return Answer(found, by.Today);
            }
            // Whoever took a step at the same moment has the version, and the row of its step.
            catch (DbUpdateException exception)
                when (exception is DbUpdateConcurrencyException || DatabaseFailures.IsUniqueViolation(exception))
            {
                db.ChangeTracker.Clear();
                if (attempt == Attempts)
                    return CommonProblems.VersionStale.Result(expected);
            }
        }

        Ok<ObstacleResponse> Answer(ObstacleCase current, DateOnly today)
        {
            http.Response.SetETag(current.Obstacle.Version);
            return TypedResults.Ok(ObstacleResponse.Of(current.Obstacle, current.Chain, today));
        }
    }

    private Task<bool> IsTakenAsync(Obstacle obstacle, long hash, CancellationToken cancellationToken) =>
        db.ObstacleSteps.AnyAsync(
            step => step.ObstacleId == obstacle.Id && step.Version == obstacle.Version && step.RequestHash == hash,
            cancellationToken
        );

    private async Task SaveAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        db.ChangeTracker.DetectChanges();
        var changed = db
            .ChangeTracker.Entries<Obstacle>()
            .Where(entry => entry.State == EntityState.Modified)
            .Select(entry => entry.Entity)
            .ToList();
        var teams = changed.Select(obstacle => obstacle.TeamId);
        var paths = await db
            .Teams.Where(team => teams.Contains(team.Id))
            .ToDictionaryAsync(team => team.Id, team => team.UnitPath, cancellationToken);
        db.Outbox.AddRange(
            ObstacleEvents.Of(changed.Select(obstacle => (obstacle.ToFact(), paths[obstacle.TeamId])), now)
        );
        await db.SaveChangesAsync(cancellationToken);
    }
}
