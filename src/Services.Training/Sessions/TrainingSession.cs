using System.Text.Json;
using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>A public lecturer.</summary>
/// <param name="Name">Name, up to 200 characters.</param>
/// <param name="Organisation">Code of who sends them (see /v1/training-topics).</param>
public sealed record Trainer(string Name, string Organisation);

/// <summary>What a session says: the part that a change can replace.</summary>
/// <param name="ProgrammeId">The programme that it belongs to.</param>
/// <param name="OrganiserUnit">Code of the unit that holds it.</param>
/// <param name="CoOrganisers">Codes of the units that hold it together with the organiser.</param>
/// <param name="Trainers">The lecturers.</param>
/// <param name="Mode">"in-person" or "online".</param>
/// <param name="Place">Where, in person.</param>
/// <param name="Link">Where, online.</param>
/// <param name="HeldOn">The day (Vietnam time).</param>
/// <param name="Topics">Codes of its topics; empty for those of the programme.</param>
public sealed record SessionContent(
    Guid ProgrammeId,
    string OrganiserUnit,
    string[] CoOrganisers,
    Trainer[] Trainers,
    string Mode,
    string? Place,
    string? Link,
    DateOnly HeldOn,
    string[] Topics
);

/// <summary>What a session's content stands for, once it has been judged.</summary>
/// <param name="OrganiserPath">Codes from the nation down to the organiser today.</param>
/// <param name="Topics">Its own topics, or those of the programme that are in force on the day.</param>
public sealed record SessionPlan(string OrganiserPath, string[] Topics);

/// <summary>A training session: one day on which a unit teaches a programme.</summary>
public sealed class TrainingSession
{
    private TrainingSession() { }

    internal TrainingSession(Guid id, SessionContent content, SessionPlan plan, string by, DateTimeOffset now)
    {
        (Id, Version, CreatedBy, CreatedAt) = (id, 1, by, now);
        Fill(content, plan);
        CreatedHash = ContentHash.Of(content);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public Guid ProgrammeId { get; private set; }

    public string OrganiserUnit { get; private set; } = "";

    /// <summary>Codes from the nation down to the organiser when it was last named.</summary>
    public string OrganiserPath { get; private set; } = "";

    public string[] CoOrganisers { get; private set; } = [];

    public Trainer[] Trainers { get; private set; } = [];

    public string Mode { get; private set; } = "";

    public string? Place { get; private set; }

    public string? Link { get; private set; }

    public DateOnly HeldOn { get; private set; }

    public string[] Topics { get; private set; } = [];

    /// <summary>Why it is cancelled; null where it is not. The attendances of a cancelled session do not count.</summary>
    public string? CancellationReason { get; private set; }

    /// <summary>Hash of the content as created: tells a retry from another session under the same id.</summary>
    public long CreatedHash { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public bool IsCancelled => CancellationReason is not null;

    public SessionContent Content =>
        new(ProgrammeId, OrganiserUnit, CoOrganisers, Trainers, Mode, Place, Link, HeldOn, Topics);

    /// <summary>True where the session already says what a change would make it say.</summary>
    public bool Says(SessionContent content) =>
        ContentHash.Of(Content) == ContentHash.Of(content.Topics is [] ? content with { Topics = Topics } : content);

    public void Change(SessionContent content, SessionPlan plan)
    {
        Version++;
        Fill(content, plan);
    }

    public void Cancel(string reason)
    {
        Version++;
        CancellationReason = reason;
    }

    private void Fill(SessionContent content, SessionPlan plan)
    {
        (ProgrammeId, OrganiserUnit, CoOrganisers, Trainers, Mode, Place, Link, HeldOn, Topics) = content;
        OrganiserPath = plan.OrganiserPath;
        if (content.Topics is [])
            Topics = plan.Topics;
    }
}

internal sealed class TrainingSessionTable : IEntityTypeConfiguration<TrainingSession>
{
    public void Configure(EntityTypeBuilder<TrainingSession> builder)
    {
        builder.ToTable("TrainingSessions");
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.Property(session => session.Version).IsConcurrencyToken();
        builder
            .Property(session => session.Trainers)
            .HasColumnType("jsonb")
            .HasConversion(
                trainers => JsonSerializer.Serialize(trainers, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<Trainer[]>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<Trainer[]>(
                    (left, right) => left!.SequenceEqual(right!),
                    trainers => trainers.Length,
                    trainers => trainers
                )
            );
        builder.Ignore(session => session.Content);
        builder.HasIndex(session => new { session.HeldOn, session.Id });
        builder.HasIndex(session => session.ProgrammeId);
    }
}
