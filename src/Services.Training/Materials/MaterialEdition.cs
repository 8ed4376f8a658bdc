using CongNgheSo.ServiceDefaults.Files;
using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Materials;

/// <summary>A file of a material. A new one leaves those before it where they are.</summary>
public sealed class MaterialEdition
{
    private MaterialEdition() { }

    internal MaterialEdition(Guid id, Guid materialId, int number, ReceivedFile file, string by, DateTimeOffset now)
    {
        (Id, MaterialId, Number, AddedBy) = (id, materialId, number, by);
        // As exactly as the database keeps it: a retry is answered with the same.
        AddedAt = now.Stored();
        (FileName, MediaType, Bytes, FileHash) = (file.Name, file.Kind.MediaType, file.Length, file.Hash);
        RecordedHash = HashOf(materialId, file);
    }

    public Guid Id { get; private set; }

    public Guid MaterialId { get; private set; }

    /// <summary>1 for the first.</summary>
    public int Number { get; private set; }

    public string FileName { get; private set; } = "";

    public string MediaType { get; private set; } = "";

    public long Bytes { get; private set; }

    /// <summary>SHA-256 of the content, its name in the store of files.</summary>
    public string FileHash { get; private set; } = "";

    /// <summary>Tells a retry from another file under the same id.</summary>
    public long RecordedHash { get; private set; }

    public string AddedBy { get; private set; } = "";

    public DateTimeOffset AddedAt { get; private set; }

    internal static long HashOf(Guid materialId, ReceivedFile file) => ContentHash.Of(materialId, file.Name, file.Hash);
}

internal sealed class MaterialEditionTable : IEntityTypeConfiguration<MaterialEdition>
{
    public void Configure(EntityTypeBuilder<MaterialEdition> builder)
    {
        builder.ToTable("MaterialEditions");
        builder.Property(edition => edition.Id).ValueGeneratedNever();
        builder.HasOne<Material>().WithMany().HasForeignKey(edition => edition.MaterialId);
        builder.HasIndex(edition => new { edition.MaterialId, edition.Number }).IsUnique();
        // What the files that nothing refers to are told by.
        builder.HasIndex(edition => edition.FileHash);
    }
}
