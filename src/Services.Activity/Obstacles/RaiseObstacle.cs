using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Activity.Activities;
using CongNgheSo.Services.Activity.ObstacleCauses;
using CongNgheSo.Services.Activity.ObstacleDeadlines;
using CongNgheSo.Services.Activity.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <summary>A difficulty that a team has met and cannot solve. Write nothing personal: no names, numbers or accounts of citizens.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="TeamId">The team that met it.</param>
/// <param name="Cause">Code of the cause (see /v1/obstacles/causes).</param>
/// <param name="Title">What it is, in a line of up to 200 characters; published with the answer unless that says otherwise.</param>
/// <param name="Description">More of it, up to 4000 characters; never published.</param>
/// <param name="Topic">Code of the topic (see /v1/topics); absent where there is none.</param>
/// <param name="Outcome">Code of the outcome that it stands in the way of (see /v1/topics); absent where there is none.</param>
/// <param name="RaisedOn">The day on which it was met (Vietnam time): up to a year back, never in the future.</param>
public sealed record RaiseObstacleRequest(
    Guid? Id,
    Guid? TeamId,
    string? Cause,
    string? Title,
    string? Description,
    string? Topic,
    string? Outcome,
    DateOnly? RaisedOn
)
{
    internal ObstacleContent ToContent() =>
        new(
            TeamId!.Value,
            Cause!,
            StoredText.Clean(Title!),
            StoredText.Optional(Description),
            Topic,
            Outcome,
            RaisedOn!.Value
        );
}

public sealed class RaiseObstacleRules : AbstractValidator<RaiseObstacleRequest>
{
    public RaiseObstacleRules(TimeProvider clock, ActivityCatalogue catalogue)
    {
        RuleFor(request => request.TeamId).NotNull();
        RuleFor(request => request.Cause).NotEmpty().MaximumLength(ObstacleCause.LongestCode);
        RuleFor(request => request.Title).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Description).MaximumLength(4000);
        RuleFor(request => request.Topic)
            .Must(code => code is null || catalogue.Current.Knows(CatalogueKinds.Topic, code))
            .WithProblem(ActivityProblems.CodeUnknown);
        RuleFor(request => request.Outcome)
            .Must(code => code is null || catalogue.Current.Knows(CatalogueKinds.Outcome, code))
            .WithProblem(ActivityProblems.CodeUnknown);
        RuleFor(request => request.RaisedOn)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(day => day <= clock.Today() && day >= clock.Today().AddYears(-1))
            .WithProblem(ActivityProblems.DateOutOfRange);
    }
}

public static class RaiseObstacle
{
    /// <summary>Raises an obstacle for a team; it waits at the team's own unit first.</summary>
    /// <remarks>
    /// Answers 201; 200 when the same obstacle (same id, same content) is sent again; 409 when the id stands for another.
    /// </remarks>
    public static async Task<Results<Created<ObstacleResponse>, Ok<ObstacleResponse>, ProblemHttpResult>> Handle(
        RaiseObstacleRequest request,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (content, today) = (request.ToContent(), clock.Today());
        var team = await db.Teams.FindAsync([content.TeamId], cancellationToken);
        var chain = team is null
            ? null
            : (await db.ChainsAsync([team.UnitId], today, cancellationToken)).GetValueOrDefault(team.UnitId);
        if (team is null || chain is null)
            return ActivityProblems.TeamUnknown.Result(content.TeamId);
        if (!caller.MayTouch(chain.Path))
            return CommonProblems.UnitOutOfScope.Result(chain.Lowest.Code);

        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        // Before the rules that change with time: a retry is answered whatever has become of the team or the cause.
        if (await AnswerRetryAsync() is { } known)
            return known;
        if (ActivityTeams.JudgeDay(team.Id, content.RaisedOn, team.EstablishedOn, team.DissolvedOn) is { } notInBeing)
            return notInBeing.Result();
        if (
            !await db
                .ObstacleCauses.On(content.RaisedOn)
                .AnyAsync(each => each.Code == content.Cause, cancellationToken)
        )
            return ObstacleProblems.CauseUnknown.Result(content.Cause, content.RaisedOn);

        var by = new StepTaker(caller.ClientId, caller.Unit, clock.GetUtcNow(), today, ContentHash.Of(content));
        var waiting = await db.WaitAtAsync(chain, chain.Lowest, today, cancellationToken);
        var obstacle = new Obstacle(id, content, team.UnitId, waiting, by);
        db.Obstacles.Add(obstacle);
        db.Outbox.AddRange(ObstacleEvents.Of([(obstacle.ToFact(), team.UnitPath)], by.Now));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
            return (await AnswerRetryAsync())!;
        }
        http.Response.SetETag(obstacle.Version);
        return TypedResults.Created($"/v1/obstacles/{id}", ObstacleResponse.Of(obstacle, chain, today));

        async Task<Results<Created<ObstacleResponse>, Ok<ObstacleResponse>, ProblemHttpResult>?> AnswerRetryAsync()
        {
            var existing = await db
                .Obstacles.AsNoTracking()
                .SingleOrDefaultAsync(each => each.Id == id, cancellationToken);
            if (existing is null)
                return null;
            if (existing.RaisedHash != ContentHash.Of(content))
                return ObstacleProblems.IdTaken.Result(id);
            http.Response.SetETag(existing.Version);
            return TypedResults.Ok(ObstacleResponse.Of(existing, chain, today));
        }
    }
}
