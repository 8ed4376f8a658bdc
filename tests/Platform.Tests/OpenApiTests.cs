using System.Text.Json;
using System.Text.Json.Nodes;

namespace CongNgheSo.Platform.Tests;

/// <summary>The five documents say what the services do, and nobody changes them by accident.</summary>
public sealed class OpenApiTests(RunningPlatform platform)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string Snapshots => Path.Combine(RepositoryFiles.Root, "tests", "Platform.Tests", "openapi");

    /// <summary>After a change that is meant, put the .actual file in the snapshot's place and review the difference.</summary>
    [Theory]
    [InlineData("gateway")]
    [InlineData("registry")]
    [InlineData("activity")]
    [InlineData("training")]
    [InlineData("reporting")]
    public async Task The_document_is_the_one_that_was_reviewed(string service)
    {
        using var http = platform.Anonymous();
        var document = await ApiOperation.ReadDocumentAsync(http, service);
        var actual = Sorted(document)!.ToJsonString(Indented) + "\n";
        var snapshot = Path.Combine(Snapshots, $"{service}.json");
        if (
            File.Exists(snapshot)
            && await File.ReadAllTextAsync(snapshot, TestContext.Current.CancellationToken) == actual
        )
            return;
        Directory.CreateDirectory(Snapshots);
        await File.WriteAllTextAsync($"{snapshot}.actual", actual, TestContext.Current.CancellationToken);
        Assert.Fail($"The API of {service} changed: compare {snapshot} with {snapshot}.actual.");
    }

    [Fact]
    public async Task Every_reference_leads_somewhere_and_every_operation_has_a_name_of_its_own()
    {
        using var http = platform.Anonymous();
        var names = new List<string>();
        foreach (var service in ApiOperation.Services)
        {
            var document = await ApiOperation.ReadDocumentAsync(http, service);
            ((string?)document["openapi"])!.ShouldStartWith("3.1");
            foreach (var reference in References(document))
                Lookup(document, reference).ShouldNotBeNull($"{service}: {reference}");
        }
        foreach (var operation in await ApiOperation.ReadAllAsync(http))
        {
            operation.Id.ShouldNotBeEmpty(operation.ToString());
            names.Add(operation.Id);
        }
        names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_operation_tells_its_scopes_its_headers_and_its_problems()
    {
        using var http = platform.Anonymous();
        foreach (var operation in await ApiOperation.ReadAllAsync(http))
        {
            var name = operation.ToString();
            var statuses = operation.Responses.Select(response => response.Key).ToHashSet();
            string[] expected =
            [
                "429",
                "5XX",
                .. operation.NeedsToken ? ["401", "403"] : Array.Empty<string>(),
                .. operation.Template.Contains('{', StringComparison.Ordinal) ? ["404"] : Array.Empty<string>(),
                .. operation.BodyContent is not null ? ["400", "413", "415"] : Array.Empty<string>(),
                .. operation.NeedsIfMatch ? ["409", "412", "428"] : Array.Empty<string>(),
            ];
            expected.Except(statuses).ShouldBeEmpty(name);
            (operation.NeedsToken ? operation.Scopes.Length > 0 : operation.Scopes.Length == 0).ShouldBeTrue(name);
            operation.Parameters.Select(parameter => (string?)parameter["name"]).ShouldContain("Accept-Language", name);
            foreach (var (status, response) in operation.Responses)
                if (status[0] is '4' or '5')
                    ShouldBeProblem(Follow(operation.Document, response!), operation.Document, name);
            if (operation.TakesRows)
                operation
                    .BodyContent!.Select(content => content.Key)
                    .Take(3)
                    .ShouldBe(["application/json", "application/x-ndjson", "text/csv"], name);
        }
    }

    [Fact]
    public async Task Requests_say_what_their_rules_demand()
    {
        using var http = platform.Anonymous();
        var request = (await ApiOperation.ReadDocumentAsync(http, "activity"))["components"]!["schemas"]![
            "RecordActivityRequest"
        ]!;
        Texts(request["required"])
            .ShouldBe(["audience", "form", "occurredOn", "peopleGuided", "teamId", "topic"], ignoreOrder: true);
        var people = request["properties"]!["peopleGuided"]!;
        ((string?)people["type"], (int?)people["minimum"], (int?)people["maximum"]).ShouldBe(("integer", 0, 100_000));
        Texts(request["properties"]!["households"]!["type"]).ShouldBe(["null", "integer"], ignoreOrder: true);

        var member = (await ApiOperation.ReadDocumentAsync(http, "registry"))["components"]!["schemas"]![
            "AddMemberRequest"
        ]!;
        Texts(member["required"]).ShouldBe(["background", "fullName", "role"], ignoreOrder: true);
        ((int?)member["properties"]!["fullName"]!["maxLength"]).ShouldBe(100);

        static IEnumerable<string> Texts(JsonNode? array) => array!.AsArray().Select(each => (string)each!);
    }

    private static void ShouldBeProblem(JsonNode response, JsonObject document, string name)
    {
        var schema = Follow(document, response["content"]!["application/problem+json"]!["schema"]!);
        schema["required"]!.AsArray().Select(field => (string?)field).ShouldContain("code", name);
        schema["properties"]!["errors"]!["items"]!["properties"]!
            .AsObject()
            .Select(field => field.Key)
            .ShouldBe(["row", "field", "code", "text"], ignoreOrder: true, name);
    }

    private static JsonNode Follow(JsonObject document, JsonNode node) =>
        (string?)node["$ref"] is { } reference ? Lookup(document, reference)! : node;

    private static JsonNode? Lookup(JsonObject document, string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (node, segment) => node?[segment]);

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.SelectMany(pair =>
                pair is { Key: "$ref", Value: JsonValue value } ? [(string)value!] : References(pair.Value)
            ),
            JsonArray list => list.SelectMany(References),
            _ => [],
        };

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
}
