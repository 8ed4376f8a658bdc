using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.CompositionPolicies;

/// <summary>What a policy says: the part that a change can replace.</summary>
public sealed record PolicyContent(
    string? TeamKind,
    string? TeamLevel,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    int? MinMembers,
    int? MaxMembers,
    string[] LeaderBackgrounds,
    string Enforcement,
    string DocumentNumber
);

/// <summary>
/// How the teams of a unit and of those below it are to be composed. To a team applies the policy of the nearest unit; of
/// that unit's, one for its kind before one for all kinds, then one for its level before one for both.
/// </summary>
public sealed class CompositionPolicy
{
    public const string Refuse = "refuse";
    public const string Report = "report";
    public const string Commune = "commune";
    public const string Village = "village";

    private CompositionPolicy() { }

    public CompositionPolicy(Guid id, string unitCode, PolicyContent content, string by, DateTimeOffset now)
    {
        (Id, UnitCode, RecordedBy, RecordedAt, Version) = (id, unitCode, by, now, 1);
        RecordedHash = ContentHash.Of(unitCode, content);
        Take(content);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    /// <summary>The policy follows the code: whatever unit bears it today.</summary>
    public string UnitCode { get; private set; } = "";

    /// <summary>Null for every kind.</summary>
    public string? TeamKind { get; private set; }

    /// <summary>"commune" or "village": what the team's unit is; null for both.</summary>
    public string? TeamLevel { get; private set; }

    public DateOnly ValidFrom { get; private set; }

    /// <summary>First day on which it no longer applies.</summary>
    public DateOnly? ValidTo { get; private set; }

    public int? MinMembers { get; private set; }

    public int? MaxMembers { get; private set; }

    /// <summary>Empty where the leader may have any background.</summary>
    public string[] LeaderBackgrounds { get; private set; } = [];

    public string Enforcement { get; private set; } = "";

    public string DocumentNumber { get; private set; } = "";

    /// <summary>Hash of the content as first recorded (see <see cref="ContentHash"/>).</summary>
    public long RecordedHash { get; private set; }

    public string RecordedBy { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    public PolicyContent Content =>
        new(
            TeamKind,
            TeamLevel,
            ValidFrom,
            ValidTo,
            MinMembers,
            MaxMembers,
            LeaderBackgrounds,
            Enforcement,
            DocumentNumber
        );

    public void Change(PolicyContent content)
    {
        Take(content);
        Version++;
    }

    private void Take(PolicyContent content) =>
        (
            TeamKind,
            TeamLevel,
            ValidFrom,
            ValidTo,
            MinMembers,
            MaxMembers,
            LeaderBackgrounds,
            Enforcement,
            DocumentNumber
        ) = content;
}

internal sealed class CompositionPolicyTable : IEntityTypeConfiguration<CompositionPolicy>
{
    /// <summary>One policy a unit, kind, level and day: PostgreSQL refuses a second.</summary>
    public const string OneADay = "ex_composition_policies_validity";

    public void Configure(EntityTypeBuilder<CompositionPolicy> builder)
    {
        builder.ToTable("CompositionPolicies");
        builder.Property(policy => policy.Id).ValueGeneratedNever();
        builder.Property(policy => policy.Version).IsConcurrencyToken();
        builder.Property(policy => policy.UnitCode).UseCollation("C");
        builder.Ignore(policy => policy.Content);
        builder.HasIndex(policy => new { policy.UnitCode, policy.ValidFrom });
    }
}
