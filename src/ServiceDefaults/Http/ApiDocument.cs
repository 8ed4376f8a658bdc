using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>
/// A service's OpenAPI 3.1 document: what the routes and handlers say (<see cref="ApiOperations"/>), what the rules of
/// the requests say (<see cref="ApiSchemas"/>), and what holds for every operation.
/// </summary>
internal static class ApiDocument
{
    public static void AddApiDocument(this IServiceCollection services, string service)
    {
        services.AddSingleton(new DocumentName(service));
        services.AddOpenApi(
            service,
            options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.AddSchemaTransformer(ApiSchemas.FollowRules);
                options.AddOperationTransformer(ApiOperations.Complete);
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        Complete(document, service);
                        return Task.CompletedTask;
                    }
                );
            }
        );
    }

    /// <summary>Serves the document to everybody; any other name is a path where nothing is.</summary>
    public static void MapApiDocument(this WebApplication app)
    {
        var name = app.Services.GetRequiredService<DocumentName>().Name;
        app.MapOpenApi("/openapi/{documentName}.json")
            .AllowAnonymous()
            .Add(endpoint =>
            {
                var serve = endpoint.RequestDelegate!;
                endpoint.RequestDelegate = context =>
                    context.GetRouteValue("documentName") as string == name
                        ? serve(context)
                        : CommonProblems.NotFound.Result().ExecuteAsync(context);
            });
    }

    private static void Complete(OpenApiDocument document, string service)
    {
        document.Info = new OpenApiInfo
        {
            Title = $"CongNgheSo {service}",
            Version = "v1",
            Description =
                "Every answer carries Trace-Id, and through the gateway RateLimit-Limit, RateLimit-Remaining and "
                + "RateLimit-Reset. Every failure is application/problem+json with a stable code.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[ApiOperations.Token] = new OpenApiSecurityScheme
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
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas["Problem"] = ApiFailures.Schema();
        document.Components.Responses = ApiFailures.Responses(document);
        document.Components.Parameters = new Dictionary<string, IOpenApiParameter>
        {
            ["AcceptLanguage"] = ApiOperations.Header(
                "Accept-Language",
                "The language of problems and names: vi (default) or en."
            ),
        };
        foreach (var (method, operation) in document.Paths.Values.SelectMany(path => path.Operations ?? []))
        {
            ApiOperations.AddProblems(document, method, operation);
            (operation.Parameters ??= []).Add(new OpenApiParameterReference("AcceptLanguage", document));
        }
        ApiSchemas.LeaveAnswersOpen(document);
    }

    private sealed record DocumentName(string Name);
}
