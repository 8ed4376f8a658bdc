using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>
/// The last number given to a village under a commune's code. Kept by code, not by unit, so that a number is never given
/// again when the commune is renamed; the row's lock lets one writer at a time name the villages of a commune.
/// </summary>
public sealed class VillageCounter
{
    public string CommuneCode { get; private set; } = "";

    public int LastNumber { get; private set; }

    /// <summary>The next display code: "08494-003".</summary>
    public string Next() => $"{CommuneCode}-{++LastNumber:D3}";

    /// <summary>Takes note of a code that came from elsewhere.</summary>
    public void Reserve(int number) => LastNumber = Math.Max(LastNumber, number);
}

internal sealed class VillageCounterTable : IEntityTypeConfiguration<VillageCounter>
{
    public void Configure(EntityTypeBuilder<VillageCounter> builder)
    {
        builder.ToTable("VillageCounters");
        builder.HasKey(counter => counter.CommuneCode);
    }
}
