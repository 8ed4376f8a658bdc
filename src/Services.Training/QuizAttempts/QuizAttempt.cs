using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Training.Quizzes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.QuizAttempts;

/// <summary>A choice as the attempt shows it: in an order, and under a letter, of its own.</summary>
public sealed record AttemptChoice(string Code, string Text, bool Right);

/// <summary>A question as it was when the attempt drew it.</summary>
public sealed record AttemptQuestion(Guid QuestionId, string Kind, string Text, int Points, AttemptChoice[] Choices);

/// <summary>What was chosen of a question.</summary>
/// <param name="Question">Number of the question, from 1.</param>
/// <param name="Choices">Codes of the choices, in order.</param>
public sealed record AttemptAnswer(int Question, string[] Choices);

/// <summary>
/// One try of one member at a quiz. It holds the questions that were drawn, whatever becomes of the bank, and ends once:
/// with its answers, or with its time.
/// </summary>
public sealed class QuizAttempt
{
    private QuizAttempt() { }

    internal QuizAttempt(
        Guid id,
        Quiz quiz,
        Guid sessionId,
        Guid memberId,
        int number,
        AttemptQuestion[] questions,
        string by,
        DateTimeOffset now
    )
    {
        (Id, Version, QuizId, SessionId, MemberId, Number) = (id, 1, quiz.Id, sessionId, memberId, number);
        (AttemptsAllowed, PassMark, Questions, StartedBy) = (quiz.Attempts, quiz.PassMark, questions, by);
        MostPoints = questions.Sum(question => question.Points);
        StartedAt = now.Stored();
        EndsAt = StartedAt.AddMinutes(quiz.Minutes);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public Guid QuizId { get; private set; }

    public Guid SessionId { get; private set; }

    public Guid MemberId { get; private set; }

    /// <summary>1 for the member's first try in the session.</summary>
    public int Number { get; private set; }

    /// <summary>How many tries the quiz allowed when this one began.</summary>
    public int AttemptsAllowed { get; private set; }

    public int PassMark { get; private set; }

    public AttemptQuestion[] Questions { get; private set; } = [];

    public int MostPoints { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public string StartedBy { get; private set; } = "";

    /// <summary>When answers come too late.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    public AttemptAnswer[] Answers { get; private set; } = [];

    public DateTimeOffset? SubmittedAt { get; private set; }

    public string? SubmittedBy { get; private set; }

    public int? Points { get; private set; }

    /// <summary>Null until answers have come.</summary>
    public bool? Passed { get; private set; }

    public bool HasEnded(DateTimeOffset now) => SubmittedAt is not null || now >= EndsAt;

    /// <summary>True once nothing can follow it: then the right answers help nobody to a certificate.</summary>
    public bool IsLast(DateTimeOffset now) => HasEnded(now) && (Passed == true || Number >= AttemptsAllowed);

    /// <summary>"open", "passed", "failed" or "expired".</summary>
    public string Status(DateTimeOffset now) =>
        Passed switch
        {
            true => "passed",
            false => "failed",
            null => HasEnded(now) ? "expired" : "open",
        };

    /// <summary>True where exactly these answers have been given.</summary>
    internal bool IsAnsweredWith(AttemptAnswer[] answers) =>
        SubmittedAt is not null && ContentHash.Of([Answers]) == ContentHash.Of([answers]);

    /// <summary>The first answer that names a question or a choice which the attempt does not have; null where none does.</summary>
    internal AttemptAnswer? Unknown(AttemptAnswer[] answers) =>
        Array.Find(
            answers,
            answer =>
                answer.Question > Questions.Length
                || answer.Choices.Except(Questions[answer.Question - 1].Choices.Select(choice => choice.Code)).Any()
        );

    /// <summary>True where all right choices of a question were chosen, and no other.</summary>
    internal bool IsRight(int number) =>
        Array.Find(Answers, answer => answer.Question == number) is { } given
        && Questions[number - 1]
            .Choices.Where(choice => choice.Right)
            .Select(choice => choice.Code)
            .ToHashSet()
            .SetEquals(given.Choices);

    /// <summary>Ends the attempt with its answers; what was not answered counts nothing.</summary>
    internal void Submit(AttemptAnswer[] answers, string by, DateTimeOffset now)
    {
        Version++;
        (Answers, SubmittedBy, SubmittedAt) = (answers, by, now.Stored());
        Points = Questions.Where((_, index) => IsRight(index + 1)).Sum(question => question.Points);
        Passed = Points * 100 >= PassMark * MostPoints;
    }
}

internal sealed class QuizAttemptTable : IEntityTypeConfiguration<QuizAttempt>
{
    public void Configure(EntityTypeBuilder<QuizAttempt> builder)
    {
        builder.ToTable("QuizAttempts");
        builder.Property(attempt => attempt.Id).ValueGeneratedNever();
        builder.Property(attempt => attempt.Version).IsConcurrencyToken();
        builder.Property(attempt => attempt.Questions).IsJson();
        builder.Property(attempt => attempt.Answers).IsJson();
        builder.HasOne<Quiz>().WithMany().HasForeignKey(attempt => attempt.QuizId);
        builder
            .HasIndex(attempt => new
            {
                attempt.QuizId,
                attempt.SessionId,
                attempt.MemberId,
                attempt.Number,
            })
            .IsUnique();
        builder.HasIndex(attempt => new
        {
            attempt.QuizId,
            attempt.StartedAt,
            attempt.Id,
        });
    }
}
