using System.Net;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace CongNgheSo.Gateway.Tests;

/// <summary>Requests and answers that pass while they are still being made.</summary>
public sealed class StreamingTests(Servers servers)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

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
        await using var gateway = await GatewayApp.BeforeAsync(servers, "activity", upstream.Address);
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
        await using var gateway = await GatewayApp.BeforeAsync(servers, "activity", upstream.Address);
        using var client = await gateway.ClientAsync("02", Scopes.ActivityRead);

        using var lines = new StreamReader(await client.GetStreamAsync("/v1/activities"));

        (await lines.ReadLineAsync().WaitAsync(Soon)).ShouldBe("one");
        seen.SetResult();
        (await lines.ReadLineAsync().WaitAsync(Soon)).ShouldBe("two");
        (await lines.ReadLineAsync().WaitAsync(Soon)).ShouldBeNull();
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
        await using var gateway = await GatewayApp.BeforeAsync(servers, "activity", upstream.Address);
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
        var answer = await gateway.PostBareAsync(
            client,
            "/v1/activities/stream",
            "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\n"
        );
        answer.ShouldStartWith("HTTP/1.1 408 ");
        answer.ShouldContain("\"code\":\"request.too-slow\"");
    }
}
