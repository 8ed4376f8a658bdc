using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>
/// The last number given to a village under a commune's code. Kept by code, not by unit, so that a number is never given
/// again when the commune is renamed; the row's lock lets one writer at a time name the villages of a commune. Codes that
/// clients bring along do not move it: it passes over them when it comes to them.
/// </summary>
public sealed class VillageCounter
{
    /// <summary>What six digits hold.</summary>
    private const int MaxNumber = 999_999;

    public string CommuneCode { get; private set; } = "";

    public int LastNumber { get; private set; }

    /// <summary>The codes that come next, free or not, each once: "08494-003", … and from 001 again after the last.</summary>
    public IEnumerable<string> Ahead()
    {
        for (var step = 0; step < MaxNumber; step++)
            yield return $"{CommuneCode}-{((LastNumber + step) % MaxNumber) + 1:D3}";
    }

    /// <summary>Goes on from a code that was given.</summary>
    public void Give(string code) => LastNumber = int.Parse(code.AsSpan(code.IndexOf('-') + 1), provider: null);
}

internal sealed class VillageCounterTable : IEntityTypeConfiguration<VillageCounter>
{
    public void Configure(EntityTypeBuilder<VillageCounter> builder)
    {
        builder.ToTable("VillageCounters");
        builder.HasKey(counter => counter.CommuneCode);
    }
}
