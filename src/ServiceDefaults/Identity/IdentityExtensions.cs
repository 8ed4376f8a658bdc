using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace CongNgheSo.ServiceDefaults.Identity;

/// <summary>
/// Each service validates the token itself, with the keys that the authority publishes (the gateway, or any OIDC
/// authority named by <c>Auth:Authority</c>). Whatever is not opened on purpose needs a token.
/// </summary>
public static class IdentityExtensions
{
    public const string Audience = "congngheso";

    public static void AddIdentity(this IHostApplicationBuilder builder)
    {
        builder
            .Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(jwt =>
            {
                jwt.Authority = builder.Configuration["Auth:Authority"];
                jwt.RequireHttpsMetadata = builder.Configuration.GetValue("Auth:RequireHttps", false);
                jwt.MapInboundClaims = false;
                jwt.TokenHandlers.Clear();
                jwt.TokenHandlers.Add(new ValidatedTokens { MapInboundClaims = false });
                jwt.TokenValidationParameters = new TokenValidationParameters
                {
                    ValidAudience = builder.Configuration["Auth:Audience"] ?? Audience,
                    ClockSkew = TimeSpan.FromSeconds(30),
                };
            });
        builder
            .Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<Caller>();
    }

    /// <summary>Lets through only tokens whose <c>scope</c> holds <paramref name="scope"/>.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        builder
            .WithMetadata(new RequiredScope(scope))
            .RequireAuthorization(policy =>
                policy
                    .RequireAuthenticatedUser()
                    .RequireAssertion(context =>
                        context.User.FindAll("scope").Any(claim => claim.Value.Split(' ').Contains(scope))
                    )
            );
}

/// <summary>Tells the OpenAPI document of a scope that an endpoint needs.</summary>
internal sealed record RequiredScope(string Scope);
