using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Materials;

/// <summary>Somebody of a unit opened an edition; who, nobody keeps.</summary>
public sealed class MaterialOpening
{
    private MaterialOpening() { }

    internal MaterialOpening(Guid id, Guid materialId, int edition, string unitPath, DateOnly openedOn, long hash)
    {
        (Id, MaterialId, Edition) = (id, materialId, edition);
        (UnitPath, OpenedOn, RecordedHash) = (unitPath, openedOn, hash);
    }

    public Guid Id { get; private set; }

    public Guid MaterialId { get; private set; }

    public int Edition { get; private set; }

    /// <summary>Codes from the nation down to the unit on the day.</summary>
    public string UnitPath { get; private set; } = "";

    public DateOnly OpenedOn { get; private set; }

    /// <summary>Tells a retry from another opening under the same id; a retry tomorrow is still one.</summary>
    public long RecordedHash { get; private set; }

    /// <param name="edition">As it was named, if it was: there may be a newer one by the time of the retry.</param>
    internal static long HashOf(Guid materialId, int? edition, string unit) =>
        ContentHash.Of(materialId, edition, unit);
}

internal sealed class MaterialOpeningTable : IEntityTypeConfiguration<MaterialOpening>
{
    public void Configure(EntityTypeBuilder<MaterialOpening> builder)
    {
        builder.ToTable("MaterialOpenings");
        builder.Property(opening => opening.Id).ValueGeneratedNever();
        builder.HasOne<Material>().WithMany().HasForeignKey(opening => opening.MaterialId);
        builder.HasIndex(opening => new { opening.MaterialId, opening.OpenedOn });
    }
}
