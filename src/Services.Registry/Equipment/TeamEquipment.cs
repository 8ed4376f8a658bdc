using CongNgheSo.Services.Registry.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.Equipment;

/// <summary>What a team works with, as it was last said.</summary>
public sealed class TeamEquipment
{
    private TeamEquipment() { }

    public TeamEquipment(Guid teamId) => TeamId = teamId;

    public Guid TeamId { get; private set; }

    /// <summary>0 while nothing was ever said; each change adds one.</summary>
    public int Version { get; private set; }

    public List<EquipmentItem> Items { get; private set; } = [];

    public string RecordedBy { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>In the order in which they were sent.</summary>
    public IEnumerable<EquipmentEntry> Entries => Items.OrderBy(item => item.Ordinal).Select(item => item.Entry);

    public void Replace(IEnumerable<EquipmentEntry> entries, string by, DateTimeOffset now)
    {
        EquipmentItem[] items = [.. entries.Select((entry, index) => new EquipmentItem(index, entry))];
        Items.Clear();
        Items.AddRange(items);
        (RecordedBy, RecordedAt) = (by, now);
        Version++;
    }
}

/// <summary>Some things of one kind at one place.</summary>
public sealed class EquipmentItem
{
    private EquipmentItem() { }

    public EquipmentItem(int ordinal, EquipmentEntry entry)
    {
        Ordinal = ordinal;
        (Kind, Count, Place, Note) = (entry.Kind!, entry.Count!.Value, entry.Place, entry.Note);
    }

    public long Id { get; private set; }

    public Guid TeamId { get; private set; }

    /// <summary>Its place in the list as it was sent.</summary>
    public int Ordinal { get; private set; }

    public string Kind { get; private set; } = "";

    public int Count { get; private set; }

    public string? Place { get; private set; }

    public string? Note { get; private set; }

    public EquipmentEntry Entry => new(Kind, Count, Place, Note);
}

internal sealed class TeamEquipmentTable : IEntityTypeConfiguration<TeamEquipment>
{
    public void Configure(EntityTypeBuilder<TeamEquipment> builder)
    {
        builder.ToTable("TeamEquipment");
        builder.HasKey(equipment => equipment.TeamId);
        builder.Ignore(equipment => equipment.Entries);
        builder.Property(equipment => equipment.Version).IsConcurrencyToken();
        builder.HasOne<Team>().WithOne().HasForeignKey<TeamEquipment>(equipment => equipment.TeamId);
        builder.HasMany(equipment => equipment.Items).WithOne().HasForeignKey(item => item.TeamId);
    }
}

internal sealed class EquipmentItemTable : IEntityTypeConfiguration<EquipmentItem>
{
    public void Configure(EntityTypeBuilder<EquipmentItem> builder)
    {
        builder.ToTable("TeamEquipmentItems");
        builder.Property(item => item.Id).UseIdentityAlwaysColumn();
        builder.Ignore(item => item.Entry);
    }
}
