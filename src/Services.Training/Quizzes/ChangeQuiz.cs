using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Quizzes;

/// <summary>The whole quiz as it should stand; what it belongs to stays.</summary>
/// <param name="Title">Title, up to 300 characters.</param>
/// <param name="Draws">How many questions an attempt draws, topic by topic.</param>
/// <param name="PassMark">Points that pass, in per cent of all, 1 to 100.</param>
/// <param name="Attempts">How often a member may try in a session, 1 to 20.</param>
/// <param name="Minutes">How long an attempt lasts, 1 to 240.</param>
public sealed record ChangeQuizRequest(
    string? Title,
    IReadOnlyList<QuizDrawRequest>? Draws,
    int? PassMark,
    int? Attempts,
    int? Minutes
) : IQuizContentFields;

public sealed class ChangeQuizRules : AbstractValidator<ChangeQuizRequest>
{
    public ChangeQuizRules(TrainingTopics topics) => QuizContentRules.AddTo(this, topics);
}

public static class ChangeQuiz
{
    /// <summary>Replaces what a quiz says, for the attempts that begin afterwards.</summary>
    /// <remarks>If-Match names the version being changed; sending the same change again answers as before.</remarks>
    public static async Task<Results<Ok<QuizResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ChangeQuizRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        var (quiz, problem) = await db.FindQuizAsync(id, caller, clock, cancellationToken);
        if (quiz is null)
            return problem!;
        if (!caller.MayTouch(quiz.OwnerPath))
            return CommonProblems.UnitOutOfScope.Result(quiz.OwnerUnit);
        var content = request.ToContent();
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = ContentHash.Of(quiz.Content) == ContentHash.Of(content);
        if (quiz.Version != expected && !(isDone && quiz.Version == expected + 1))
            return CommonProblems.VersionStale.Result(quiz.Version);
        if (quiz.IsWithdrawn)
            return QuizProblems.Withdrawn.Result(id);
        if (!isDone)
        {
            if (await db.MissingQuestionsAsync(quiz.OwnerPath, content.Draws, clock, cancellationToken) is { } missing)
                return missing;
            quiz.Change(content);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(expected + 1);
            }
        }
        http.Response.SetETag(quiz.Version);
        return TypedResults.Ok(QuizResponse.Of(quiz));
    }
}
