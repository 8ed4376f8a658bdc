using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Gateway.Clients;

/// <summary>A client to create.</summary>
/// <param name="Name">What people call the system; at most 200 characters.</param>
/// <param name="Unit">Code of the unit at the root of what it may touch; "VN" for the whole country.</param>
/// <param name="Scopes">What its tokens may allow, for instance "activity.write".</param>
public sealed record CreateClientRequest(string Name, string Unit, IReadOnlyList<string> Scopes);

/// <summary>What a client needs to ask for tokens. The secret is told this once and cannot be read again.</summary>
/// <param name="ClientId">The <c>client_id</c> for <c>POST /connect/token</c>.</param>
/// <param name="ClientSecret">The <c>client_secret</c>: 43 characters of base64url.</param>
public sealed record ClientCredentialsResponse(Guid ClientId, string ClientSecret);

public sealed class CreateClientRules : AbstractValidator<CreateClientRequest>
{
    public CreateClientRules()
    {
        RuleFor(request => request.Name).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Unit).NotEmpty().MaximumLength(32).Matches(UnitPath.CodePattern);
        RuleFor(request => request.Scopes).NotEmpty();
        RuleForEach(request => request.Scopes).Must(Scopes.All.Contains).WithProblem(ClientProblems.ScopeUnknown);
    }
}

public static class CreateClient
{
    /// <summary>
    /// Creates a client within the caller's own reach. The ministry (unit VN) creates clients of any unit; every other
    /// caller only of exactly its own unit, and nobody gives scopes that it does not hold.
    /// </summary>
    /// <remarks>
    /// Sending the same <c>Idempotency-Key</c> again answers 409 <c>client.already-created</c> with the client's path in
    /// <c>Location</c>.
    /// </remarks>
    public static async Task<Results<Created<ClientCredentialsResponse>, ProblemHttpResult>> HandleAsync(
        CreateClientRequest request,
        HttpContext http,
        Caller caller,
        GatewayDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (ClientReach.Refusal(caller, request.Unit, request.Scopes) is { } refusal)
            return refusal;
        var id = StableId.Of(null, http.Request, caller) ?? Guid.CreateVersion7();
        var (client, secret) = Client.Create(
            id,
            request.Name,
            request.Unit,
            request.Scopes,
            caller.ClientId,
            clock.GetUtcNow()
        );
        db.Clients.Add(client);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            http.Response.Headers.Location = $"/v1/clients/{id}";
            return ClientProblems.AlreadyCreated.Result(id);
        }
        return TypedResults.Created($"/v1/clients/{id}", new ClientCredentialsResponse(id, secret));
    }
}
