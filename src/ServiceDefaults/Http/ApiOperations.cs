using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>Marks endpoints whose handlers read a header that no signature shows.</summary>
public static class HeaderUse
{
    /// <summary>The handler derives new ids from <c>Idempotency-Key</c> (<see cref="StableId"/>).</summary>
    public static TBuilder ReadsIdempotencyKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(
            new RequestHeader(
                "Idempotency-Key",
                Required: false,
                "The same key with the same content answers as before, for clients that give no ids of their own."
            )
        );

    /// <summary>The handler compares <c>If-Match</c> with the version (<see cref="EntityVersion"/>).</summary>
    /// <param name="builder">The endpoint.</param>
    /// <param name="required">True where it refuses requests without (428).</param>
    public static TBuilder ReadsIfMatch<TBuilder>(this TBuilder builder, bool required = true)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequestHeader("If-Match", required, "The ETag of the version being changed."));
}

internal sealed record RequestHeader(string Name, bool Required, string Description);

/// <summary>A parameter of the query that no signature shows.</summary>
internal sealed record QueryParameter(string Name, IReadOnlyList<string> Values, string Description);

/// <summary>What an operation's route, metadata and handler tell of it.</summary>
internal static class ApiOperations
{
    public const string Token = "token";

    public static Task Complete(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.OperationId ??= metadata.OfType<MethodInfo>().Select(NameOf).FirstOrDefault();
        operation.Security = metadata.OfType<IAllowAnonymous>().Any()
            ? []
            :
            [
                new()
                {
                    [new OpenApiSecuritySchemeReference(Token, context.Document)] =
                    [
                        .. metadata.OfType<RequiredScope>().Select(required => required.Scope),
                    ],
                },
            ];
        foreach (var header in metadata.OfType<RequestHeader>())
            (operation.Parameters ??= []).Add(Header(header.Name, header.Description, header.Required));
        foreach (var parameter in metadata.OfType<QueryParameter>())
            AddExport(operation, parameter);
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            if (parameter is { Name: "limit", Schema: OpenApiSchema limit })
            {
                limit.Minimum = "1";
                limit.Maximum = Paging.MaxLimit.ToString(CultureInfo.InvariantCulture);
                limit.Default = JsonValue.Create(Paging.DefaultLimit);
            }
        DescribeRows(operation);
        AddAnswerHeaders(operation, context);
        return Task.CompletedTask;
    }

    public static OpenApiParameter Header(string name, string description, bool required = false) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };

    /// <summary>The parameter that asks for a file, and the files that are answered.</summary>
    private static void AddExport(OpenApiOperation operation, QueryParameter parameter)
    {
        (operation.Parameters ??= []).Add(
            new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [.. parameter.Values.Select(value => JsonValue.Create(value))],
                },
            }
        );
        if (operation.Responses?.GetValueOrDefault("200") is OpenApiResponse { Content: { } content })
            foreach (var type in new[] { "text/csv", BulkFormats.Xlsx })
                content[type] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                };
    }

    /// <summary>"ListActivities" for ListActivities.Handle, "DiscoveryKeys" for Discovery.HandleKeysAsync.</summary>
    private static string NameOf(MethodInfo handler) =>
        handler.DeclaringType!.Name
        + handler.Name.Replace("Handle", "", StringComparison.Ordinal).Replace("Async", "", StringComparison.Ordinal);

    /// <summary>Lines and CSV are text; what stands in a row is told by the JSON beside them.</summary>
    private static void DescribeRows(OpenApiOperation operation)
    {
        foreach (var (type, media) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
            media.Schema = type switch
            {
                "application/x-ndjson" => Rows("One item of the JSON array a line."),
                "text/csv" => Rows(
                    "A header line with the names of an item's fields, a dot for nested ones; empty cells are absent."
                ),
                _ => media.Schema,
            };

        static OpenApiSchema Rows(string description) =>
            new() { Type = JsonSchemaType.String, Description = description };
    }

    private static void AddAnswerHeaders(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        foreach (var answer in context.Description.SupportedResponseTypes)
            if (
                operation.Responses?.GetValueOrDefault(answer.StatusCode.ToString(CultureInfo.InvariantCulture))
                is OpenApiResponse response
            )
            {
                response.Headers ??= new Dictionary<string, IOpenApiHeader>();
                if (
                    answer.Type?.GetProperty("Version")?.PropertyType == typeof(int)
                    && answer.Type.GetProperty("Id") != null
                )
                    response.Headers["ETag"] = AnswerHeader("The version, for If-Match.");
                if (answer.StatusCode is 201 or 202)
                    response.Headers["Location"] = AnswerHeader("Path of what was created.");
            }

        static OpenApiHeader AnswerHeader(string description) =>
            new()
            {
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            };
    }

    /// <summary>The failures that can occur, once everything else is said of an operation.</summary>
    public static void AddProblems(OpenApiDocument document, HttpMethod method, OpenApiOperation operation)
    {
        var hasBody = operation.RequestBody is not null;
        var writes = method != HttpMethod.Get;
        var anonymous = operation.Security is null or [];
        var parameters = operation.Parameters ?? [];
        var ifMatch = parameters.FirstOrDefault(parameter => parameter.Name == "If-Match");
        (string Status, bool Occurs)[] problems =
        [
            // Whatever the operation takes, a parameter that it does not know is refused.
            ("400", hasBody || !anonymous),
            // A body without a token carries the credentials itself.
            ("401", !anonymous || hasBody),
            ("403", !anonymous),
            ("404", parameters.Any(parameter => parameter.In == ParameterLocation.Path)),
            ("409", writes && !anonymous),
            ("412", ifMatch is not null),
            ("413", hasBody),
            ("415", hasBody),
            ("422", writes && hasBody && !anonymous),
            ("428", ifMatch is { Required: true }),
            ("429", true),
            ("5XX", true),
        ];
        foreach (var (status, occurs) in problems)
            if (occurs)
                (operation.Responses ??= []).TryAdd(status, ApiFailures.At(status, document));
    }
}
