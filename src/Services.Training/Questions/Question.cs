using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Questions;

/// <summary>One of the answers that a question offers.</summary>
/// <param name="Text">What it says, up to 500 characters.</param>
/// <param name="Right">True where choosing it is right.</param>
public sealed record QuestionChoice(string Text, bool Right);

/// <summary>What a question says: the part that a change can replace.</summary>
/// <param name="Topic">Code of its topic.</param>
/// <param name="Kind">"single" (exactly one choice is right) or "multiple".</param>
/// <param name="Text">The question.</param>
/// <param name="Choices">The answers that it offers.</param>
/// <param name="Points">What a right answer counts for.</param>
/// <param name="ValidFrom">First day on which it is drawn.</param>
/// <param name="ValidTo">First day on which it no longer is; null where no end is set.</param>
/// <param name="OwnerUnit">Code of the unit that maintains it.</param>
public sealed record QuestionContent(
    string Topic,
    string Kind,
    string Text,
    QuestionChoice[] Choices,
    int Points,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string OwnerUnit
);

/// <summary>A question of the bank. Quizzes of its owner's unit, and of the units below it, draw it.</summary>
public sealed class Question
{
    public const string OneRight = "single";
    public const string ManyRight = "multiple";

    private Question() { }

    internal Question(Guid id, QuestionContent content, UnitAt owner, string by, DateTimeOffset now)
    {
        (Id, Version, CreatedBy, CreatedAt) = (id, 1, by, now);
        CreatedHash = ContentHash.Of(content);
        Fill(content, owner);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public string Topic { get; private set; } = "";

    public string Kind { get; private set; } = "";

    public string Text { get; private set; } = "";

    public QuestionChoice[] Choices { get; private set; } = [];

    public int Points { get; private set; }

    public DateOnly ValidFrom { get; private set; }

    public DateOnly? ValidTo { get; private set; }

    public string OwnerUnit { get; private set; } = "";

    /// <summary>Codes from the nation down to the owner when it was last named.</summary>
    public string OwnerPath { get; private set; } = "";

    /// <summary>Hash of the content as created: tells a retry from another question under the same id.</summary>
    public long CreatedHash { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public QuestionContent Content => new(Topic, Kind, Text, Choices, Points, ValidFrom, ValidTo, OwnerUnit);

    public void Change(QuestionContent content, UnitAt owner)
    {
        Version++;
        Fill(content, owner);
    }

    private void Fill(QuestionContent content, UnitAt owner)
    {
        (Topic, Kind, Text, Choices, Points, ValidFrom, ValidTo, OwnerUnit) = content;
        OwnerPath = owner.Path;
    }
}

internal sealed class QuestionTable : IEntityTypeConfiguration<Question>
{
    public void Configure(EntityTypeBuilder<Question> builder)
    {
        builder.ToTable("Questions");
        builder.Property(question => question.Id).ValueGeneratedNever();
        builder.Property(question => question.Version).IsConcurrencyToken();
        builder.Property(question => question.Choices).IsJson();
        builder.Ignore(question => question.Content);
        builder.HasIndex(question => new { question.OwnerUnit, question.Topic });
    }
}
