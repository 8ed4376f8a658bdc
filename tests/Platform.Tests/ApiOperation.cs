using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace CongNgheSo.Platform.Tests;

/// <summary>One operation of one of the five OpenAPI documents.</summary>
internal sealed record ApiOperation(string Service, HttpMethod Method, string Template, JsonObject Document)
{
    public static readonly string[] Services = ["gateway", "registry", "activity", "training", "reporting"];

    private JsonObject Node => Document["paths"]![Template]![Method.Method.ToLowerInvariant()]!.AsObject();

    public string Id => (string?)Node["operationId"] ?? "";

    public bool NeedsToken => Node["security"]?.AsArray() is not [] and var security && security is not null;

    public string[] Scopes =>
        [
            .. (Node["security"]?.AsArray() ?? [])
                .SelectMany(requirement => requirement!["token"]!.AsArray())
                .Select(scope => (string)scope!),
        ];

    public JsonObject[] Parameters => [.. (Node["parameters"]?.AsArray() ?? []).Select(node => Resolve(node!))];

    public IEnumerable<JsonObject> QueryParameters =>
        Parameters.Where(parameter => (string?)parameter["in"] == "query");

    public JsonObject Responses => Node["responses"]!.AsObject();

    public JsonObject? BodyContent => Node["requestBody"]?["content"]?.AsObject();

    /// <summary>The schema of a JSON body; null where the operation takes none.</summary>
    public JsonObject? JsonBody => BodyContent?["application/json"]?["schema"] is { } schema ? Resolve(schema) : null;

    public bool TakesRows => BodyContent?.ContainsKey("text/csv") == true;

    /// <summary>True where the body is a form with files.</summary>
    public bool TakesForm => BodyContent?.ContainsKey("multipart/form-data") == true;

    /// <summary>True where the body is lines of JSON and nothing else.</summary>
    public bool TakesLines => BodyContent is { Count: 1 } content && content.ContainsKey("application/x-ndjson");

    public bool NeedsIfMatch =>
        Parameters.Any(parameter => (string?)parameter["name"] == "If-Match" && (bool?)parameter["required"] == true);

    /// <summary>The path with ids that nothing has.</summary>
    public string UnknownPath
    {
        get
        {
            var path = Template;
            foreach (var parameter in Parameters.Where(parameter => (string?)parameter["in"] == "path"))
                path = path.Replace(
                    $"{{{(string)parameter["name"]!}}}",
                    (string?)parameter["schema"]!["format"] == "uuid" ? Guid.NewGuid().ToString() : "99999",
                    StringComparison.Ordinal
                );
            return path;
        }
    }

    public override string ToString() => $"{Method} {Template}";

    public static async Task<JsonObject> ReadDocumentAsync(HttpClient http, string service) =>
        JsonNode
            .Parse(
                await http.GetStringAsync(
                    new Uri($"/openapi/{service}.json", UriKind.Relative),
                    TestContext.Current.CancellationToken
                )
            )!
            .AsObject();

    /// <summary>Every operation of every document, read through the gateway.</summary>
    public static async Task<IReadOnlyList<ApiOperation>> ReadAllAsync(HttpClient http)
    {
        var operations = new List<ApiOperation>();
        foreach (var service in Services)
        {
            var document = await ReadDocumentAsync(http, service);
            foreach (var (template, path) in document["paths"]!.AsObject())
            foreach (var (method, _) in path!.AsObject())
                operations.Add(new ApiOperation(service, HttpMethod.Parse(method), template, document));
        }
        operations.Count.ShouldBeGreaterThan(30);
        return operations;
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpClient http,
        string? token = null,
        string? path = null,
        string? body = null,
        string contentType = "application/json",
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(Method, path ?? UnknownPath);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation(
                "Content-Type",
                contentType != "application/json" ? contentType
                    : TakesForm ? "multipart/form-data; boundary=x"
                    : TakesLines ? "application/x-ndjson"
                    : contentType
            );
        }
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private JsonObject Resolve(JsonNode node)
    {
        if ((string?)node["$ref"] is not { } reference)
            return node.AsObject();
        JsonNode target = Document;
        foreach (var segment in reference.TrimStart('#', '/').Split('/'))
            target = target[segment]!;
        return target.AsObject();
    }
}
