using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>A service's OpenAPI 3.1 document.</summary>
internal static class ApiDocument
{
    public static void AddApiDocument(this IServiceCollection services, string service) =>
        services.AddOpenApi(
            service,
            options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new OpenApiInfo { Title = $"CongNgheSo {service}", Version = "v1" };
                        document.Servers = [new OpenApiServer { Url = "/" }];
                        document.Components ??= new OpenApiComponents();
                        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                        document.Components.SecuritySchemes["token"] = new OpenApiSecurityScheme
                        {
                            Type = SecuritySchemeType.OAuth2,
                            Flows = new OpenApiOAuthFlows
                            {
                                ClientCredentials = new OpenApiOAuthFlow
                                {
                                    TokenUrl = new Uri("/connect/token", UriKind.Relative),
                                    Scopes = Identity.Scopes.All.ToDictionary(scope => scope, scope => scope),
                                },
                            },
                        };
                        document.Security = [new() { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
                        return Task.CompletedTask;
                    }
                );
            }
        );
}
