using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Activity.Activities;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.ObstacleAnswers;

public static class MarkHelped
{
    /// <summary>Puts on record that an answer helped a team; once a team, however often it is sent.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id,
        Guid teamId,
        Caller caller,
        ActivityDbContext db,
        CancellationToken cancellationToken
    )
    {
        if (!await db.PublishedAnswers.AnyAsync(answer => answer.ObstacleId == id, cancellationToken))
            return AnswerProblems.NotFound.Result(id);
        if (await db.Teams.FindAsync([teamId], cancellationToken) is not { } team)
            return ActivityProblems.TeamUnknown.Result(teamId);
        if (!caller.MayTouch(team.UnitPath))
            return CommonProblems.UnitOutOfScope.Result(team.UnitPath.Split('/')[^1]);
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH mark AS (
                INSERT INTO helped_teams (answer_id, team_id)
                SELECT obstacle_id, {teamId} FROM published_answers WHERE obstacle_id = {id}
                ON CONFLICT DO NOTHING RETURNING answer_id
            )
            UPDATE published_answers SET helped = helped + 1 FROM mark WHERE obstacle_id = mark.answer_id
            """,
            cancellationToken
        );
        return TypedResults.NoContent();
    }
}
