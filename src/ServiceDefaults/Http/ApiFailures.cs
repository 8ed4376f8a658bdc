using Microsoft.OpenApi;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>The failures of the OpenAPI documents: one schema, one shared response a status.</summary>
internal static class ApiFailures
{
    private static readonly Dictionary<string, (string Name, string Description)> ByStatus = new()
    {
        ["400"] = ("Unreadable", "The request has a shape or fields that are not allowed; errors names the fields."),
        ["401"] = ("Unauthenticated", "There is no valid access token."),
        ["403"] = ("Forbidden", "The token lacks the scope, or gives no right over the unit."),
        ["404"] = ("NotFound", "There is nothing of this id or code."),
        ["409"] = ("Conflict", "What is recorded already does not allow it."),
        ["412"] = ("VersionStale", "If-Match names a version that is no longer the current one."),
        ["413"] = ("TooLarge", "The body is too large or has too many rows."),
        ["415"] = ("MediaTypeUnsupported", "The body's content type is not taken here."),
        ["422"] = ("Refused", "The request can be read, but its content is refused."),
        ["428"] = ("VersionRequired", "There is no If-Match with the version being changed."),
        ["429"] = ("TooManyRequests", "The client has used up its minute; Retry-After tells how long to wait."),
        ["5XX"] = ("Unavailable", "Nothing was written that was not answered; the same request can be sent again."),
    };

    /// <summary>The reference that an operation answers with at a status.</summary>
    public static OpenApiResponseReference At(string status, OpenApiDocument? document) =>
        new(ByStatus[status].Name, document);

    public static Dictionary<string, IOpenApiResponse> Responses(OpenApiDocument document) =>
        ByStatus.ToDictionary(
            pair => pair.Value.Name,
            IOpenApiResponse (pair) =>
                new OpenApiResponse
                {
                    Description = pair.Value.Description,
                    Headers = pair.Key is "429" or "5XX" ? RetryAfter() : null,
                    Content = new Dictionary<string, OpenApiMediaType>
                    {
                        ["application/problem+json"] = new()
                        {
                            Schema = new OpenApiSchemaReference("Problem", document),
                        },
                    },
                }
        );

    public static OpenApiSchema Schema() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Description = "A failure (RFC 9457).",
            Required = new HashSet<string> { "type", "title", "status", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("urn:congngheso:problem: and the code."),
                ["title"] = Text("What went wrong, in the reader's language."),
                ["status"] = Number("The HTTP status."),
                ["code"] = Text("Stable code of the reason."),
                ["instance"] = Text("The path that was asked."),
                ["traceId"] = Text("What to tell support."),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Description = "What is wrong with which field.",
                    Items = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string> { "field", "code", "text" },
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            ["row"] = Number("Number of the row, from 1, where rows were sent."),
                            ["field"] = Text("Path of the field in camelCase; empty for the whole body or row."),
                            ["code"] = Text("Stable code of the reason."),
                            ["text"] = Text("The reason in the reader's language."),
                        },
                    },
                },
            },
        };

    private static Dictionary<string, IOpenApiHeader> RetryAfter() =>
        new()
        {
            ["Retry-After"] = new OpenApiHeader
            {
                Description = "Seconds to wait.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
            },
        };

    private static OpenApiSchema Text(string description) =>
        new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema Number(string description) =>
        new() { Type = JsonSchemaType.Integer, Description = description };
}
