using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Topics;

/// <summary>What is said of an entry: the part that a change can replace.</summary>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
/// <param name="ValidFrom">First day of sessions that may name it.</param>
/// <param name="ValidTo">First day of sessions that no longer may.</param>
public sealed record TrainingEntryContent(string Vi, string En, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>
/// A topic of training or an organisation that sends trainers: the nation's, for everybody, or a province's, for the units
/// below it. It is never deleted, because sessions go on naming it; it ends.
/// </summary>
public sealed class TrainingEntry
{
    private TrainingEntry() { }

    public TrainingEntry(
        string kind,
        string code,
        (int? Id, string Code) unit,
        TrainingEntryContent content,
        string by,
        DateTimeOffset now
    )
    {
        (Kind, Code, UnitId, UnitCode) = (kind, code, unit.Id, unit.Code);
        (Version, RecordedBy, RecordedAt) = (1, by, now);
        RecordedHash = ContentHash.Of(UnitCode, content);
        Take(content);
    }

    /// <summary>One of <see cref="TrainingEntryKinds"/>.</summary>
    public string Kind { get; private set; } = "";

    public string Code { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>The province whose entry it is, under whatever code; null for the nation.</summary>
    public int? UnitId { get; private set; }

    /// <summary>The code of that province when it added the entry, or "VN".</summary>
    public string UnitCode { get; private set; } = "";

    public string Vi { get; private set; } = "";

    public string En { get; private set; } = "";

    public DateOnly ValidFrom { get; private set; }

    public DateOnly? ValidTo { get; private set; }

    /// <summary>Hash of the content as first recorded (see <see cref="ContentHash"/>).</summary>
    public long RecordedHash { get; private set; }

    public string RecordedBy { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    public TrainingEntryContent Content => new(Vi, En, ValidFrom, ValidTo);

    public void Change(TrainingEntryContent content)
    {
        Take(content);
        Version++;
    }

    private void Take(TrainingEntryContent content) => (Vi, En, ValidFrom, ValidTo) = content;
}

internal sealed class TrainingEntryTable : IEntityTypeConfiguration<TrainingEntry>
{
    public void Configure(EntityTypeBuilder<TrainingEntry> builder)
    {
        builder.ToTable("TrainingEntries");
        builder.HasKey(entry => new { entry.Kind, entry.Code });
        builder.Property(entry => entry.Kind).UseCollation("C");
        builder.Property(entry => entry.Code).UseCollation("C");
        builder.Property(entry => entry.Version).IsConcurrencyToken();
        builder.Ignore(entry => entry.Content);
    }
}
