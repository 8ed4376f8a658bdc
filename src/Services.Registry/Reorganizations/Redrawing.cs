using CongNgheSo.Services.Registry.UnitImports;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>What an act or a catalogue makes of the provinces, districts and communes, by codes.</summary>
/// <param name="Units">The units as they are from the day on, parents before children.</param>
/// <param name="Edges">What goes into what.</param>
/// <param name="Abolished">Codes of units that end without a successor.</param>
/// <param name="IsWhole">True where <paramref name="Units"/> are all there are: what is not among them ends.</param>
public sealed record Redrawing(
    IReadOnlyList<CatalogueRow> Units,
    IReadOnlyList<SuccessionEdge> Edges,
    IReadOnlyCollection<string> Abolished,
    bool IsWhole
)
{
    public static Redrawing Of(Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return new Redrawing(catalogue.TopDown, [], [], IsWhole: true);
    }
}

/// <summary>A unit of the day before, or a part of it, goes into a unit of the day itself.</summary>
/// <param name="From">Code of the predecessor.</param>
/// <param name="To">Code of the successor.</param>
/// <param name="Share">How much of it.</param>
/// <param name="Row">Where the act says so, from 1; 0 where it says so otherwise.</param>
public sealed record SuccessionEdge(string From, string To, Units.SuccessionShare Share, int Row = 0);
