namespace CongNgheSo.Services.Registry.TeamMergers;

/// <summary>One decision that made one team of several.</summary>
/// <param name="Id">Id of the merger.</param>
/// <param name="DecisionNumber">Number of the decision ("1941/UBND-VX").</param>
/// <param name="DecisionDate">Day of the decision.</param>
/// <param name="Signatory">The body that issued it, where known.</param>
/// <param name="EffectiveOn">First day of the team that came of it, and the first without the others.</param>
/// <param name="Note">Anything else that was said.</param>
/// <param name="TeamIds">The teams that were merged, the one that goes on included.</param>
/// <param name="ResultTeamId">The team that came of it: a new one, or one of them.</param>
/// <param name="MembersLeft">Memberships in the merged teams that ended with it.</param>
/// <param name="MembersJoined">Memberships in the resulting team that began with it; who was in several of them counts once.</param>
/// <param name="EquipmentMoved">Entries in the equipment lists of teams that ended, which are now in the resulting team's.</param>
/// <param name="ChannelsMoved">Channels of teams that ended, which now serve the resulting one.</param>
/// <param name="DryRun">True where nothing was written because the caller asked only what would happen.</param>
public sealed record TeamMergerResponse(
    Guid Id,
    string DecisionNumber,
    DateOnly DecisionDate,
    string? Signatory,
    DateOnly EffectiveOn,
    string? Note,
    IReadOnlyList<Guid> TeamIds,
    Guid ResultTeamId,
    int MembersLeft,
    int MembersJoined,
    int EquipmentMoved,
    int ChannelsMoved,
    bool DryRun
)
{
    internal static TeamMergerResponse Of(TeamMerger merger, bool dryRun = false) =>
        new(
            merger.Id,
            merger.DecisionNumber,
            merger.DecisionDate,
            merger.Signatory,
            merger.EffectiveOn,
            merger.Note,
            [.. merger.Parts.Select(part => part.TeamId).Order()],
            merger.ResultTeamId,
            merger.MembersLeft,
            merger.MembersJoined,
            merger.EquipmentMoved,
            merger.ChannelsMoved,
            dryRun
        );
}
