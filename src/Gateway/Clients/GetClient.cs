using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Gateway.Clients;

public static class GetClient
{
    /// <summary>Reads one client of the caller's unit (the ministry: of any unit).</summary>
    public static async Task<Results<Ok<ClientResponse>, ProblemHttpResult>> HandleAsync(
        Guid id,
        Caller caller,
        GatewayDbContext db,
        CancellationToken cancellationToken
    )
    {
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(client => client.Id == id, cancellationToken);
        return client is not null && Client.Reaches(caller, client.Unit)
            ? TypedResults.Ok(ClientResponse.Of(client))
            : ClientProblems.NotFound.Result(id);
    }
}
