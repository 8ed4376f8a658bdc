using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.Topics;

/// <summary>What is said of an entry: the part that a change can replace.</summary>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
/// <param name="MaxCount">Of an outcome: the most that one activity usually counts; null for no bound.</param>
/// <param name="MaxPeople">Of a form: the most people that one activity usually guides; null for no bound.</param>
/// <param name="MaxHouseholds">Of a form: the most households that one activity usually reaches; null for no bound.</param>
/// <param name="ValidFrom">First day of activities that may say it.</param>
/// <param name="ValidTo">First day of activities that no longer may.</param>
public sealed record CatalogueContent(
    string Vi,
    string En,
    int? MaxCount,
    int? MaxPeople,
    int? MaxHouseholds,
    DateOnly ValidFrom,
    DateOnly? ValidTo
);

/// <summary>
/// Something that an activity can say: the nation's, for every team, or a province's, for the teams below it. It is never
/// deleted, because activities go on naming it; it ends.
/// </summary>
public sealed class CatalogueEntry
{
    private CatalogueEntry() { }

    public CatalogueEntry(
        string kind,
        string code,
        int? unitId,
        string unitCode,
        string? partOf,
        CatalogueContent content,
        string by,
        DateTimeOffset now
    )
    {
        (Kind, Code, UnitId, UnitCode, PartOf) = (kind, code, unitId, unitCode, partOf);
        (Version, RecordedBy, RecordedAt) = (1, by, now);
        RecordedHash = ContentHash.Of(unitCode, partOf, content);
        Take(content);
    }

    /// <summary>One of <see cref="CatalogueKinds"/>.</summary>
    public string Kind { get; private set; } = "";

    public string Code { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>The province whose entry it is, under whatever code; null for the nation.</summary>
    public int? UnitId { get; private set; }

    /// <summary>The code of that province when it added the entry, or "VN".</summary>
    public string UnitCode { get; private set; } = "";

    /// <summary>The outcome of which this one counts a part.</summary>
    public string? PartOf { get; private set; }

    public string Vi { get; private set; } = "";

    public string En { get; private set; } = "";

    public int? MaxCount { get; private set; }

    public int? MaxPeople { get; private set; }

    public int? MaxHouseholds { get; private set; }

    public DateOnly ValidFrom { get; private set; }

    public DateOnly? ValidTo { get; private set; }

    /// <summary>Hash of the content as first recorded (see <see cref="ContentHash"/>).</summary>
    public long RecordedHash { get; private set; }

    public string RecordedBy { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    public CatalogueContent Content => new(Vi, En, MaxCount, MaxPeople, MaxHouseholds, ValidFrom, ValidTo);

    public bool IsInForce(DateOnly day) => ValidFrom <= day && !(day >= ValidTo);

    public void Change(CatalogueContent content)
    {
        Take(content);
        Version++;
    }

    private void Take(CatalogueContent content) =>
        (Vi, En, MaxCount, MaxPeople, MaxHouseholds, ValidFrom, ValidTo) = content;
}

internal sealed class CatalogueEntryTable : IEntityTypeConfiguration<CatalogueEntry>
{
    public void Configure(EntityTypeBuilder<CatalogueEntry> builder)
    {
        builder.ToTable("CatalogueEntries");
        builder.HasKey(entry => new { entry.Kind, entry.Code });
        builder.Property(entry => entry.Kind).UseCollation("C");
        builder.Property(entry => entry.Code).UseCollation("C");
        builder.Property(entry => entry.Version).IsConcurrencyToken();
        builder.Ignore(entry => entry.Content);
    }
}
