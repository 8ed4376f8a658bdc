using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Gateway.Tokens;

/// <summary>The names that tokens carry as <c>iss</c> and <c>aud</c>.</summary>
public sealed class Issuer(IConfiguration configuration)
{
    public string Name { get; } =
        configuration["Auth:Issuer"]
        ?? configuration["Auth:Authority"]
        ?? throw new InvalidOperationException("Set Auth__Authority to this gateway's address (the AppHost does it).");

    public string Audience { get; } = configuration["Auth:Audience"] ?? IdentityExtensions.Audience;
}
