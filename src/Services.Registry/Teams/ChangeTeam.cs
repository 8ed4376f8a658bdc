using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.CompositionPolicies;
using CongNgheSo.Services.Registry.TeamDecisions;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Teams;

/// <summary>What a new decision says of a team.</summary>
/// <param name="Kind">"cnscd", "cnscd-rapid-response", "cdscd" or "de-an-06".</param>
/// <param name="Name">Its own name, up to 200 characters.</param>
/// <param name="DecisionNumber">Number of the decision now in force.</param>
/// <param name="DecisionDate">Day of that decision.</param>
/// <param name="Signatory">The body that issued it (cơ quan ban hành), up to 200 characters.</param>
/// <param name="EffectiveOn">
/// First day on which it holds; not before the decision ahead of it takes effect. Where absent the day of the decision, or
/// that day where it is later.
/// </param>
public sealed record ChangeTeamRequest(
    string? Kind,
    string? Name,
    string? DecisionNumber,
    DateOnly? DecisionDate,
    string? Signatory = null,
    DateOnly? EffectiveOn = null
) : ITeamContentFields;

public sealed class ChangeTeamRules : AbstractValidator<ChangeTeamRequest>
{
    public ChangeTeamRules(TimeProvider clock)
    {
        TeamContentRules.AddTo(this, clock);
        RuleFor(request => request.EffectiveOn)
            .Must(day => day is null || TeamContentRules.IsInRange(day.Value, clock))
            .WithProblem(TeamProblems.DateOutOfRange);
    }
}

public static class ChangeTeam
{
    /// <summary>Replaces the name, the kind and the decision of a team.</summary>
    /// <remarks>
    /// The decision joins the team's history: a renaming where the kind or the name changes, else a consolidation (kiện toàn).
    /// If-Match names the version being changed; sending the same change again answers as before. 409 when the team is
    /// dissolved or another one of the unit stands under that decision; 422 when it would hold before the decision ahead of it.
    /// </remarks>
    public static async Task<Results<Ok<TeamResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ChangeTeamRequest request,
        HttpContext http,
        Caller caller,
        RegistryDbContext db,
        CompositionCheck composition,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.HoldTreeAsync(cancellationToken);
        // Nobody joins or leaves while the policy for another kind is asked.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM teams WHERE id = {id} FOR UPDATE", cancellationToken);
        var (team, problem) = await db.FindTeamAsync(id, caller, cancellationToken);
        if (team is null)
            return problem!;
        var content = request.ToContent();
        // A retry whose first try arrived finds its own work done.
        if (team.Version != expected && !(team.Version == expected + 1 && team.Content == content))
            return CommonProblems.VersionStale.Result(team.Version);
        if (team.DissolvedOn is not null)
            return TeamProblems.Dissolved.Result(id);
        // A retry whose first try arrived, or what changes nothing, makes no version.
        if (team.Content != content)
        {
            var latest = await db.LatestEffectAsync(id, cancellationToken);
            if (request.EffectiveOn < latest)
                return TeamProblems.DecisionBeforeLatest.Result(latest);
            var effectiveOn = request.EffectiveOn ?? (content.DecisionDate > latest ? content.DecisionDate : latest);
            var renamed = (team.Kind, team.Name) != (content.Kind, content.Name);
            var isOtherKind = team.Kind != content.Kind;
            team.Change(content);
            if (isOtherKind && await composition.RefusalAsync(team, [], anew: true, cancellationToken) is { } broken)
                return broken.Result();
            var now = clock.GetUtcNow();
            db.TeamDecisions.Add(
                TeamDecision.InForce(
                    team,
                    renamed ? TeamDecision.Renaming : TeamDecision.Consolidation,
                    effectiveOn,
                    caller.ClientId,
                    now
                )
            );
            db.Outbox.AddRange(RegistryEvents.Teams([team.ToFact()], now));
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(expected + 1);
            }
            catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
            {
                return TeamProblems.DecisionTaken.Result(content.DecisionNumber);
            }
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(team.Version);
        return TypedResults.Ok(await TeamResponse.ReadAsync(db, team, clock.Today(), cancellationToken));
    }
}
