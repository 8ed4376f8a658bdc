using System.Security.Cryptography;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CongNgheSo.Testing;

/// <summary>Tokens of an authority that lives in the test process only.</summary>
public static class TestTokens
{
    private const string Issuer = "https://authority.test";

    private static readonly ECDsaSecurityKey Key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" };

    /// <summary>An ES256 token as the platform's own authority would issue it.</summary>
    /// <param name="unit">Code of the unit at the root of what it may touch.</param>
    /// <param name="scopes">What it allows.</param>
    /// <param name="clientId">Whom it was issued to.</param>
    public static string Create(string unit, IEnumerable<string> scopes, string clientId = "test-client") =>
        new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Issuer,
                Audience = IdentityExtensions.Audience,
                Claims = new Dictionary<string, object>
                {
                    ["client_id"] = clientId,
                    ["unit"] = unit,
                    ["scope"] = string.Join(' ', scopes),
                },
                Expires = DateTime.UtcNow.AddHours(1),
                SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
            }
        );

    /// <summary>Makes a service accept these tokens.</summary>
    public static void AcceptTestTokens(this IServiceCollection services) =>
        services.PostConfigure<JwtBearerOptions>(
            JwtBearerDefaults.AuthenticationScheme,
            jwt =>
            {
                jwt.TokenValidationParameters.ValidIssuer = Issuer;
                jwt.TokenValidationParameters.IssuerSigningKey = Key;
            }
        );
}
