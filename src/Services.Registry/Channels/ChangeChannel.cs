using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Channels;

public static class ChangeChannel
{
    /// <summary>Replaces what is said of a channel.</summary>
    /// <remarks>
    /// If-Match names the version being changed; sending the same change again answers as before. 409 when it would serve a
    /// dissolved team.
    /// </remarks>
    public static async Task<Results<Ok<ChannelResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ChannelRequest request,
        HttpContext http,
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        var channel = await db.Channels.FindAsync([id], cancellationToken);
        if (channel is null)
            return ChannelProblems.NotFound.Result(id);
        var content = request.ToContent();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        Guid?[] teams = [channel.TeamId, content.TeamId];
        await db.KeepTeamsAsync([.. teams.OfType<Guid>()], cancellationToken);
        // Both whom it served and whom it is to serve.
        var problem =
            await ChannelReach.JudgeAsync(db, channel.Content, caller, clock, cancellationToken)
            ?? await ChannelReach.JudgeAsync(db, content, caller, clock, cancellationToken);
        if (problem is not null)
            return problem;
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = channel.Content == content;
        if (channel.Version != expected && !(isDone && channel.Version == expected + 1))
            return CommonProblems.VersionStale.Result(channel.Version);
        if (!isDone)
        {
            if (await ChannelReach.JudgeTeamAsync(db, content, cancellationToken) is { } dissolved)
                return dissolved;
            channel.Change(content);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(expected + 1);
            }
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(channel.Version);
        return TypedResults.Ok(ChannelResponse.Of(channel));
    }
}
