using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Questions;

public static class GetQuestion
{
    /// <summary>Reads one question of the bank, with its right answers.</summary>
    public static async Task<Results<Ok<QuestionResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpResponse response,
        Caller caller,
        TrainingDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (question, problem) = await db.FindQuestionAsync(id, caller, cancellationToken);
        if (question is null)
            return problem!;
        response.SetETag(question.Version);
        return TypedResults.Ok(QuestionResponse.Of(question));
    }

    /// <summary>The question, tracked, if a unit within the caller's maintains it; or why they cannot have it.</summary>
    internal static async Task<(Question?, ProblemHttpResult?)> FindQuestionAsync(
        this TrainingDbContext db,
        Guid id,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var question = await db.Questions.FindAsync([id], cancellationToken);
        if (question is null)
            return (null, QuestionProblems.NotFound.Result(id));
        return caller.MayTouch(question.OwnerPath)
            ? (question, null)
            : (null, CommonProblems.UnitOutOfScope.Result(question.OwnerUnit));
    }
}
