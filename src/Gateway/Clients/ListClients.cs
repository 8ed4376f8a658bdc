using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Gateway.Clients;

/// <summary>A client, without its secret.</summary>
/// <param name="Id">The <c>client_id</c>.</param>
/// <param name="Name">What people call the system.</param>
/// <param name="Unit">Code of the unit at the root of what it may touch.</param>
/// <param name="Scopes">What its tokens may allow.</param>
/// <param name="CreatedBy">Client that created it; null for the ministry's own.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="SecretChangedAt">When its present secret was made.</param>
/// <param name="RevokedAt">Since when it gets no tokens any more; null while it does.</param>
public sealed record ClientResponse(
    Guid Id,
    string Name,
    string Unit,
    IReadOnlyList<string> Scopes,
    string? CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset SecretChangedAt,
    DateTimeOffset? RevokedAt
)
{
    internal static ClientResponse Of(Client client) =>
        new(
            client.Id,
            client.Name,
            client.Unit,
            client.Scopes,
            client.CreatedBy,
            client.CreatedAt,
            client.SecretChangedAt,
            client.RevokedAt
        );
}

public static class ListClients
{
    /// <summary>Lists the clients of the caller's unit by id (the ministry: of all units), revoked ones too.</summary>
    public static async Task<Ok<Page<ClientResponse>>> HandleAsync(
        int? limit,
        string? cursor,
        Caller caller,
        GatewayDbContext db,
        CancellationToken cancellationToken
    )
    {
        var after = Paging.Read<Guid>(cursor);
        var clients = await db
            .Clients.AsNoTracking()
            .Where(client => client.Id > after && (caller.Unit == UnitPath.Nation || client.Unit == caller.Unit))
            .OrderBy(client => client.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var page = clients.ToPage(limit, client => client.Id);
        return TypedResults.Ok(new Page<ClientResponse>([.. page.Items.Select(ClientResponse.Of)], page.Next));
    }
}
