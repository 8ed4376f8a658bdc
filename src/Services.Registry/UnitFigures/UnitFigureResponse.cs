namespace CongNgheSo.Services.Registry.UnitFigures;

/// <summary>A reference figure of a unit from a day on.</summary>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="UnitName">Its full name.</param>
/// <param name="Figure">"population", "residents-15-plus" or "households".</param>
/// <param name="ValidFrom">The day from which it holds, until the next one.</param>
/// <param name="Version">1 when recorded; each correction adds one. Also the ETag.</param>
/// <param name="Value">The figure.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="RecordedAt">When it was last written (UTC).</param>
public sealed record UnitFigureResponse(
    string UnitCode,
    string UnitName,
    string Figure,
    DateOnly ValidFrom,
    int Version,
    long Value,
    string Source,
    DateTimeOffset RecordedAt
)
{
    internal static UnitFigureResponse Of(UnitFigure figure, string unitCode, string unitName) =>
        new(
            unitCode,
            unitName,
            figure.Figure,
            figure.ValidFrom,
            figure.Version,
            figure.Value,
            figure.Source,
            figure.RecordedAt
        );
}
