using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>The paper behind a change of the tree.</summary>
/// <param name="Number">Its number ("202/2025/QH15").</param>
/// <param name="IssuingBody">Who issued it.</param>
/// <param name="EffectiveOn">First day on which it holds.</param>
/// <param name="Note">What else is to be said.</param>
public sealed record LegalAct(string Number, string IssuingBody, DateOnly EffectiveOn, string? Note);

/// <summary>A legal act that changed the tree, and what it takes to undo it.</summary>
public sealed class Reorganization
{
    private Reorganization() { }

    public Reorganization(Guid id, LegalAct act, long recordedHash, string by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(act);
        (Id, RecordedHash, RecordedBy, RecordedAt) = (id, recordedHash, by, now);
        (Number, IssuingBody, EffectiveOn, Note) = act;
    }

    public Guid Id { get; private set; }

    public string Number { get; private set; } = "";

    public string IssuingBody { get; private set; } = "";

    public DateOnly EffectiveOn { get; private set; }

    public string? Note { get; private set; }

    /// <summary>Hash of the request (see <see cref="ContentHash"/>).</summary>
    public long RecordedHash { get; private set; }

    public string RecordedBy { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>When teams were given their new paths: at once, or on the day itself; null until then.</summary>
    public DateTimeOffset? AppliedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public string? RevocationReason { get; private set; }

    public int[] Opened { get; private set; } = [];

    public int[] Closed { get; private set; } = [];

    public int[] Moved { get; private set; } = [];

    /// <summary>Units that ended and the heir of each, at the same place.</summary>
    public int[] Inherited { get; private set; } = [];

    public int[] Heirs { get; private set; } = [];

    /// <summary>Units that an earlier act had hung elsewhere on the same day, and the parent of each.</summary>
    public int[] Replaced { get; private set; } = [];

    public int[] ReplacedParents { get; private set; } = [];

    /// <summary>The answer to the request, as JSON (<see cref="ReorganizationEffect"/>).</summary>
    public string Effect { get; private set; } = "{}";

    /// <summary>"scheduled", "applied" or "revoked".</summary>
    public string Status =>
        RevokedAt is not null ? "revoked"
        : AppliedAt is null ? "scheduled"
        : "applied";

    public void Take(TreeRedraw redraw, string effect)
    {
        ArgumentNullException.ThrowIfNull(redraw);
        Opened = [.. redraw.Opened.Select(unit => unit.Id)];
        Closed = [.. redraw.Closed.Select(unit => unit.Id)];
        Moved = [.. redraw.Moved.Select(unit => unit.Id)];
        (Inherited, Heirs) = ([.. redraw.Heirs.Keys], [.. redraw.Heirs.Values]);
        (Replaced, ReplacedParents) = ([.. redraw.Replaced.Keys], [.. redraw.Replaced.Values]);
        Effect = effect;
    }

    public void Apply(DateTimeOffset now) => AppliedAt = now;

    public void Revoke(string reason, DateTimeOffset now) => (RevocationReason, RevokedAt) = (reason, now);
}

internal sealed class ReorganizationTable : IEntityTypeConfiguration<Reorganization>
{
    public void Configure(EntityTypeBuilder<Reorganization> builder)
    {
        builder.ToTable("Reorganizations");
        builder.Property(act => act.Id).ValueGeneratedNever();
        builder.Property(act => act.Effect).HasColumnType("jsonb");
        builder.HasIndex(act => new { act.EffectiveOn, act.Id });
    }
}
