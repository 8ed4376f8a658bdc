using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Gateway.Clients;

/// <summary>A caller manages the clients that it could have created, no others.</summary>
internal static class ClientReach
{
    /// <summary>Why the caller may not give these rights; null where it may.</summary>
    public static ProblemHttpResult? Refusal(Caller caller, string unit, IEnumerable<string> scopes)
    {
        if (!Client.Reaches(caller, unit))
            return CommonProblems.UnitOutOfScope.Result(unit);
        var beyond = string.Join(", ", scopes.Except(caller.Scopes));
        return beyond.Length == 0 ? null : ClientProblems.ScopeBeyondOwn.Result(beyond);
    }

    /// <summary>
    /// The client to change, or why not. Another unit's client is not found; one with wider scopes is refused, because
    /// a new secret would lend them to the caller.
    /// </summary>
    public static async Task<(Client? Client, ProblemHttpResult? Refusal)> FindManagedAsync(
        this GatewayDbContext db,
        Guid id,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var client = await db.Clients.SingleOrDefaultAsync(client => client.Id == id, cancellationToken);
        if (client is null || !Client.Reaches(caller, client.Unit))
            return (null, ClientProblems.NotFound.Result(id));
        return Refusal(caller, client.Unit, client.Scopes) is { } refusal ? (null, refusal) : (client, null);
    }
}
