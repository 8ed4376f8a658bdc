using CongNgheSo.ServiceDefaults;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Mvc;
using Microsoft.IdentityModel.Tokens;
using Microsoft.OpenApi;

namespace CongNgheSo.Gateway.Tokens;

public static class TokensEndpoints
{
    private const int LongestForm = 16 << 10;

    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        app.MapNoun("/connect")
            .AllowAnonymous()
            .MapPost("/token", IssueToken.HandleAsync)
            .WithMetadata(new RequestSizeLimitAttribute(LongestForm))
            .AddOpenApiOperationTransformer((operation, _, _) => DescribeForm(operation));

        var wellKnown = app.MapNoun("/.well-known").AllowAnonymous();
        wellKnown.MapGet("/openid-configuration", Discovery.Handle);
        wellKnown.MapGet("/jwks.json", Discovery.HandleKeysAsync);
    }

    /// <summary>Signs tokens with our own keys and checks them with the same, without asking ourselves by HTTP.</summary>
    public static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<Issuer>();
        services.AddSingleton<KeyProtection>();
        services.AddSingleton<SigningKeys>();
        services.AddHostedService<SigningKeyRotation>();
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<SigningKeys, Issuer>(
                (jwt, keys, issuer) =>
                {
                    jwt.Authority = null;
                    jwt.TokenValidationParameters.ValidIssuer = issuer.Name;
                    jwt.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256];
                    jwt.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, id, _) =>
                        keys.Published.Where(key => key.KeyId == id);
                    jwt.Events = new JwtBearerEvents
                    {
                        // With the database away at the start this answers 503, not that the token is wrong.
                        OnMessageReceived = message => keys.EnsureLoadedAsync(message.HttpContext.RequestAborted),
                    };
                }
            );
    }

    /// <summary>The form is read by hand, so that a wrong one is refused in OAuth's words; this tells the document.</summary>
    private static Task DescribeForm(OpenApiOperation operation)
    {
        static OpenApiSchema Text(string description) =>
            new() { Type = JsonSchemaType.String, Description = description };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/x-www-form-urlencoded"] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string> { "grant_type" },
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            ["grant_type"] = Text("client_credentials"),
                            ["client_id"] = Text("Unless sent by HTTP Basic."),
                            ["client_secret"] = Text("Unless sent by HTTP Basic."),
                            ["scope"] = Text("Scopes separated by spaces; all of the client's when left out."),
                        },
                    },
                },
            },
        };
        return Task.CompletedTask;
    }
}
