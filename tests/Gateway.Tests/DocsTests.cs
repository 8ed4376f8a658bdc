using System.Net;
using System.Text.Json.Nodes;

namespace CongNgheSo.Gateway.Tests;

public sealed class DocsTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private static readonly string[] Documents = ["registry", "activity", "training", "reporting", "gateway"];

    [Fact]
    public async Task The_page_is_Vietnamese_and_links_all_documents()
    {
        using var answer = await shared.App.Http.GetAsync("/docs");

        var page = await answer.Content.ReadAsStringAsync();
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        page.ShouldContain("<html lang=\"vi\">");
        page.ShouldContain("tài liệu API");
        foreach (var document in Documents)
            page.ShouldContain($"href=\"/openapi/{document}.json\"");
        page.ShouldNotContain("https://");
        page.ShouldNotContain("//cdn");
    }

    [Fact]
    public async Task The_page_is_English_for_those_who_ask()
    {
        using var client = new HttpClient { BaseAddress = shared.App.Http.BaseAddress };

        var page = await client.InEnglish().GetStringAsync("/docs");

        page.ShouldContain("<html lang=\"en\">");
        page.ShouldContain("API documentation");
    }

    [Fact]
    public async Task Every_asset_that_the_page_names_is_there()
    {
        var page = await shared.App.Http.GetStringAsync("/docs");

        foreach (var part in page.Split("\"/docs/assets/").Skip(1))
        {
            using var asset = await shared.App.Http.GetAsync($"/docs/assets/{part.Split('"')[0]}");
            asset.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await asset.Content.ReadAsByteArrayAsync()).ShouldNotBeEmpty();
        }
        using var none = await shared.App.Http.GetAsync("/docs/assets/..%2fappsettings.json");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_document_that_is_not_there_is_a_problem()
    {
        await (await shared.App.Http.GetAsync("/openapi/x.json")).ShouldBeProblemAsync(
            404,
            "request.path-unknown",
            "Không có tài nguyên ở đường dẫn này."
        );
    }

    [Fact]
    public async Task The_gateways_own_document_describes_identity_and_nothing_else()
    {
        var document = JsonNode.Parse(await shared.App.Http.GetStringAsync("/openapi/gateway.json"))!;

        ((string)document["openapi"]!).ShouldStartWith("3.1");
        document["paths"]!
            .AsObject()
            .Select(path => path.Key)
            .ShouldBe(
                [
                    "/connect/token",
                    "/.well-known/openid-configuration",
                    "/.well-known/jwks.json",
                    "/v1/clients",
                    "/v1/clients/{id}",
                    "/v1/clients/{id}/secret",
                ],
                ignoreOrder: true
            );
        document["paths"]!["/connect/token"]!["post"]!["requestBody"]!["content"]!
            .AsObject()
            .Select(type => type.Key)
            .ShouldBe(["application/x-www-form-urlencoded"]);
    }
}
