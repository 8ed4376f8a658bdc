using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Activity.Obstacles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;

namespace CongNgheSo.Services.Activity.ObstacleAnswers;

/// <summary>
/// An answer that everybody finds, apart from the obstacle that it answers: nothing here tells of a team or of a place
/// smaller than a province. It is there as long as the answer stands.
/// </summary>
public sealed class PublishedAnswer
{
    private PublishedAnswer() { }

    internal PublishedAnswer(Obstacle obstacle, string? question, ChainUnit? province)
    {
        (ObstacleId, Cause, Topic) = (obstacle.Id, obstacle.Cause, obstacle.Topic);
        Question = string.IsNullOrWhiteSpace(question) ? obstacle.Title : StoredText.Clean(question);
        (Answer, AnsweredOn) = (obstacle.Answer!, obstacle.AnsweredOn!.Value);
        (ProvinceCode, ProvinceName) = (province?.Code ?? UnitPath.Nation, province?.FullName ?? "");
        QuestionKey = AnswerSearch.Words(Question);
        TextKey = AnswerSearch.Words(Answer);
    }

    public Guid ObstacleId { get; private set; }

    public string Cause { get; private set; } = "";

    public string? Topic { get; private set; }

    public string Question { get; private set; } = "";

    public string Answer { get; private set; } = "";

    public DateOnly AnsweredOn { get; private set; }

    /// <summary>Code of the team's province on the day of the answer.</summary>
    public string ProvinceCode { get; private set; } = "";

    public string ProvinceName { get; private set; } = "";

    /// <summary>How many teams say that it helped.</summary>
    public int Helped { get; private set; }

    /// <summary>The words of the question, as they are searched.</summary>
    public string QuestionKey { get; private set; } = "";

    /// <summary>The words of the answer, as they are searched.</summary>
    public string TextKey { get; private set; } = "";

    /// <summary>Both, with the question's marked A.</summary>
    public NpgsqlTsVector Words { get; private set; } = null!;
}

/// <summary>A team's word that an answer helped it.</summary>
public sealed class HelpedTeam
{
    public Guid AnswerId { get; private set; }

    public Guid TeamId { get; private set; }
}

internal sealed class PublishedAnswerTable : IEntityTypeConfiguration<PublishedAnswer>
{
    public void Configure(EntityTypeBuilder<PublishedAnswer> builder)
    {
        builder.ToTable("PublishedAnswers");
        builder.HasKey(answer => answer.ObstacleId);
        builder.Property(answer => answer.ObstacleId).ValueGeneratedNever();
        builder.HasOne<Obstacle>().WithOne().HasForeignKey<PublishedAnswer>(answer => answer.ObstacleId);
        builder
            .Property(answer => answer.Words)
            .HasComputedColumnSql(
                "setweight(to_tsvector('simple', question_key), 'A') || setweight(to_tsvector('simple', text_key), 'B')",
                stored: true
            );
        builder.HasIndex(answer => answer.Words).HasMethod("gin");
        builder.HasIndex(answer => new
        {
            answer.Helped,
            answer.AnsweredOn,
            answer.ObstacleId,
        });
        builder.HasIndex(answer => new
        {
            answer.Cause,
            answer.Helped,
            answer.AnsweredOn,
            answer.ObstacleId,
        });
    }
}

internal sealed class HelpedTeamTable : IEntityTypeConfiguration<HelpedTeam>
{
    public void Configure(EntityTypeBuilder<HelpedTeam> builder)
    {
        builder.ToTable("HelpedTeams");
        builder.HasKey(mark => new { mark.AnswerId, mark.TeamId });
        builder.HasOne<PublishedAnswer>().WithMany().HasForeignKey(mark => mark.AnswerId);
    }
}
