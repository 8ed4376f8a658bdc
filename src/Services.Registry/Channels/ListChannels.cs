using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Channels;

public static class ListChannels
{
    /// <summary>Lists channels. They are there for everybody: every token with the scope reads all of them.</summary>
    /// <param name="unit">Code of a unit: only those that serve it.</param>
    /// <param name="team">Id of a team: only those that serve it.</param>
    /// <param name="kind">Only this kind.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<ChannelResponse>>> Handle(
        RegistryDbContext db,
        string? unit = null,
        Guid? team = null,
        string? kind = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var channels = db.Channels.AsNoTracking();
        if (unit is not null)
            channels = channels.Where(channel => channel.UnitCode == unit);
        if (team is not null)
            channels = channels.Where(channel => channel.TeamId == team);
        if (kind is not null)
            channels = channels.Where(channel => channel.Kind == kind);
        if (Paging.Read<Guid?>(cursor) is { } last)
            channels = channels.Where(channel => channel.Id > last);
        var read = await channels
            .OrderBy(channel => channel.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<ChannelResponse> items = [.. read.Select(ChannelResponse.Of)];
        return TypedResults.Ok(items.ToPage(limit, channel => (Guid?)channel.Id));
    }
}
