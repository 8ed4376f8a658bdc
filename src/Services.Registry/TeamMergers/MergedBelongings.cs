using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.TeamMergers;

/// <summary>What belonged to teams that a merger ends goes on with the team that comes of it.</summary>
/// <param name="Equipment">Entries of equipment lists that moved.</param>
/// <param name="Channels">Channels that serve the resulting team from now on.</param>
internal sealed record MergedBelongings(int Equipment, int Channels)
{
    /// <summary>
    /// Equipment moves entry by entry behind what the resulting team has, so that places and notes stay as they were said;
    /// the list may become longer than one that can be sent. Channels keep all but the team.
    /// </summary>
    /// <param name="ended">Teams that the caller has locked, so that nobody changes what is theirs meanwhile.</param>
    public static async Task<MergedBelongings> MoveAsync(
        RegistryDbContext db,
        Guid[] ended,
        Guid result,
        string by,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var lists = await db
            .TeamEquipment.Include(list => list.Items)
            .Where(list => list.TeamId == result || ended.Contains(list.TeamId))
            .OrderBy(list => list.TeamId)
            .ToListAsync(cancellationToken);
        var left = lists.FindAll(list => list.TeamId != result && list.Items.Count > 0);
        var moved = left.SelectMany(list => list.Entries).ToList();
        if (moved.Count > 0)
        {
            var own = lists.Find(list => list.TeamId == result) ?? db.TeamEquipment.Add(new(result)).Entity;
            own.Replace([.. own.Entries, .. moved], by, now);
            left.ForEach(list => list.Replace([], by, now));
        }
        var channels = await db
            .Channels.Where(channel => ended.Contains(channel.TeamId!.Value))
            .ToListAsync(cancellationToken);
        channels.ForEach(channel => channel.Change(channel.Content with { TeamId = result }));
        return new MergedBelongings(moved.Count, channels.Count);
    }
}
