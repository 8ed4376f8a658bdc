using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http;

namespace CongNgheSo.Gateway.Tests;

/// <summary>Which path leads to which service, and what of a request and of its answer passes through.</summary>
public sealed class RouteTests(Servers servers)
{
    private static readonly Dictionary<string, string[]> Table = new()
    {
        ["registry"] =
        [
            "/v1/units",
            "/v1/units/02/children",
            "/v1/unit-imports",
            "/v1/unit-figures/02",
            "/v1/reorganizations/1/worklist",
            "/v1/teams",
            "/v1/teams/1/members",
            "/v1/team-imports",
            "/v1/team-mergers",
            "/v1/team-kinds/cnscd/names/02",
            "/v1/composition-policies",
            "/v1/composition-breaches/summary",
            "/v1/channels",
            "/v1/member-erasures",
            "/v1/member-readings",
        ],
        ["activity"] =
        [
            "/v1/activities",
            "/v1/activities/batch",
            "/v1/activities/stream",
            "/v1/activities/held-changes",
            "/v1/activities/1/correction",
            "/v1/activity-reviews/1/confirmation",
            "/v1/plans",
            "/v1/duty-rosters",
            "/v1/obstacles",
            "/v1/initiatives",
            "/v1/topics",
            "/v1/topics/entries/outcome/19.c-thai-nguyen",
        ],
        ["training"] =
        [
            "/v1/training-programmes",
            "/v1/training-sessions/1/attendance",
            "/v1/training-levels/co-ban",
            "/v1/questions",
            "/v1/quizzes/1/attempts",
            "/v1/certificates",
            "/v1/materials",
            "/v1/training-coverage/02",
        ],
        ["reporting"] =
        [
            "/v1/rollups/02",
            "/v1/overview",
            "/v1/indicators",
            "/v1/plan-progress/02/children",
            "/v1/report-definitions",
            "/v1/reports/1/submission",
            "/v1/report-status",
            "/v1/exports",
            "/v1/events",
            "/v1/webhooks",
            "/asyncapi.yaml",
        ],
    };

    [Fact]
    public async Task Every_public_path_reaches_its_service_with_a_token_and_none_without()
    {
        var upstreams = new Dictionary<string, Upstream>();
        foreach (var name in Table.Keys)
            upstreams[name] = await Upstream.NamedAsync(name);
        await using var gateway = await GatewayApp.StartAsync(
            servers,
            upstreams.Select(pair => KeyValuePair.Create($"services:{pair.Key}:http:0", pair.Value.Address))
        );
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);

