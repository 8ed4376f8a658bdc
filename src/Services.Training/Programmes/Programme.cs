using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Programmes;

/// <summary>What a programme says: the part that a change can replace.</summary>
/// <param name="Code">The owner's own code, unique; null where it has none.</param>
/// <param name="Title">Title.</param>
/// <param name="Topics">Codes of its topics.</param>
/// <param name="TargetRoles">Codes of the roles that it is for; empty for all.</param>
/// <param name="ValidFrom">First day on which sessions can be held.</param>
/// <param name="ValidTo">First day on which they no longer can; null while they can.</param>
/// <param name="OwnerUnit">Code of the unit that owns it.</param>
public sealed record ProgrammeContent(
    string? Code,
    string Title,
    string[] Topics,
    string[] TargetRoles,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string OwnerUnit
);

/// <summary>A training programme: what its sessions teach, to whom, and when it is in force.</summary>
public sealed class Programme
{
    private Programme() { }

    internal Programme(Guid id, ProgrammeContent content, UnitAt owner, string by, DateTimeOffset now)
    {
        (Id, Version, CreatedBy, CreatedAt) = (id, 1, by, now);
        CreatedHash = ContentHash.Of(content);
        Fill(content, owner);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public string? Code { get; private set; }

    public string Title { get; private set; } = "";

    public string[] Topics { get; private set; } = [];

    public string[] TargetRoles { get; private set; } = [];

    public DateOnly ValidFrom { get; private set; }

    public DateOnly? ValidTo { get; private set; }

    public string OwnerUnit { get; private set; } = "";

    /// <summary>Codes from the nation down to the owner when it was last named.</summary>
    public string OwnerPath { get; private set; } = "";

    /// <summary>Hash of the content as created: tells a retry from another programme under the same id.</summary>
    public long CreatedHash { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public ProgrammeContent Content => new(Code, Title, Topics, TargetRoles, ValidFrom, ValidTo, OwnerUnit);

    public bool IsInForce(DateOnly day) => ValidFrom <= day && !(day >= ValidTo);

    public void Change(ProgrammeContent content, UnitAt owner)
    {
        Version++;
        Fill(content, owner);
    }

    private void Fill(ProgrammeContent content, UnitAt owner)
    {
        (Code, Title, Topics, TargetRoles, ValidFrom, ValidTo, OwnerUnit) = content;
        OwnerPath = owner.Path;
    }
}

internal sealed class ProgrammeTable : IEntityTypeConfiguration<Programme>
{
    public const string CodeIsUnique = "ix_training_programmes_code";

    public void Configure(EntityTypeBuilder<Programme> builder)
    {
        builder.ToTable("TrainingProgrammes");
        builder.Property(programme => programme.Id).ValueGeneratedNever();
        builder.Property(programme => programme.Version).IsConcurrencyToken();
        builder.Ignore(programme => programme.Content);
        builder.HasIndex(programme => programme.Code).IsUnique();
        builder.HasIndex(programme => new { programme.ValidFrom, programme.Id });
    }
}
