using System.Text.Json.Serialization;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Tokens;

namespace CongNgheSo.Gateway.Tokens;

/// <summary>What OIDC discovery says of us (RFC 8414 names).</summary>
public sealed record DiscoveryResponse(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("token_endpoint")] string TokenEndpoint,
    [property: JsonPropertyName("jwks_uri")] string JwksUri,
    [property: JsonPropertyName("grant_types_supported")] IReadOnlyList<string> GrantTypes,
    [property: JsonPropertyName("response_types_supported")] IReadOnlyList<string> ResponseTypes,
    [property: JsonPropertyName("token_endpoint_auth_methods_supported")] IReadOnlyList<string> AuthMethods,
    [property: JsonPropertyName("scopes_supported")] IReadOnlyList<string> Scopes
);

/// <summary>The public half of a signing key (RFC 7517 names).</summary>
public sealed record PublishedKey(
    [property: JsonPropertyName("kty")] string KeyType,
    [property: JsonPropertyName("use")] string Use,
    [property: JsonPropertyName("alg")] string Algorithm,
    [property: JsonPropertyName("kid")] string Id,
    [property: JsonPropertyName("crv")] string Curve,
    [property: JsonPropertyName("x")] string X,
    [property: JsonPropertyName("y")] string Y
);

public sealed record PublishedKeys([property: JsonPropertyName("keys")] IReadOnlyList<PublishedKey> Keys);

public static class Discovery
{
    /// <summary>
    /// Describes the authority. Addresses are those that the reader used, so that services inside the network and
    /// integrators outside each stay on their side; the issuer is the same for all.
    /// </summary>
    public static Ok<DiscoveryResponse> Handle(HttpRequest request, Issuer issuer)
    {
        var self = $"{request.Scheme}://{request.Host}";
        return TypedResults.Ok(
            new DiscoveryResponse(
                issuer.Name,
                $"{self}/connect/token",
                $"{self}/.well-known/jwks.json",
                ["client_credentials"],
                [],
                ["client_secret_post", "client_secret_basic"],
                Scopes.All
            )
        );
    }

    /// <summary>Publishes the keys that tokens are signed with, the coming and the past one included.</summary>
    public static async Task<Ok<PublishedKeys>> HandleKeysAsync(SigningKeys keys, CancellationToken cancellationToken)
    {
        await keys.EnsureLoadedAsync(cancellationToken);
        return TypedResults.Ok(new PublishedKeys([.. keys.Published.Select(Publish)]));
    }

    private static PublishedKey Publish(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new PublishedKey(
            "EC",
            "sig",
            SecurityAlgorithms.EcdsaSha256,
            key.KeyId,
            "P-256",
            Base64UrlEncoder.Encode(point.X),
            Base64UrlEncoder.Encode(point.Y)
        );
    }
}
