using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class StreamTests(ActivityService service)
{
    private const string Path = "/v1/activities/stream";

    [Fact]
    public async Task A_stream_that_was_cut_off_goes_on_where_it_was_when_all_of_it_is_sent_again()
    {
        const int rows = 60_000;
        var team = await service.TeamAsync();
        using var stop = new CancellationTokenSource();
        using var client = Streaming();
        var cut = client.PostAsync(
            Path,
            new PushedContent(async body =>
            {
                await WriteAsync(body, team, 1, rows / 2);
                await Task.Delay(-1, stop.Token);
            }),
            stop.Token
        );
        await Eventually.TrueAsync(async () => await CountAsync(team) > rows / 4);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(cut);
        var kept = await CountAsync(team);

        var answer = await client.PostAsync(Path, new PushedContent(body => WriteAsync(body, team, 1, rows)));

        var told = await answer.ShouldBeJsonAsync(200);
        ((int)told["unchanged"]!).ShouldBeInRange(kept, rows / 2);
        ((int)told["accepted"]! + (int)told["unchanged"]!, (int)told["rejected"]!).ShouldBe((rows, 0));
        (await CountAsync(team)).ShouldBe(rows);
    }

    [Fact]
    public async Task Rows_are_durable_while_more_are_awaited()
    {
        var team = await service.TeamAsync();
        var goOn = new TaskCompletionSource();
        using var client = Streaming();
        var sent = client.PostAsync(
            Path,
            new PushedContent(async body =>
            {
                await WriteAsync(body, team, 1, 3);
                await goOn.Task;
                await WriteAsync(body, team, 4, 5);
            })
        );

        await Eventually.TrueAsync(async () => await CountAsync(team) == 3);
        sent.IsCompleted.ShouldBeFalse();
        goOn.SetResult();

        await (await sent).ShouldBeJsonAsync(200, new BulkAnswer(5, 0, 0, false, []));
    }

    [Fact]
    public async Task A_key_and_the_number_of_the_row_stand_for_an_id()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        client.DefaultRequestHeaders.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        var rows = string.Concat(
            Enumerable.Range(1, 4_500).Select(people => Visit.Of(team, people: people).ToJsonString() + '\n')
        );

        await (await client.PostAsync(Path, Lines(rows))).ShouldBeJsonAsync(
            200,
            // More than 200 people on one household visit are recorded, and looked at again.
            new BulkAnswer(4_500, 0, 0, false, [], Flagged: 4_300)
        );
        await (await client.PostAsync(Path, Lines(rows))).ShouldBeJsonAsync(
            200,
            new BulkAnswer(0, 4_500, 0, false, [])
        );
        var blank = service.Client();
        blank.DefaultRequestHeaders.TryAddWithoutValidation("Idempotency-Key", "");
        await (await blank.PostAsync(Path, Lines(rows))).ShouldBeProblemAsync(
            400,
            "request.idempotency-key-invalid",
            "The Idempotency-Key header needs exactly one value, not a blank one."
        );
        (await CountAsync(team)).ShouldBe(4_500);
    }

    [Fact]
    public async Task A_dry_run_answers_the_same_and_writes_nothing()
    {
        var team = await service.TeamAsync();
        var rows = $"{Visit.Of(team, Guid.NewGuid()).ToJsonString()}\n{{}}\n";

        var answer = await (await service.Client().PostAsync($"{Path}?dryRun=true", Lines(rows))).ShouldBeJsonAsync(
            200
        );

        ((int)answer["accepted"]!, (int)answer["rejected"]!, (bool)answer["dryRun"]!).ShouldBe((1, 1, true));
        (await CountAsync(team)).ShouldBe(0);
    }

    [Fact]
    public async Task What_stands_before_a_line_that_cannot_be_read_is_kept()
    {
        var team = await service.TeamAsync();
        var rows = $"{Visit.Of(team, Guid.NewGuid()).ToJsonString()}\n{new string(' ', (1 << 20) + 1)}\n";

        await (await service.Client().PostAsync(Path, Lines(rows))).ShouldBeProblemAsync(
            400,
            "activity.stream-broken",
            "The stream cannot be read beyond row 1 (request.line-too-long); the rows up to it were judged. Mend it and send all of it again."
        );
        (await CountAsync(team)).ShouldBe(1);
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("application/json")]
    public async Task Only_lines_can_be_streamed(string type)
    {
        var body = new StringContent("[]", Encoding.UTF8, new MediaTypeHeaderValue(type));

        await (await service.Client().PostAsync(Path, body)).ShouldBeProblemAsync(
            415,
            "request.media-type-unsupported",
            "That content type is not supported here."
        );
    }

    [Fact]
    public async Task A_stream_needs_the_scope_to_write() =>
        await (
            await service.Client(scopes: ServiceDefaults.Identity.Scopes.ActivityRead).PostAsync(Path, Lines(""))
        ).ShouldBeProblemAsync(403, "auth.scope-missing", "The access token lacks the scope that this needs.");

    [Theory]
    [InlineData(Path, true)]
    [InlineData(Path, false)]
    [InlineData("/v1/activities/batch", false)]
    public async Task Gzip_that_breaks_is_told(string path, bool isCutShort)
    {
        var team = await service.TeamAsync();
        var rows = string.Concat(
            Enumerable.Range(0, 50).Select(_ => Visit.Of(team, Guid.NewGuid()).ToJsonString() + '\n')
        );
        var packed = Packed.Of(Encoding.UTF8.GetBytes(rows));
        if (!isCutShort)
            packed[0] = 0;

        var answer = await service.Client().PostAsync(path, Gzip(isCutShort ? packed[..^20] : packed));

        if (path == Path)
            ((string)(await answer.ShouldBeJsonAsync(400))["title"]!).ShouldContain("(request.gzip-malformed)");
        else
            await answer.ShouldBeProblemAsync(
                400,
                "request.gzip-malformed",
                "The body is not the whole gzip that its Content-Encoding promises."
            );
    }

    [Theory]
    [InlineData("/v1/activities/batch")]
    [InlineData(Path)]
    public async Task A_bomb_does_not_go_off(string path)
    {
        // 256 MiB of blank lines are 1 MiB packed, or less.
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            for (var mebibytes = 0; mebibytes < 256; mebibytes++)
                await gzip.WriteAsync(Encoding.UTF8.GetBytes(new string(' ', (1 << 20) - 1) + '\n'));

        var answer = await service.Client().PostAsync(path, Gzip(packed.ToArray()));

        if (path == Path)
            ((string)(await answer.ShouldBeJsonAsync(400))["title"]!).ShouldContain("(request.too-large)");
        else
            await answer.ShouldBeProblemAsync(413, "request.too-large", "The request body is too large.");
    }

    /// <summary>A client that sends as it is written to; the usual one keeps the whole body first.</summary>
    private HttpClient Streaming()
    {
        var known = service.Client();
        var client = new HttpClient { BaseAddress = known.BaseAddress };
        client.DefaultRequestHeaders.Authorization = known.DefaultRequestHeaders.Authorization;
        return client;
    }

    private Task<int> CountAsync(TeamFact team) =>
        service.InDatabaseAsync(db => db.Activities.CountAsync(activity => activity.TeamId == team.TeamId));

    private static async Task WriteAsync(Stream body, TeamFact team, int from, int to)
    {
        for (var row = from; row <= to; row++)
        {
            var visit = Visit.Of(team, StableId.From($"{team.TeamId} {row}"), row % 100);
            await body.WriteAsync(Encoding.UTF8.GetBytes(visit.ToJsonString() + '\n'));
        }
        await body.FlushAsync();
    }

    private static StringContent Lines(string rows) =>
        new(rows, Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));

    private static ByteArrayContent Gzip(byte[] packed)
    {
        var body = new ByteArrayContent(packed);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        body.Headers.ContentEncoding.Add("gzip");
        return body;
    }

    /// <summary>A body that is written while it is sent.</summary>
    private sealed class PushedContent : HttpContent
    {
        private readonly Func<Stream, Task> write;

        public PushedContent(Func<Stream, Task> write)
        {
            this.write = write;
            Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => write(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
