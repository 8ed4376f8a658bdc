using System.Text.Json;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>A legal act and what it does to the tree.</summary>
/// <param name="Id">Id of the act.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssuingBody">Who issued it.</param>
/// <param name="EffectiveOn">First day on which it holds.</param>
/// <param name="Note">What else was said.</param>
/// <param name="Status">"scheduled" until its day, then "applied"; or "revoked".</param>
/// <param name="DryRun">True where nothing was kept because the caller asked only what would happen.</param>
/// <param name="Effect">What it does.</param>
public sealed record ReorganizationResponse(
    Guid Id,
    string Number,
    string IssuingBody,
    DateOnly EffectiveOn,
    string? Note,
    string Status,
    bool DryRun,
    ReorganizationEffect Effect
)
{
    internal static ReorganizationResponse Of(Reorganization act, bool dryRun = false) =>
        new(
            act.Id,
            act.Number,
            act.IssuingBody,
            act.EffectiveOn,
            act.Note,
            act.Status,
            dryRun,
            JsonSerializer.Deserialize<ReorganizationEffect>(act.Effect)!
        );
}

/// <summary>What an act does, as of the day it was recorded.</summary>
/// <param name="Opened">Units that are new on its day.</param>
/// <param name="Closed">Units that end on its day, each with those that take its place.</param>
/// <param name="Moved">Units that stay what they are and hang under another one.</param>
/// <param name="Unchanged">How many units it names and leaves as they are.</param>
/// <param name="VillagesMoved">Villages that follow by themselves.</param>
/// <param name="TeamsMoved">Teams whose unit or path changes on its day.</param>
/// <param name="MembersMoved">Members of those teams.</param>
/// <param name="VillagesToAssign">Codes of villages that wait for somebody to assign them.</param>
/// <param name="TeamsToAssign">Ids of teams of units that several share, which wait too.</param>
public sealed record ReorganizationEffect(
    IReadOnlyList<EffectUnit> Opened,
    IReadOnlyList<EffectUnit> Closed,
    IReadOnlyList<EffectUnit> Moved,
    int Unchanged,
    int VillagesMoved,
    int TeamsMoved,
    int MembersMoved,
    IReadOnlyList<string> VillagesToAssign,
    IReadOnlyList<Guid> TeamsToAssign
);

/// <param name="Code">Its code.</param>
/// <param name="FullName">Name with the type.</param>
/// <param name="Level">1 province, 2 district, 3 commune.</param>
/// <param name="ParentCode">Code of the unit above it from that day on; null for one that ended.</param>
/// <param name="Successors">Codes of those that take its place; null but for one that ended.</param>
public sealed record EffectUnit(
    string Code,
    string FullName,
    int Level,
    string? ParentCode,
    IReadOnlyList<string>? Successors
);
