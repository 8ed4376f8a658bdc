using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Reporting.Indicators;

/// <summary>What is said of an indicator between two days.</summary>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">First day on which it is no longer said; null where no end is set.</param>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
/// <param name="MeasureVi">What it is counted in, in Vietnamese: "người", "%".</param>
/// <param name="MeasureEn">The same in English.</param>
/// <param name="Group">What it is listed under: "results".</param>
/// <param name="Numerator">Terms that are added up; empty where it is counted itself.</param>
/// <param name="Denominator">Of a ratio: terms whose sum divides.</param>
/// <param name="Scale">Of a ratio: what it is multiplied by; 100 for per cent.</param>
/// <param name="Decimals">Of a ratio: decimal places, halves away from zero.</param>
public sealed record IndicatorEdition(
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string Vi,
    string En,
    string MeasureVi,
    string MeasureEn,
    string Group,
    string[] Numerator,
    string[] Denominator,
    int Scale,
    int Decimals
)
{
    public bool IsInForce(DateOnly day) => ValidFrom <= day && !(day >= ValidTo);
}

/// <summary>
/// An indicator as the ministry or a province defines it. Its code is for good; what is said of it has editions with days,
/// and a figure is judged by that of its last day.
/// </summary>
public sealed class Indicator
{
    private Indicator() { }

    public Indicator(
        string code,
        string kind,
        int? unitId,
        string unitCode,
        IndicatorEdition[] editions,
        string by,
        DateTimeOffset now
    )
    {
        (Code, Kind, UnitId, UnitCode, Editions) = (code, kind, unitId, unitCode, editions);
        (Version, RecordedBy, RecordedAt) = (1, by, now);
        RecordedHash = ContentHash.Of(kind, unitCode, editions);
    }

    public string Code { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>One of <see cref="IndicatorKinds"/>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>The province whose indicator it is, under whatever code; null for the nation.</summary>
    public int? UnitId { get; private set; }

    /// <summary>The code of that province when it defined it, or "VN".</summary>
    public string UnitCode { get; private set; } = "";

    /// <summary>Oldest first; no day is in two of them.</summary>
    public IndicatorEdition[] Editions { get; private set; } = [];

    /// <summary>It adds up what is told of it, at least in one of its editions.</summary>
    public bool IsCounted =>
        Kind == IndicatorKinds.Additive && Array.Exists(Editions, edition => edition.Numerator.Length == 0);

    /// <summary>Hash of the content as first recorded (see <see cref="ContentHash"/>).</summary>
    public long RecordedHash { get; private set; }

    public string RecordedBy { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>What is said of it on a day; null where nothing is.</summary>
    public IndicatorEdition? On(DateOnly day) => Array.Find(Editions, edition => edition.IsInForce(day));

    public void Change(IndicatorEdition[] editions)
    {
        Editions = editions;
        Version++;
    }
}

internal sealed class IndicatorTable : IEntityTypeConfiguration<Indicator>
{
    public void Configure(EntityTypeBuilder<Indicator> builder)
    {
        builder.ToTable("Indicators");
        builder.HasKey(indicator => indicator.Code);
        builder.Property(indicator => indicator.Code).UseCollation("C");
        builder.Property(indicator => indicator.Version).IsConcurrencyToken();
        builder.Property(indicator => indicator.Editions).IsJson();
    }
}
