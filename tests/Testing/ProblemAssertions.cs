using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace CongNgheSo.Testing;

/// <summary>Asserts whole bodies, so that nothing in them changes unseen.</summary>
public static class ProblemAssertions
{
    /// <summary>The answer is exactly this problem, but for its trace id, which must be there.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="status">Its status.</param>
    /// <param name="code">The problem's stable code.</param>
    /// <param name="title">The problem's text.</param>
    /// <param name="errors">Its field errors: (field, code, text) each.</param>
    public static async Task ShouldBeProblemAsync(
        this HttpResponseMessage answer,
        int status,
        string code,
        string title,
        params (string Field, string Code, string Text)[] errors
    )
    {
        ArgumentNullException.ThrowIfNull(answer);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe((HttpStatusCode)status, text);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var body = JsonNode.Parse(text)!.AsObject();
        body.Remove("traceId").ShouldBeTrue();
        var expected = new JsonObject
        {
            ["type"] = $"urn:congngheso:problem:{code}",
            ["title"] = title,
            ["status"] = status,
            ["instance"] = answer.RequestMessage!.RequestUri!.AbsolutePath,
            ["code"] = code,
        };
        if (errors.Length > 0)
            expected["errors"] = new JsonArray([
                .. errors.Select(error => new JsonObject
                {
                    ["field"] = error.Field,
                    ["code"] = error.Code,
                    ["text"] = error.Text,
                }),
            ]);
        ShouldBeSame(body, expected);
    }

    /// <summary>The answer has this status and exactly this JSON body; returns it.</summary>
    public static async Task<JsonObject> ShouldBeJsonAsync(
        this HttpResponseMessage answer,
        int status,
        object? expected = null
    )
    {
        ArgumentNullException.ThrowIfNull(answer);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe((HttpStatusCode)status, text);
        var body = JsonNode.Parse(text)!.AsObject();
        if (expected is not null)
            ShouldBeSame(body, JsonSerializer.SerializeToNode(expected, JsonSerializerOptions.Web)!);
        return body;
    }

    private static void ShouldBeSame(JsonNode actual, JsonNode expected)
    {
        if (!JsonNode.DeepEquals(actual, expected))
            throw new ShouldAssertException($"{Readable(actual)}\nshould be\n{Readable(expected)}");
    }

    private static string Readable(JsonNode node) =>
        node.ToJsonString(
            new JsonSerializerOptions
            {
                WriteIndented = true,
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
