using System.Text.Json.Nodes;

namespace CongNgheSo.Platform.Tests;

/// <summary>What a refusal looks like, whoever refuses.</summary>
internal static class RefusedAnswers
{
    public static async Task ShouldBeRefusedAsync(HttpResponseMessage answer, int status, string code, string what)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(status, $"{what} {text}");
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", what);
        ((string?)JsonNode.Parse(text)!["code"]).ShouldBe(code, what);
    }
}
