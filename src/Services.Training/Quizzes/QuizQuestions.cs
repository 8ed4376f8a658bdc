using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Training.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Quizzes;

/// <summary>The questions that a quiz draws from: its owner's, and those of the units above.</summary>
internal static class QuizQuestions
{
    public static IQueryable<Question> DrawnBy(this IQueryable<Question> questions, string ownerPath, DateOnly day)
    {
        var units = ownerPath.Split('/');
        return questions.ValidOn(day).Where(question => units.Contains(question.OwnerUnit));
    }

    /// <summary>The first topic of which the bank has too few questions today; null where it has enough of all.</summary>
    public static async Task<ProblemHttpResult?> MissingQuestionsAsync(
        this TrainingDbContext db,
        string ownerPath,
        QuizDraw[] draws,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var topics = draws.Select(draw => draw.Topic).ToArray();
        var there = await db
            .Questions.DrawnBy(ownerPath, clock.Today())
            .Where(question => topics.Contains(question.Topic))
            .GroupBy(question => question.Topic)
            .Select(group => new { Topic = group.Key, Questions = group.Count() })
            .ToDictionaryAsync(group => group.Topic, group => group.Questions, cancellationToken);
        return Array.Find(draws, draw => there.GetValueOrDefault(draw.Topic) < draw.Questions) is { } missing
            ? QuizProblems.QuestionsMissing.Result(
                there.GetValueOrDefault(missing.Topic),
                missing.Topic,
                missing.Questions
            )
            : null;
    }
}
