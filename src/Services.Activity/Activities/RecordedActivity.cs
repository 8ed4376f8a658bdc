using System.Text.Json;
using System.Text.Json.Serialization;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.Activities;

/// <summary>What was done: the part of an activity that a correction can replace.</summary>
/// <param name="OccurredOn">The day on which it took place (Vietnam time).</param>
/// <param name="Topic">Code of the skill or pillar.</param>
/// <param name="Form">Code of the form.</param>
/// <param name="Audience">Code of the audience.</param>
/// <param name="PeopleGuided">People guided.</param>
/// <param name="Households">Households reached.</param>
/// <param name="Outcomes">Counted results by indicator code.</param>
/// <param name="Channel">Code of the channel through which it was held; null where it was held in person.</param>
public sealed record ActivityContent(
    DateOnly OccurredOn,
    string Topic,
    string Form,
    string Audience,
    int PeopleGuided,
    int Households,
    SortedDictionary<string, long> Outcomes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Channel = null
)
{
    /// <summary>The same for the same content, whatever order its outcomes came in.</summary>
    public long Hash(Guid teamId) => ContentHash.Of(teamId, this);
}

/// <summary>An activity of a team as it now stands. Rows are inserted by <see cref="ActivityWriter"/>.</summary>
public sealed class RecordedActivity
{
    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public Guid TeamId { get; private set; }

    public int UnitId { get; private set; }

    public DateOnly OccurredOn { get; private set; }

    public string Topic { get; private set; } = "";

    public string Form { get; private set; } = "";

    public string Audience { get; private set; } = "";

    public int PeopleGuided { get; private set; }

    public int Households { get; private set; }

    public SortedDictionary<string, long> Outcomes { get; private set; } = [];

    public string? Channel { get; private set; }

    public bool Voided { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }

    public string RecordedBy { get; private set; } = "";

    public ActivityContent Content =>
        new(OccurredOn, Topic, Form, Audience, PeopleGuided, Households, Outcomes, Channel);

    /// <summary>Replaces the content; returns the version that was superseded.</summary>
    public ActivityVersion Correct(ActivityContent content, string reason, string by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(content);
        var superseded = Supersede(reason, by, now);
        (OccurredOn, Topic, Form, Audience, PeopleGuided, Households, Outcomes, Channel) = content;
        return superseded;
    }

    /// <summary>Makes it count for nothing; returns the version that was superseded.</summary>
    public ActivityVersion Void(string reason, string by, DateTimeOffset now)
    {
        var superseded = Supersede(reason, by, now);
        Voided = true;
        return superseded;
    }

    public ActivityFact ToFact() =>
        new(Id, Version, TeamId, UnitId, OccurredOn, Topic, Form, Audience, PeopleGuided, Households, Outcomes, Voided);

    private ActivityVersion Supersede(string reason, string by, DateTimeOffset now) =>
        new(Id, Version++, Content, reason, by, now);
}

internal sealed class RecordedActivityTable : IEntityTypeConfiguration<RecordedActivity>
{
    public void Configure(EntityTypeBuilder<RecordedActivity> builder)
    {
        builder.ToTable("Activities");
        // Partitioned by OccurredOn, a month each: what decides that an id is unique is ActivityId.
        builder.Property(activity => activity.Id).ValueGeneratedNever();
        builder.Property(activity => activity.Version).IsConcurrencyToken();
        builder
            .Property(activity => activity.Outcomes)
            .HasColumnType("jsonb")
            .HasConversion(
                outcomes => JsonSerializer.Serialize(outcomes, JsonSerializerOptions.Default),
                json =>
                    JsonSerializer.Deserialize<SortedDictionary<string, long>>(json, JsonSerializerOptions.Default)!,
                new ValueComparer<SortedDictionary<string, long>>(
                    (left, right) => left!.SequenceEqual(right!),
                    outcomes => outcomes.Count,
                    outcomes => outcomes
                )
            );
        builder.Ignore(activity => activity.Content);
        builder.HasIndex(activity => activity.Id);
        // A partition holds one month, which narrows the days enough.
        builder.HasIndex(activity => activity.TeamId);
    }
}
