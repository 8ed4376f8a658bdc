using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Quizzes;

/// <summary>How many questions of a topic an attempt draws.</summary>
/// <param name="Topic">Code of the topic (see /v1/training-topics).</param>
/// <param name="Questions">How many, 1 to 100.</param>
public sealed record QuizDraw(string Topic, int Questions);

/// <summary>What a quiz says: the part that a change can replace.</summary>
/// <param name="Title">Title.</param>
/// <param name="Draws">What an attempt draws.</param>
/// <param name="PassMark">Points that pass, in per cent of all.</param>
/// <param name="Attempts">How often a member may try in a session.</param>
/// <param name="Minutes">How long an attempt lasts.</param>
public sealed record QuizContent(string Title, QuizDraw[] Draws, int PassMark, int Attempts, int Minutes);

/// <summary>
/// What those who attended are asked: in every session of a programme, or in one session, whose own quiz stands in for the
/// programme's.
/// </summary>
public sealed class Quiz
{
    private Quiz() { }

    internal Quiz(Guid id, QuizSubject subject, QuizContent content, string by, DateTimeOffset now)
    {
        (Id, Version, CreatedBy, CreatedAt) = (id, 1, by, now);
        (ProgrammeId, SessionId, OwnerUnit, OwnerPath) = subject;
        CreatedHash = HashOf(subject, content);
        Fill(content);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    /// <summary>The programme in whose sessions it is asked; null where it is one session's own.</summary>
    public Guid? ProgrammeId { get; private set; }

    public Guid? SessionId { get; private set; }

    /// <summary>Code of the programme's owner, or the session's organiser, when the quiz was made.</summary>
    public string OwnerUnit { get; private set; } = "";

    /// <summary>Codes from the nation down to the owner.</summary>
    public string OwnerPath { get; private set; } = "";

    public string Title { get; private set; } = "";

    public QuizDraw[] Draws { get; private set; } = [];

    public int PassMark { get; private set; }

    public int Attempts { get; private set; }

    public int Minutes { get; private set; }

    /// <summary>Why it is no longer asked; null while it is.</summary>
    public string? WithdrawalReason { get; private set; }

    /// <summary>Hash of the content as created: tells a retry from another quiz under the same id.</summary>
    public long CreatedHash { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public bool IsWithdrawn => WithdrawalReason is not null;

    public QuizContent Content => new(Title, Draws, PassMark, Attempts, Minutes);

    internal static long HashOf(QuizSubject subject, QuizContent content) =>
        ContentHash.Of(subject.ProgrammeId, subject.SessionId, content);

    public void Change(QuizContent content)
    {
        Version++;
        Fill(content);
    }

    public void Withdraw(string reason)
    {
        Version++;
        WithdrawalReason = reason;
    }

    private void Fill(QuizContent content) => (Title, Draws, PassMark, Attempts, Minutes) = content;
}

/// <summary>What a quiz belongs to, and whose it therefore is.</summary>
internal sealed record QuizSubject(Guid? ProgrammeId, Guid? SessionId, string OwnerUnit, string OwnerPath);

internal sealed class QuizTable : IEntityTypeConfiguration<Quiz>
{
    public void Configure(EntityTypeBuilder<Quiz> builder)
    {
        builder.ToTable("Quizzes");
        builder.Property(quiz => quiz.Id).ValueGeneratedNever();
        builder.Property(quiz => quiz.Version).IsConcurrencyToken();
        builder.Property(quiz => quiz.Draws).IsJson();
        builder.Ignore(quiz => quiz.Content);
        builder.HasOne<Programme>().WithMany().HasForeignKey(quiz => quiz.ProgrammeId);
        builder.HasOne<TrainingSession>().WithMany().HasForeignKey(quiz => quiz.SessionId);
        builder.HasIndex(quiz => quiz.ProgrammeId).IsUnique().HasFilter("withdrawal_reason IS NULL");
        builder.HasIndex(quiz => quiz.SessionId).IsUnique().HasFilter("withdrawal_reason IS NULL");
        builder.HasIndex(quiz => new { quiz.CreatedAt, quiz.Id });
    }
}
