using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace CongNgheSo.Gateway.Tests;

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

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private const string Away = "Dịch vụ phía sau tạm thời không trả lời; hãy thử lại.";

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
        await using var gateway = await WithAsync("activity", upstream.Address);
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
        await using var gateway = await WithAsync("activity", upstream.Address);
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

    [Fact]
    public async Task A_service_that_is_away_is_a_problem_in_the_readers_language()
    {
        await using var gateway = await WithAsync("activity", $"http://127.0.0.1:{Servers.FreePort()}");
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);

        using var write = await client.PostAsJsonAsync("/v1/activities", new { });
        await write.ShouldBeProblemAsync(502, "server.upstream-unavailable", Away);
        using var read = await client.InEnglish().GetAsync("/v1/activities");
        await read.ShouldBeProblemAsync(
            502,
            "server.upstream-unavailable",
            "The service behind the gateway does not answer; try again."
        );
        using var nowhere = await client.GetAsync("/v1/units");
        await nowhere.ShouldBeProblemAsync(
            503,
            "server.unavailable",
            "The system is not ready for the moment; send the same request again."
        );
    }

    [Fact]
    public async Task A_slow_service_is_a_problem()
    {
        await using var upstream = await Upstream.StartAsync(context => Task.Delay(-1, context.RequestAborted));
        await using var gateway = await GatewayApp.StartAsync(
            servers,
            [
                new("services:activity:http:0", upstream.Address),
                new("ReverseProxy:Clusters:activity:HttpRequest:ActivityTimeout", "00:00:01"),
            ]
        );
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);

        using var answer = await client.PostAsJsonAsync("/v1/activities", new { });

        await answer.ShouldBeProblemAsync(
            504,
            "server.upstream-timeout",
            "Dịch vụ phía sau trả lời quá chậm; hãy thử lại."
        );
    }

    [Theory]
    [InlineData("/v1/activities/batch", true)]
    [InlineData("/v1/activities/batch", false)]
    [InlineData("/v1/clients", true)]
    [InlineData("/v1/clients", false)]
    public async Task A_body_beyond_the_limit_is_refused_here_and_a_body_at_the_limit_is_not(
        string path,
        bool announced
    )
    {
        var received = 0L;
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            var buffer = new byte[1 << 16];
            while (await context.Request.Body.ReadAsync(buffer) is > 0 and var read)
                Interlocked.Add(ref received, read);
        });
        await using var gateway = await WithAsync("activity", upstream.Address);
        using var client = await gateway.ClientAsync("VN", Scopes.ActivityRead, Scopes.ClientsWrite);

        using var longest = await SendAsync(BodyLimit.MaxBytes);
        longest.StatusCode.ShouldBe(path == "/v1/clients" ? HttpStatusCode.BadRequest : HttpStatusCode.OK);
        received.ShouldBe(path == "/v1/clients" ? 0 : BodyLimit.MaxBytes);
        using var beyond = await SendAsync(BodyLimit.MaxBytes + 1);
        await beyond.ShouldBeProblemAsync(413, "request.too-large", "Nội dung gửi lên quá lớn.");
        received.ShouldBeLessThanOrEqualTo(2 * BodyLimit.MaxBytes);

        Task<HttpResponseMessage> SendAsync(long bytes)
        {
            // Blanks are read as JSON to the end.
            var body = new byte[bytes];
            Array.Fill(body, (byte)' ');
            var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new StreamContent(new MemoryStream(body)),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.TransferEncodingChunked = !announced;
            return client.SendAsync(request);
        }
    }

    [Theory]
    [InlineData("/v1/activities/batch")]
    [InlineData("/v1/clients")]
    public async Task A_body_that_was_announced_and_never_comes_is_a_problem(string path)
    {
        await using var upstream = await Upstream.StartAsync(context =>
            context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted)
        );
        await using var gateway = await WithAsync("activity", upstream.Address);
        using var client = await gateway.ClientAsync("VN", Scopes.ActivityRead, Scopes.ClientsWrite);
        var answer = await AskBareAsync(
            gateway,
            client,
            path,
            "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n"
        );

        answer.ShouldStartWith("HTTP/1.1 408 ");
        answer.ShouldContain("Content-Type: application/problem+json");
        answer.ShouldContain("\"code\":\"request.too-slow\"");
        answer.ShouldContain("Nội dung yêu cầu được gửi quá chậm hoặc không được gửi; hãy gửi lại.");
    }

    [Fact]
    public async Task A_streamed_body_has_no_limit()
    {
        var received = 0L;
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            var buffer = new byte[1 << 16];
            while (await context.Request.Body.ReadAsync(buffer) is > 0 and var read)
                received += read;
        });
        await using var gateway = await WithAsync("activity", upstream.Address);
        using var client = await gateway.ClientAsync("02", Scopes.ActivityWrite);
        foreach (var isAnnounced in new[] { true, false })
        {
            received = 0;
            using var body = new StreamContent(new MemoryStream(new byte[BodyLimit.MaxBytes + 1]));
            client.DefaultRequestHeaders.TransferEncodingChunked = !isAnnounced;

            using var answer = await client.PostAsync("/v1/activities/stream", body);

            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            received.ShouldBe(BodyLimit.MaxBytes + 1);
        }
    }

    [Fact]
    public async Task A_streamed_body_may_be_slow_but_not_silent()
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Features.Get<IHttpMinRequestBodyDataRateFeature>()!.MinDataRate = null;
            return context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        });
        await using var gateway = await GatewayApp.StartAsync(
            servers,
            [new("services:activity:http:0", upstream.Address), new("Http:StreamSilenceSeconds", "3")]
        );
        using var client = await gateway.ClientAsync("02", Scopes.ActivityWrite);
        var slow = new LinesContent();
        var sent = client.PostAsync("/v1/activities/stream", slow);
        // Longer than the server's own patience (5 s) with less than 240 bytes a second.
        for (var lines = 0; lines < 14; lines++)
        {
            await slow.SendAsync("{}");
            await Task.Delay(500);
        }
        slow.Finish();
        (await sent.WaitAsync(Soon)).StatusCode.ShouldBe(HttpStatusCode.OK);

        // A client that sends on hears nothing before it is done; this one only listens.
        var answer = await AskBareAsync(
            gateway,
            client,
            "/v1/activities/stream",
            "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\n"
        );
        answer.ShouldStartWith("HTTP/1.1 408 ");
        answer.ShouldContain("\"code\":\"request.too-slow\"");
    }

    [Theory]
    [InlineData("/v1/activities/batch", "gzip", true)]
    [InlineData("/v1/activities/stream", "gzip", true)]
    [InlineData("/v1/activities/stream", "gzip, gzip", false)]
    [InlineData("/v1/activities/batch", "br", false)]
    [InlineData("/v1/activities", "gzip", false)]
    [InlineData("/v1/clients", "gzip", false)]
    public async Task A_packed_body_passes_as_it_is_where_the_service_takes_it(string path, string coding, bool passes)
    {
        var seen = "";
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            seen = $"{context.Request.Headers.ContentEncoding} {await body.ReadToEndAsync()}";
        });
        await using var gateway = await WithAsync("activity", upstream.Address);
        using var client = await gateway.ClientAsync("VN", Scopes.ActivityWrite, Scopes.ClientsWrite);
        using var body = new StringContent("packed");
        body.Headers.TryAddWithoutValidation("Content-Encoding", coding);

        using var answer = await client.PostAsync(path, body);

        if (passes)
            (answer.StatusCode, seen).ShouldBe((HttpStatusCode.OK, "gzip packed"));
        else
            await answer.ShouldBeProblemAsync(
                415,
                "request.encoding-unsupported",
                "Không nhận nội dung đã nén hay mã hóa (Content-Encoding)."
            );
    }

    [Fact]
    public async Task A_service_that_refuses_a_body_before_reading_all_of_it_is_heard()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            await context.Request.Body.ReadExactlyAsync(new byte[1 << 20]);
            context.Response.StatusCode = 413;
            await context.Response.WriteAsync("too many rows");
        });
        await using var gateway = await WithAsync("activity", upstream.Address);
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);
        using var body = new StreamContent(new MemoryStream(new byte[32 << 20]));
        client.DefaultRequestHeaders.TransferEncodingChunked = true;

        using var answer = await client.PostAsync("/v1/activities/batch", body);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("too many rows");
    }

    [Fact]
    public async Task A_request_streams_to_the_service()
    {
        var received = System.Threading.Channels.Channel.CreateUnbounded<string>();
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            using var lines = new StreamReader(context.Request.Body);
            while (await lines.ReadLineAsync() is { } line)
                await received.Writer.WriteAsync(line);
        });
        await using var gateway = await WithAsync("activity", upstream.Address);
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);
        var body = new LinesContent();

        var answer = client.PostAsync("/v1/activities/batch", body);

        // The second line is sent only after the service has seen the first; the rest makes up for a connection's
        // buffer of 4 KiB.
        var rest = new string(' ', 64 << 10);
        await body.SendAsync($"one\n{rest}");
        (await received.Reader.ReadAsync().AsTask().WaitAsync(Soon)).ShouldBe("one");
        await body.SendAsync($"two\n{rest}");
        (await received.Reader.ReadAsync().AsTask().WaitAsync(Soon)).ShouldBe(rest);
        (await received.Reader.ReadAsync().AsTask().WaitAsync(Soon)).ShouldBe("two");
        body.Finish();
        (await answer.WaitAsync(Soon)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_answer_streams_to_the_client()
    {
        var seen = new TaskCompletionSource();
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            await context.Response.WriteAsync("one\n");
            await context.Response.Body.FlushAsync();
            await seen.Task;
            await context.Response.WriteAsync("two\n");
        });
        await using var gateway = await WithAsync("activity", upstream.Address);
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);

        using var lines = new StreamReader(await client.GetStreamAsync("/v1/activities"));

        (await lines.ReadLineAsync().WaitAsync(Soon)).ShouldBe("one");
        seen.SetResult();
        (await lines.ReadLineAsync().WaitAsync(Soon)).ShouldBe("two");
        (await lines.ReadLineAsync().WaitAsync(Soon)).ShouldBeNull();
    }

    [Fact]
    public async Task Reads_do_not_notice_a_dead_replica_and_writes_only_until_it_is_known()
    {
        var port = Servers.FreePort();
        await using var alive = await Upstream.NamedAsync("alive");
        var dead = await Upstream.NamedAsync("dead", port);
        await using var gateway = await WithAsync("activity", alive.Address, $"http://127.0.0.1:{port}");
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);
        var both = new HashSet<string>();
        for (var i = 0; i < 40; i++)
            both.Add(await client.GetStringAsync("/v1/activities"));
        both.ShouldBe(["alive", "dead"], ignoreOrder: true);

        await dead.DisposeAsync();

        for (var i = 0; i < 40; i++)
            (await client.GetStringAsync("/v1/activities")).ShouldBe("alive");
        for (var i = 0; i < 40; i++)
        {
            using var write = await client.PostAsJsonAsync("/v1/activities", new { });
            (await write.Content.ReadAsStringAsync()).ShouldBe("alive");
        }
    }

    [Fact]
    public async Task A_write_goes_to_one_replica_once()
    {
        var received = 0;
        RequestDelegate dropping = async context =>
        {
            Interlocked.Increment(ref received);
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Abort();
        };
        await using var first = await Upstream.StartAsync(dropping);
        await using var second = await Upstream.StartAsync(dropping);
        await using var gateway = await GatewayApp.StartAsync(
            servers,
            [
                new("services:activity:http:0", first.Address),
                new("services:activity:http:1", second.Address),
                new("ReverseProxy:Clusters:activity:HealthCheck:Active:Enabled", "false"),
            ]
        );
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);

        using var answer = await client.PostAsJsonAsync("/v1/activities", new { });

        await answer.ShouldBeProblemAsync(502, "server.upstream-unavailable", Away);
        received.ShouldBe(1);
    }

    private Task<GatewayApp> WithAsync(string service, params string[] replicas) =>
        GatewayApp.StartAsync(
            servers,
            replicas.Select((address, number) => KeyValuePair.Create($"services:{service}:http:{number}", address))
        );

    /// <summary>A body that is sent line by line, when told to.</summary>
    /// <summary>Posts what is given and nothing more; everything that is answered until the connection ends.</summary>
    private static async Task<string> AskBareAsync(GatewayApp gateway, HttpClient client, string path, string rest)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(gateway.Http.BaseAddress!.Host, gateway.Http.BaseAddress.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n"
                    + $"Authorization: {client.DefaultRequestHeaders.Authorization}\r\n{rest}"
            )
        );
        using var reader = new StreamReader(stream);
        var (answer, buffer) = (new StringBuilder(), new char[4096]);
        try
        {
            while (await reader.ReadAsync(buffer, 0, buffer.Length).WaitAsync(Soon) is > 0 and var count)
                answer.Append(buffer, 0, count);
        }
        catch (IOException) when (answer.Length > 0)
        {
            // Answered, and then cut off: the server does not wait for the rest of the body.
        }
        return answer.ToString();
    }

    private sealed class LinesContent : HttpContent
    {
        private readonly TaskCompletionSource<Stream> stream = new();
        private readonly TaskCompletionSource finished = new();

        public async Task SendAsync(string line)
        {
            var to = await stream.Task;
            await to.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));
            await to.FlushAsync();
        }

        public void Finish() => finished.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            this.stream.SetResult(stream);
            await finished.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
