using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CongNgheSo.Gateway.Tests;

internal static class Problem
{
    public const string TokenRequired = "Cần mã truy cập (access token) còn hiệu lực.";

    /// <summary>The whole body, apart from the trace's id, which must be the answer's own.</summary>
    public static async Task ShouldBeProblemAsync(
        this HttpResponseMessage answer,
        int status,
        string code,
        string title,
        params (string Name, JsonNode Value)[] more
    )
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe((HttpStatusCode)status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var body = JsonNode.Parse(text)!.AsObject();
        var trace = (string)body["traceId"]!;
        body.Remove("traceId");
        answer.Headers.GetValues("Trace-Id").ShouldHaveSingleItem().ShouldBe(trace.Split('-')[1]);
        var expected = new JsonObject
        {
            ["type"] = $"urn:congngheso:problem:{code}",
            ["title"] = title,
            ["status"] = status,
            ["instance"] = answer.RequestMessage!.RequestUri!.AbsolutePath,
            ["code"] = code,
        };
        foreach (var (name, value) in more)
            expected[name] = value;
        JsonNode.DeepEquals(body, expected).ShouldBeTrue($"{body}\nshould be\n{expected}");
    }

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage answer)
    {
        answer.IsSuccessStatusCode.ShouldBeTrue($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    public static HttpClient InEnglish(this HttpClient client)
    {
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return client;
    }
}
