using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.ServiceDefaults.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Materials;

/// <summary>What is said of a material: the part that a change can replace.</summary>
/// <param name="Title">Title.</param>
/// <param name="Description">What it is about; null where nothing is said.</param>
/// <param name="Level">Code of the level that it is for; null for all.</param>
/// <param name="Topics">Codes of its topics.</param>
/// <param name="ValidFrom">First day on which it is shared.</param>
/// <param name="ValidTo">First day on which it no longer is; null where no end is set.</param>
/// <param name="OwnerUnit">Code of the unit that shares it with all below.</param>
public sealed record MaterialContent(
    string Title,
    string? Description,
    string? Level,
    string[] Topics,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string OwnerUnit
);

/// <summary>Something to learn from, shared by its owner with all units below; its files are its editions.</summary>
public sealed class Material
{
    private Material() { }

    internal Material(Guid id, MaterialContent content, UnitAt owner, string by, DateTimeOffset now)
    {
        (Id, Version, CreatedBy, CreatedAt) = (id, 1, by, now);
        CreatedHash = ContentHash.Of(content);
        Fill(content, owner);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public string Title { get; private set; } = "";

    public string? Description { get; private set; }

    public string? Level { get; private set; }

    public string[] Topics { get; private set; } = [];

    public DateOnly ValidFrom { get; private set; }

    public DateOnly? ValidTo { get; private set; }

    public string OwnerUnit { get; private set; } = "";

    /// <summary>Codes from the nation down to the owner when it was last named.</summary>
    public string OwnerPath { get; private set; } = "";

    /// <summary>Title and description as they are searched.</summary>
    public string SearchKey { get; private set; } = "";

    /// <summary>Why it is no longer shared; null while it is.</summary>
    public string? WithdrawalReason { get; private set; }

    /// <summary>Hash of the content as created: tells a retry from another material under the same id.</summary>
    public long CreatedHash { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public bool IsWithdrawn => WithdrawalReason is not null;

    public MaterialContent Content => new(Title, Description, Level, Topics, ValidFrom, ValidTo, OwnerUnit);

    /// <summary>True where those below its owner may open it on a day.</summary>
    public bool IsShared(DateOnly day) => !IsWithdrawn && ValidFrom <= day && !(day >= ValidTo);

    public void Change(MaterialContent content, UnitAt owner)
    {
        Version++;
        Fill(content, owner);
    }

    public void Withdraw(string reason)
    {
        Version++;
        WithdrawalReason = reason;
    }

    private void Fill(MaterialContent content, UnitAt owner)
    {
        (Title, Description, Level, Topics, ValidFrom, ValidTo, OwnerUnit) = content;
        OwnerPath = owner.Path;
        SearchKey = SearchText.Key($"{Title} {Description}");
    }
}

internal sealed class MaterialTable : IEntityTypeConfiguration<Material>
{
    public void Configure(EntityTypeBuilder<Material> builder)
    {
        builder.ToTable("Materials");
        builder.Property(material => material.Id).ValueGeneratedNever();
        builder.Property(material => material.Version).IsConcurrencyToken();
        builder.Ignore(material => material.Content);
        builder.HasIndex(material => new { material.CreatedAt, material.Id });
    }
}
