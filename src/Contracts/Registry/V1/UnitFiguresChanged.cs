namespace CongNgheSo.Contracts.Registry.V1;

/// <summary>Reference figures of units (population, residents aged 15 or more, households) were recorded or corrected.</summary>
/// <param name="OccurredAt">When Registry committed the change (UTC).</param>
/// <param name="Facts">Each figure as it now stands, at most 500 a message; all of one province.</param>
public sealed record UnitFiguresChanged(DateTimeOffset OccurredAt, IReadOnlyList<UnitFigureFact> Facts);

/// <summary>
/// One figure as it stands at <paramref name="Version"/>; a higher version replaces a lower one. Unit, figure and first day
/// name it together.
/// </summary>
/// <param name="UnitId">Surrogate id of the unit.</param>
/// <param name="Figure">Code of the figure (see <see cref="ReferenceFigures"/>).</param>
/// <param name="ValidFrom">The day from which it holds, until the next one of the same unit and figure.</param>
/// <param name="Version">1 when recorded; each correction adds one.</param>
/// <param name="Value">The figure, 0 or more.</param>
public sealed record UnitFigureFact(int UnitId, string Figure, DateOnly ValidFrom, int Version, long Value);
