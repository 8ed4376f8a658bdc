using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Gateway.Clients;

public static class RevokeClient
{
    /// <summary>
    /// Revokes a client for good: it gets no more tokens. Tokens that it holds stay valid until they end, an hour at
    /// most. Revoking it again changes nothing.
    /// </summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id,
        Caller caller,
        GatewayDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (client, refusal) = await db.FindManagedAsync(id, caller, cancellationToken);
        if (client is null)
            return refusal!;
        // The last client to hold clients.write would lock everybody out.
        if (client.Id.ToString() == caller.ClientId)
            return ClientProblems.Own.Result();
        client.Revoke(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
