using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Gateway.Clients;

public static class ChangeClientSecret
{
    /// <summary>
    /// Gives a client a new secret, told this once. The old secret is refused at once; tokens got with it stay valid
    /// until they end, an hour at most. A client may change its own.
    /// </summary>
    public static async Task<Results<Ok<ClientCredentialsResponse>, ProblemHttpResult>> HandleAsync(
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
        if (client.RevokedAt is not null)
            return ClientProblems.Revoked.Result(id);
        var secret = client.ChangeSecret(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new ClientCredentialsResponse(id, secret));
    }
}
