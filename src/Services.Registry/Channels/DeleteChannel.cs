using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Channels;

public static class DeleteChannel
{
    /// <summary>Deletes a channel; nothing refers to one.</summary>
    /// <remarks>Answers 204; 404 when there is none of this id, or none any more: a retry whose first try arrived.</remarks>
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var channel = await db.Channels.AsNoTracking().SingleOrDefaultAsync(each => each.Id == id, cancellationToken);
        if (channel is null)
            return ChannelProblems.NotFound.Result(id);
        if (await ChannelReach.JudgeAsync(db, channel.Content, caller, clock, cancellationToken) is { } problem)
            return problem;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (channel.TeamId is { } team)
            await db.KeepTeamsAsync([team], cancellationToken);
        await db.Channels.Where(each => each.Id == id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
