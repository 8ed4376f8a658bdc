using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Channels;

public static class RecordChannel
{
    /// <summary>Records a channel of a team or a unit: a Zalo group, a page, a hotline.</summary>
    /// <remarks>Answers 201; 200 when the same channel is sent again; 409 when the id stands for another. 403 outside the caller's unit.</remarks>
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
        var hash = ContentHash.Of(content);
        var channel = new Channel(id, content, hash, caller.ClientId, clock.GetUtcNow());
        db.Channels.Add(channel);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            http.Response.SetETag(channel.Version);
            return TypedResults.Created($"/v1/channels/{id}", ChannelResponse.Of(channel));
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        var existing = await db.Channels.SingleAsync(each => each.Id == id, cancellationToken);
        if (existing.RecordedHash != hash)
            return ChannelProblems.IdTaken.Result(id);
        http.Response.SetETag(existing.Version);
        return TypedResults.Ok(ChannelResponse.Of(existing));
    }
}
