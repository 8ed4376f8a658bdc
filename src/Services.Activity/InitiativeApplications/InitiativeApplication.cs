using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Activity.Initiatives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.InitiativeApplications;

/// <summary>A team or unit says that it applied somebody else's initiative.</summary>
public sealed class InitiativeApplication
{
    private InitiativeApplication() { }

    internal InitiativeApplication(
        Guid id,
        Guid initiativeId,
        InitiativeParty party,
        DateOnly appliedOn,
        string? note,
        string by,
        DateTimeOffset now
    )
    {
        (Id, Version, InitiativeId, AppliedOn, Note) = (id, 1, initiativeId, appliedOn, note);
        (TeamId, UnitId, UnitCode, UnitPath) = (party.TeamId, party.UnitId, party.UnitCode, party.UnitPath);
        (RecordedBy, RecordedAt) = (by, now);
        RecordedHash = HashOf(initiativeId, appliedOn, note);
    }

    /// <summary>True where this is what was recorded.</summary>
    public bool Says(Guid initiativeId, Guid? teamId, string? unitCode, DateOnly appliedOn, string? note) =>
        TeamId == teamId
        && (teamId is not null || UnitCode == unitCode)
        && RecordedHash == HashOf(initiativeId, appliedOn, note);

    private long HashOf(Guid initiativeId, DateOnly appliedOn, string? note) =>
        ContentHash.Of(initiativeId, TeamId, UnitCode, appliedOn, note);

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public Guid InitiativeId { get; private set; }

    /// <summary>The team; null where the unit itself applied it.</summary>
    public Guid? TeamId { get; private set; }

    public int UnitId { get; private set; }

    public string UnitCode { get; private set; } = "";

    /// <summary>Codes from the nation down to the unit when this was recorded.</summary>
    public string UnitPath { get; private set; } = "";

    public DateOnly AppliedOn { get; private set; }

    public string? Note { get; private set; }

    public bool Withdrawn { get; private set; }

    public string? WithdrawalReason { get; private set; }

    /// <summary>Hash of the content as recorded: tells a retry from another application under the same id.</summary>
    public long RecordedHash { get; private set; }

    public string RecordedBy { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    public void Withdraw(string reason) => (Version, Withdrawn, WithdrawalReason) = (Version + 1, true, reason);

    public InitiativeApplicationFact ToFact() => new(Id, Version, InitiativeId, TeamId, UnitId, AppliedOn, Withdrawn);
}

internal sealed class InitiativeApplicationTable : IEntityTypeConfiguration<InitiativeApplication>
{
    public void Configure(EntityTypeBuilder<InitiativeApplication> builder)
    {
        builder.ToTable("InitiativeApplications");
        builder.Property(application => application.Id).ValueGeneratedNever();
        builder.Property(application => application.Version).IsConcurrencyToken();
        builder.HasOne<Initiative>().WithMany().HasForeignKey(application => application.InitiativeId);
        // Once a team, and once a unit for itself.
        builder
            .HasIndex(application => new { application.InitiativeId, application.TeamId })
            .IsUnique()
            .HasFilter("NOT withdrawn AND team_id IS NOT NULL");
        builder
            .HasIndex(application => new { application.InitiativeId, application.UnitId })
            .IsUnique()
            .HasFilter("NOT withdrawn AND team_id IS NULL");
    }
}
