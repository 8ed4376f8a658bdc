using System.Net;
using System.Net.Http.Headers;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http;

namespace CongNgheSo.Gateway.Tests;

/// <summary>What may be in a body, how much of it, and when it has to come.</summary>
public sealed class BodyTests(Servers servers)
{
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
        await using var gateway = await GatewayApp.BeforeAsync(servers, "activity", upstream.Address);
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
        await using var gateway = await GatewayApp.BeforeAsync(servers, "activity", upstream.Address);
        using var client = await gateway.ClientAsync("VN", Scopes.ActivityRead, Scopes.ClientsWrite);
        var answer = await gateway.PostBareAsync(
            client,
            path,
            "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n"
        );

        answer.ShouldStartWith("HTTP/1.1 408 ");
        answer.ShouldContain("Content-Type: application/problem+json");
        answer.ShouldContain("\"code\":\"request.too-slow\"");
        answer.ShouldContain("Nội dung yêu cầu được gửi quá chậm hoặc không được gửi; hãy gửi lại.");
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
        await using var gateway = await GatewayApp.BeforeAsync(servers, "activity", upstream.Address);
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
        await using var gateway = await GatewayApp.BeforeAsync(servers, "activity", upstream.Address);
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);
        using var body = new StreamContent(new MemoryStream(new byte[32 << 20]));
        client.DefaultRequestHeaders.TransferEncodingChunked = true;

        using var answer = await client.PostAsync("/v1/activities/batch", body);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("too many rows");
    }
}
