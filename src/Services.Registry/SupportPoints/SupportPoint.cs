using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.SupportPoints;

/// <summary>What is said of a support point.</summary>
public sealed record SupportPointContent(string BodyName, string? Phone, string? Email, string? Hours);

/// <summary>The office that helps the teams of a unit (đầu mối hỗ trợ). Office data, nobody's own.</summary>
public sealed class SupportPoint
{
    private SupportPoint() { }

    public SupportPoint(string unitCode) => UnitCode = unitCode;

    /// <summary>It follows the code: whatever unit bears it.</summary>
    public string UnitCode { get; private set; } = "";

    public int Version { get; private set; }

    public string BodyName { get; private set; } = "";

    public string? Phone { get; private set; }

    public string? Email { get; private set; }

    public string? Hours { get; private set; }

    public string RecordedBy { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    public SupportPointContent Content => new(BodyName, Phone, Email, Hours);

    public void Say(SupportPointContent content, string by, DateTimeOffset now)
    {
        (BodyName, Phone, Email, Hours) = content;
        (RecordedBy, RecordedAt) = (by, now);
        Version++;
    }
}

internal sealed class SupportPointTable : IEntityTypeConfiguration<SupportPoint>
{
    public void Configure(EntityTypeBuilder<SupportPoint> builder)
    {
        builder.ToTable("SupportPoints");
        builder.HasKey(point => point.UnitCode);
        builder.Property(point => point.Version).IsConcurrencyToken();
        builder.Ignore(point => point.Content);
    }
}
