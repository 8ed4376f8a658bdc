using System.Security.Cryptography;
using CongNgheSo.Services.Training.Questions;
using CongNgheSo.Services.Training.Quizzes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.QuizAttempts;

/// <summary>Draws the questions of an attempt: nobody can tell from another's attempt which come, or in which order.</summary>
internal static class AttemptDraw
{
    /// <summary>The questions; or, where the bank has too few by now, what is missing.</summary>
    public static async Task<(AttemptQuestion[], ProblemHttpResult?)> DrawAsync(
        this TrainingDbContext db,
        Quiz quiz,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var drawn = new List<AttemptQuestion>();
        foreach (var draw in quiz.Draws)
        {
            var questions = await db
                .Questions.AsNoTracking()
                .DrawnBy(quiz.OwnerPath, today)
                .Where(question => question.Topic == draw.Topic)
                .OrderBy(_ => EF.Functions.Random())
                .Take(draw.Questions)
                .ToListAsync(cancellationToken);
            if (questions.Count < draw.Questions)
                return ([], QuizProblems.QuestionsMissing.Result(questions.Count, draw.Topic, draw.Questions));
            drawn.AddRange(questions.Select(Shown));
        }
        return ([.. drawn], null);
    }

    /// <summary>The question with its choices in an order that tells nothing.</summary>
    private static AttemptQuestion Shown(Question question)
    {
        var choices = question.Choices.ToArray();
        RandomNumberGenerator.Shuffle<QuestionChoice>(choices);
        return new AttemptQuestion(
            question.Id,
            question.Kind,
            question.Text,
            question.Points,
            [
                .. choices.Select(
                    (choice, index) => new AttemptChoice(((char)('a' + index)).ToString(), choice.Text, choice.Right)
                ),
            ]
        );
    }
}
