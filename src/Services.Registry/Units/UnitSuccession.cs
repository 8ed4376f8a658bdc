using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Services.Registry.Reorganizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>
/// What became of a unit on a day: all or a part of it went into another one. A unit that an act names and leaves as it
/// is succeeds itself, so that the edges of an act are those of its official table.
/// </summary>
public sealed class UnitSuccession
{
    private UnitSuccession() { }

    public UnitSuccession(
        int predecessorId,
        int successorId,
        DateOnly day,
        SuccessionShare share,
        Guid? reorganizationId
    )
    {
        ArgumentNullException.ThrowIfNull(share);
        (PredecessorId, SuccessorId, Day, ReorganizationId) = (predecessorId, successorId, day, reorganizationId);
        (IsPartial, IsPrimary, Population) = share;
    }

    public int PredecessorId { get; private set; }

    public int SuccessorId { get; private set; }

    /// <summary>First day of the successor.</summary>
    public DateOnly Day { get; private set; }

    public bool IsPartial { get; private set; }

    /// <summary>True where what belonged to the predecessor follows to this successor by itself.</summary>
    public bool IsPrimary { get; private set; }

    /// <summary>"all", "some" or "none" of its people, where the act says so.</summary>
    public string? Population { get; private set; }

    /// <summary>The act; null where a catalogue brought the change.</summary>
    public Guid? ReorganizationId { get; private set; }

    /// <param name="act">The act, where there is one.</param>
    public UnitSuccessionFact ToFact(Reorganization? act) =>
        new(
            PredecessorId,
            SuccessorId,
            ReorganizationId,
            act?.RevokedAt is null ? 1 : 2,
            Day,
            IsPartial,
            IsPrimary,
            Population,
            act?.Number,
            act?.RevokedAt is not null
        );
}

/// <summary>How much of a unit went into another.</summary>
/// <param name="IsPartial">A part of its area only.</param>
/// <param name="IsPrimary">What belonged to it follows there by itself.</param>
/// <param name="Population">"all", "some" or "none" of its people, where known.</param>
public sealed record SuccessionShare(bool IsPartial, bool IsPrimary, string? Population)
{
    public static SuccessionShare Whole { get; } = new(IsPartial: false, IsPrimary: true, null);
}

internal sealed class UnitSuccessionTable : IEntityTypeConfiguration<UnitSuccession>
{
    public void Configure(EntityTypeBuilder<UnitSuccession> builder)
    {
        builder.ToTable("UnitSuccessions");
        builder.HasKey(edge => new { edge.PredecessorId, edge.SuccessorId });
        builder.HasIndex(edge => edge.SuccessorId);
        builder.HasIndex(edge => edge.ReorganizationId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(edge => edge.PredecessorId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(edge => edge.SuccessorId);
    }
}
