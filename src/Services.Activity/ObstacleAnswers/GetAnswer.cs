using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.ObstacleAnswers;

public static class GetAnswer
{
    /// <summary>Reads a published answer. It is there for everybody, whatever the unit of the token.</summary>
    public static async Task<Results<Ok<AnswerResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ActivityDbContext db,
        CancellationToken cancellationToken
    )
    {
        var answer = await db
            .PublishedAnswers.Where(each => each.ObstacleId == id)
            .Select(AnswerResponse.Of)
            .SingleOrDefaultAsync(cancellationToken);
        return answer is null ? AnswerProblems.NotFound.Result(id) : TypedResults.Ok(answer);
    }
}
