using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.TeamDecisions;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Teams;

/// <summary>The decision that ends a team.</summary>
/// <param name="DecisionNumber">Number of the decision, up to 100 characters.</param>
/// <param name="DecisionDate">Day of the decision.</param>
/// <param name="DissolvedOn">First day on which the team no longer counts; not in the future.</param>
/// <param name="Reason">Why, up to 500 characters.</param>
/// <param name="Signatory">The body that issued it (cơ quan ban hành), up to 200 characters.</param>
public sealed record DissolveTeamRequest(
    string? DecisionNumber,
    DateOnly? DecisionDate,
    DateOnly? DissolvedOn,
    string? Reason,
    string? Signatory = null
);

public sealed class DissolveTeamRules : AbstractValidator<DissolveTeamRequest>
{
    public DissolveTeamRules(TimeProvider clock)
    {
        RuleFor(request => request.DecisionNumber).NotEmpty().MaximumLength(100);
        RuleFor(request => request.DecisionDate)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(day => TeamContentRules.IsInRange(day!.Value, clock))
            .WithProblem(TeamProblems.DateOutOfRange);
        RuleFor(request => request.DissolvedOn)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(day => TeamContentRules.IsInRange(day!.Value, clock))
            .WithProblem(TeamProblems.DateOutOfRange);
        RuleFor(request => request.Reason).MaximumLength(500);
        RuleFor(request => request.Signatory).MaximumLength(200);
    }
}

public static class DissolveTeam
{
    /// <summary>Dissolves a team by a decision; whoever is in it leaves on that day.</summary>
    /// <remarks>
    /// Sending the same dissolution again answers as before; 409 when another one stands; 422 when it would hold before the
    /// team was established or before the decision ahead of it.
    /// </remarks>
    public static async Task<Results<Ok<TeamResponse>, ProblemHttpResult>> Handle(
        Guid id,
        DissolveTeamRequest request,
        HttpContext http,
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.HoldTreeAsync(cancellationToken);
        // One at a time: nobody joins a team while it is dissolved.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM teams WHERE id = {id} FOR UPDATE", cancellationToken);
        var (team, problem) = await db.FindTeamAsync(id, caller, cancellationToken);
        if (team is null)
            return problem!;
        var dissolution = new Dissolution(
            VietnameseText.Clean(request.DecisionNumber!),
            request.DecisionDate!.Value,
            request.DissolvedOn!.Value,
            VietnameseText.CleanOrNull(request.Reason),
            VietnameseText.CleanOrNull(request.Signatory)
        );
        if (team.Dissolution is not null && team.Dissolution != dissolution)
            return TeamProblems.Dissolved.Result(id);
        if (dissolution.DissolvedOn <= team.EstablishedOn)
            return TeamProblems.DissolvedBeforeEstablished.Result(team.EstablishedOn);
        if (team.Dissolution is null)
        {
            var latest = await db.LatestEffectAsync(id, cancellationToken);
            if (dissolution.DissolvedOn < latest)
                return TeamProblems.DecisionBeforeLatest.Result(latest);
            team.Dissolve(dissolution);
            var members = await db
                .Members.Where(member => member.TeamId == id && member.LeftOn == null)
                .ToListAsync(cancellationToken);
            members.ForEach(member => member.Leave(dissolution.DissolvedOn));
            var now = clock.GetUtcNow();
            db.TeamDecisions.Add(TeamDecision.Ending(team, caller.ClientId, now));
            db.Outbox.AddRange(RegistryEvents.Teams([team.ToFact()], now));
            db.Outbox.AddRange(RegistryEvents.Members(members.Select(member => member.ToFact(team)), now));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(team.Version);
        return TypedResults.Ok(await TeamResponse.ReadAsync(db, team, clock.Today(), cancellationToken));
    }
}