        foreach (var (name, paths) in Table)
        foreach (var path in paths)
        {
            (await client.GetStringAsync(path)).ShouldBe(name, path);
            using var refused = await gateway.Http.GetAsync(path);
            await refused.ShouldBeProblemAsync(401, "auth.token-required", Problem.TokenRequired);
            refused.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        }
        foreach (var name in Table.Keys)
            (await gateway.Http.GetStringAsync($"/openapi/{name}.json")).ShouldBe(name);
        // Members have no token at the door: the service looks at the link's signature.
        (await gateway.Http.GetStringAsync("/v1/check-ins/page?link=x")).ShouldBe("training");
        // Whoever holds the paper has no token.
        (await gateway.Http.GetStringAsync("/v1/certificates/verification/0123")).ShouldBe("training");
        foreach (var upstream in upstreams.Values)
            await upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/docs")]
    [InlineData("/openapi/gateway.json")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/jwks.json")]
    public async Task What_is_open_answers_without_a_token(string path)
    {
        await using var gateway = await GatewayApp.StartAsync(servers);

        using var answer = await gateway.Http.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_is_not_there_is_said_to_those_with_a_token()
    {
        await using var gateway = await GatewayApp.StartAsync(servers);
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);

        await (await client.GetAsync("/v1/nothing")).ShouldBeProblemAsync(
            404,
            "request.path-unknown",
            "Không có tài nguyên ở đường dẫn này."
        );
        await (await client.GetAsync("/connect/token")).ShouldBeProblemAsync(
            405,
            "request.method-not-allowed",
            "Đường dẫn này không nhận phương thức đã dùng."
        );
        await (await gateway.Http.GetAsync("/v1/nothing")).ShouldBeProblemAsync(
            401,
            "auth.token-required",
            Problem.TokenRequired
        );
        gateway.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        await (await gateway.Http.InEnglish().GetAsync("/v1/nothing")).ShouldBeProblemAsync(
            401,
            "auth.token-required",
            "A valid access token is required."
        );
    }

    [Fact]
    public async Task The_service_sees_language_trace_and_token_and_its_problem_comes_back_untouched()
    {
        IHeaderDictionary? seen = null;
        const string Body = """{"type":"urn:congngheso:problem:x","code":"x","status":409}""";
        await using var upstream = await Upstream.StartAsync(context =>
        {
            // A copy: the server uses the collection again for the next request.
            seen = new HeaderDictionary(context.Request.Headers.ToDictionary());
            context.Response.StatusCode = 409;
            context.Response.ContentType = "application/problem+json";
            context.Response.Headers["Trace-Id"] = "the service's own";
            context.Response.Headers.ETag = "\"3\"";
            return context.Response.WriteAsync(Body);
        });
        await using var gateway = await GatewayApp.BeforeAsync(servers, "activity", upstream.Address);
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");

        using var answer = await client.InEnglish().PostAsJsonAsync("/v1/activities", new { });

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldBe(Body);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/problem+json");
        answer.Headers.ETag!.Tag.ShouldBe("\"3\"");
        answer.Headers.GetValues("Trace-Id").ShouldBe([trace]);
        answer.Headers.GetValues("RateLimit-Limit").ShouldBe(["6000"]);
        seen!.AcceptLanguage.ToString().ShouldBe("en");
        seen.TraceParent.ToString().ShouldContain(trace);
        seen.Authorization.ToString().ShouldStartWith("Bearer ");
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("latin1")]
    public async Task Headers_pass_through_byte_by_byte_in_whatever_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var texts = new[] { "Hệ thống Phú Thọ", "Clé à clé" };
        var text = texts[name == "utf-8" ? 0 : 1];
        var bytes = Encoding.Latin1.GetString(encoding.GetBytes(text));
        IHeaderDictionary? seen = null;
        await using var upstream = await Upstream.StartAsync(context =>
        {
            seen = new HeaderDictionary(context.Request.Headers.ToDictionary());
            context.Response.Headers["X-Said"] = bytes;
            return Task.CompletedTask;
        });
        await using var gateway = await GatewayApp.BeforeAsync(servers, "activity", upstream.Address);
        using var handler = new SocketsHttpHandler
        {
            RequestHeaderEncodingSelector = (_, _) => encoding,
            ResponseHeaderEncodingSelector = (_, _) => encoding,
        };
        using var client = new HttpClient(handler) { BaseAddress = gateway.Http.BaseAddress };
        using var known = await gateway.ClientAsync("02", Scopes.ActivityRead);
        client.DefaultRequestHeaders.Authorization = known.DefaultRequestHeaders.Authorization;
        string[] headers = ["User-Agent", "Referer", "Idempotency-Key", "If-Match"];
        foreach (var header in headers)
            client.DefaultRequestHeaders.TryAddWithoutValidation(header, text).ShouldBeTrue();
        // An empty one too: it is for the service to refuse.
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Empty", "").ShouldBeTrue();

        using var answer = await client.GetAsync("/v1/activities");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var header in headers)
            seen![header].ToString().ShouldBe(bytes, header);
        seen!["X-Empty"].Count.ShouldBe(1);
        answer.Headers.GetValues("X-Said").ShouldBe([text]);
    }
}
