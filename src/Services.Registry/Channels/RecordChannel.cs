using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Channels;

public static class RecordChannel
{
    /// <summary>Records a channel of a team or a unit: a Zalo group, a page, a hotline.</summary>
    /// <remarks>
    /// Answers 201; 200 when the same channel is sent again; 409 when the id stands for another, or the team is dissolved. 403
    /// outside the caller's unit.
    /// </remarks>
    public static async Task<Results<Created<ChannelResponse>, Ok<ChannelResponse>, ProblemHttpResult>> Handle(
        ChannelRequest request,
        HttpContext http,
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var content = request.ToContent();
        if (await ChannelReach.JudgeAsync(db, content, caller, clock, cancellationToken) is { } problem)
            return problem;
        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var channel = new Channel(id, content, ContentHash.Of(content), caller.ClientId, clock.GetUtcNow());
        if (await db.Channels.FindAsync([id], cancellationToken) is { } before)
            return Again(before, channel, http);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            if (content.TeamId is { } team)
                await db.KeepTeamsAsync([team], cancellationToken);
            if (await ChannelReach.JudgeTeamAsync(db, content, cancellationToken) is { } dissolved)
                return dissolved;
            db.Channels.Add(channel);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                http.Response.SetETag(channel.Version);
                return TypedResults.Created($"/v1/channels/{id}", ChannelResponse.Of(channel));
            }
            catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
            {
                db.ChangeTracker.Clear();
            }
        }
        return Again(await db.Channels.SingleAsync(each => each.Id == id, cancellationToken), channel, http);
    }

    /// <summary>A retry whose first try arrived, if it is one.</summary>
    private static Results<Created<ChannelResponse>, Ok<ChannelResponse>, ProblemHttpResult> Again(
        Channel existing,
        Channel sent,
        HttpContext http
    )
    {
        if (existing.RecordedHash != sent.RecordedHash)
            return ChannelProblems.IdTaken.Result(sent.Id);
        http.Response.SetETag(existing.Version);
        return TypedResults.Ok(ChannelResponse.Of(existing));
    }
}
