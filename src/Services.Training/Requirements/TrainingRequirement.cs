using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Requirements;

/// <summary>What a requirement says: the part that a change can replace.</summary>
/// <param name="WithinDays">Days from the one on which the role was taken, or on which it came into force if that is later.</param>
/// <param name="ValidFrom">First day on which it holds.</param>
/// <param name="ValidTo">First day on which it no longer does; null while it does.</param>
public sealed record RequirementTerms(int WithinDays, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>
/// A topic that everybody of a role below a unit must have been trained in. It is never deleted, because lists of earlier
/// days go by it; it ends.
/// </summary>
public sealed class TrainingRequirement
{
    private TrainingRequirement() { }

    internal TrainingRequirement(
        Guid id,
        UnitAt unit,
        string? role,
        string topic,
        RequirementTerms terms,
        string by,
        DateTimeOffset now
    )
    {
        (Id, Version, UnitId, UnitCode, Role, Topic) = (id, 1, unit.Id, unit.Code, role, topic);
        (CreatedBy, CreatedAt) = (by, now);
        CreatedHash = ContentHash.Of(unit.Code, role, topic, terms);
        Take(terms);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    /// <summary>The unit, under whatever code; once it has ended, what stands in its place.</summary>
    public int UnitId { get; private set; }

    /// <summary>The code of that unit when it made the requirement.</summary>
    public string UnitCode { get; private set; } = "";

    /// <summary>Code of the role; null for all.</summary>
    public string? Role { get; private set; }

    public string Topic { get; private set; } = "";

    public int WithinDays { get; private set; }

    public DateOnly ValidFrom { get; private set; }

    public DateOnly? ValidTo { get; private set; }

    /// <summary>Hash of the content as created: tells a retry from another requirement under the same id.</summary>
    public long CreatedHash { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public RequirementTerms Terms => new(WithinDays, ValidFrom, ValidTo);

    public void Change(RequirementTerms terms)
    {
        Take(terms);
        Version++;
    }

    private void Take(RequirementTerms terms) => (WithinDays, ValidFrom, ValidTo) = terms;
}

internal sealed class TrainingRequirementTable : IEntityTypeConfiguration<TrainingRequirement>
{
    public const string IsUnique = "ix_training_requirements_unit_id_role_topic_valid_from";

    public void Configure(EntityTypeBuilder<TrainingRequirement> builder)
    {
        builder.ToTable("TrainingRequirements");
        builder.Property(requirement => requirement.Id).ValueGeneratedNever();
        builder.Property(requirement => requirement.Version).IsConcurrencyToken();
        builder.Ignore(requirement => requirement.Terms);
        builder
            .HasIndex(requirement => new
            {
                requirement.UnitId,
                requirement.Role,
                requirement.Topic,
                requirement.ValidFrom,
            })
            .IsUnique()
            .AreNullsDistinct(false);
    }
}
