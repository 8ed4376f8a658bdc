using System.Security.Claims;
using System.Text.Json.Serialization;
using CongNgheSo.Gateway.Clients;
using CongNgheSo.Gateway.Limits;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CongNgheSo.Gateway.Tokens;

/// <summary>A token, in the names of RFC 6749.</summary>
/// <param name="AccessToken">A JWT for <c>Authorization: Bearer</c>.</param>
/// <param name="TokenType">"Bearer".</param>
/// <param name="ExpiresIn">Seconds until it ends.</param>
/// <param name="Scope">What it allows, separated by spaces.</param>
public sealed record TokenResponse(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string Scope
);

public static class IssueToken
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>
    /// Issues an access token for one hour (OAuth 2 client credentials). The client's id and secret come in the form
    /// or by HTTP Basic; without <c>scope</c> the token carries all scopes of the client.
    /// </summary>
    /// <remarks>
    /// Refusals carry <c>error</c> as RFC 6749 names it beside our <c>code</c>: invalid_request, unsupported_grant_type
    /// and invalid_scope with 400, invalid_client with 401 (an unknown client, a revoked one and a wrong secret look
    /// the same).
    /// </remarks>
    public static async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> HandleAsync(
        HttpContext http,
        GatewayDbContext db,
        SigningKeys keys,
        Issuer issuer,
        RequestLimits limits,
        GatewayOptions options,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        var (request, problem) = await TokenRequest.ReadAsync(http.Request, cancellationToken);
        if (request is null)
            return Refused(http, problem!);
        var isId = Guid.TryParse(request.ClientId, out var id);
        // What is no id at all shares one budget: inventing names buys no further attempts.
        var budget = $"token:{http.Connection.RemoteIpAddress}:{(isId ? id : Guid.Empty)}";
        if (!await limits.AllowAsync(http, budget, options.TokenRequestsPerMinute))
            return CommonProblems.TooManyRequests.Result();
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(client => client.Id == id, cancellationToken);
        if (!ClientSecret.IsOf(client, request.ClientSecret))
            return Refused(http, TokenProblems.ClientInvalid);
        if (request.Scopes.Except(client!.Scopes).Any())
            return Refused(http, TokenProblems.ScopeInvalid);
        await keys.EnsureLoadedAsync(cancellationToken);
        var scope = string.Join(' ', request.Scopes.Count == 0 ? client.Scopes : request.Scopes.Distinct());
        var token = Sign(client, scope, issuer, keys.Signing, clock.GetUtcNow().UtcDateTime);
        return TypedResults.Ok(new TokenResponse(token, "Bearer", (int)Lifetime.TotalSeconds, scope));
    }

    private static string Sign(Client client, string scope, Issuer issuer, SigningCredentials signing, DateTime now) =>
        new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer.Name,
                Audience = issuer.Audience,
                TokenType = "at+jwt",
                IssuedAt = now,
                NotBefore = now,
                Expires = now + Lifetime,
                SigningCredentials = signing,
                Subject = new ClaimsIdentity([
                    new("sub", client.Id.ToString()),
                    new("client_id", client.Id.ToString()),
                    new("scope", scope),
                    new("unit", client.Unit),
                    new("jti", Guid.CreateVersion7().ToString("N")),
                ]),
            }
        );

    private static ProblemHttpResult Refused(HttpContext http, TokenProblem problem)
    {
        if (problem == TokenProblems.ClientInvalid)
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"congngheso\"";
        return problem.Result();
    }
}
