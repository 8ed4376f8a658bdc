using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Activity.Activities;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class BatchTests(ActivityService service)
{
    private const string Batch = "/v1/activities/batch";

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    [InlineData("text/csv")]
    public async Task A_batch_comes_in_three_formats_and_can_be_sent_again(string format)
    {
        var team = await service.TeamAsync();
        JsonObject[] visits = [.. Enumerable.Range(1, 3).Select(people => Visit.Of(team, Guid.NewGuid(), people))];

        await (await Post(service.Client(), format, visits)).ShouldBeJsonAsync(200, new BulkAnswer(3, 0, 0, false, []));
        await (await Post(service.Client(), format, visits)).ShouldBeJsonAsync(200, new BulkAnswer(0, 3, 0, false, []));

        foreach (var visit in visits)
            await (await service.Client().GetAsync($"/v1/activities/{visit.Id()}")).ShouldBeJsonAsync(
                200,
                visit.Recorded()
            );
    }

    [Theory]
    [InlineData("application/json", "vi")]
    [InlineData("application/json", "en")]
    [InlineData("application/x-ndjson", "vi")]
    [InlineData("text/csv", "en")]
    public async Task A_broken_row_is_named_and_harms_no_neighbour(string format, string language)
    {
        var team = await service.TeamAsync();
        var taken = Visit.Of(team, Guid.NewGuid());
        var wrongDay = Visit.Of(team, Guid.NewGuid());
        wrongDay["occurredOn"] = "yesterday";
        var wrongTopic = Visit.Of(team, Guid.NewGuid());
        wrongTopic["topic"] = "gardening";
        var stranger = ActivityService.NewTeam();
        JsonObject[] visits =
        [
            taken,
            wrongDay,
            Visit.Of(team, Guid.NewGuid()),
            wrongTopic,
            Visit.Of(team),
            Visit.Of(team, Guid.Parse(taken.Id()), people: 9),
            Visit.Of(stranger, Guid.NewGuid()),
            Visit.Of(team, Guid.Parse(taken.Id())),
        ];
        string Say(string vi, string en) => language == "vi" ? vi : en;

        var answer = await Post(service.Client(language: language), format, visits);

        await answer.ShouldBeJsonAsync(
            200,
            new BulkAnswer(
                2,
                1,
                5,
                false,
                [
                    new RowError(
                        2,
                        "occurredOn",
                        "request.field-unreadable",
                        Say(
                            "Ngày phải viết theo dạng yyyy-MM-dd (năm-tháng-ngày), chẳng hạn 2025-07-01.",
                            "A day is written yyyy-MM-dd, such as 2025-07-01."
                        )
                    ),
                    new RowError(
                        4,
                        "topic",
                        "activity.code-unknown",
                        Say(
                            "Mã không có trong danh mục (xem /v1/topics).",
                            "The code is not in the catalogue (see /v1/topics)."
                        )
                    ),
                    new RowError(
                        5,
                        "id",
                        "activity.id-missing",
                        Say(
                            "Mỗi dòng cần có id (UUID), hoặc yêu cầu cần có tiêu đề Idempotency-Key, để gửi lại không bị ghi hai lần.",
                            "Each row needs an id (UUID), or the request an Idempotency-Key, so that a retry is not recorded twice."
                        )
                    ),
                    new RowError(
                        6,
                        "id",
                        "activity.id-taken",
                        Say(
                            $"Hoạt động {taken.Id()} đã được ghi với nội dung khác; để sửa, hãy gửi bản đính chính.",
                            $"Activity {taken.Id()} is recorded with other content; to change it, send a correction."
                        )
                    ),
                    new RowError(
                        7,
                        "teamId",
                        "activity.team-unknown",
                        Say(
                            $"Không có tổ {stranger.TeamId}; nếu tổ vừa được đăng ký, hãy gửi lại sau ít phút.",
                            $"There is no team {stranger.TeamId}; if it was registered just now, resend in a moment."
                        )
                    ),
                ]
            )
        );
        (await CountAsync(team)).ShouldBe(2);
    }

    [Fact]
    public async Task Unknown_fields_of_a_row_are_named()
    {
        var team = await service.TeamAsync();
        var visit = Visit.Of(team, Guid.NewGuid());
        visit["peopelGuided"] = 4;
        const string text = "The value has the wrong type, or there is no such field.";

        foreach (var format in new[] { "application/json", "application/x-ndjson", "text/csv" })
            await (await Post(service.Client(), format, visit)).ShouldBeJsonAsync(
                200,
                new BulkAnswer(0, 0, 1, false, [new RowError(1, "peopelGuided", "request.field-unreadable", text)])
            );
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    [InlineData("text/csv")]
    public async Task A_byte_order_mark_is_no_part_of_the_first_row(string format)
    {
        var team = await service.TeamAsync();
        JsonObject[] visits = [Visit.Of(team, Guid.NewGuid()), Visit.Of(team, Guid.NewGuid())];

        await (await Send(format, '\uFEFF' + Text(format, visits))).ShouldBeJsonAsync(
            200,
            new BulkAnswer(2, 0, 0, false, [])
        );
    }

    [Theory]
    [InlineData(" x")]
    [InlineData("{}")]
    [InlineData(" null")]
    [InlineData("\r{}")]
    public async Task A_line_that_goes_on_after_its_record_is_refused(string rest)
    {
        var team = await service.TeamAsync();
        var record = Visit.Of(team, Guid.NewGuid()).ToJsonString();
        var lines = $"{record}{rest}\r\n{Visit.Of(team, Guid.NewGuid()).ToJsonString()}";
        var place = record.Length + rest.Length - rest.TrimStart().Length + 1;
        var text = $"The row is no JSON, or nested too deeply, at byte {place}.";

        await (await Send("application/x-ndjson", lines)).ShouldBeJsonAsync(
            200,
            new BulkAnswer(1, 0, 1, false, [new RowError(1, "", "request.row-malformed", text)])
        );
        (await CountAsync(team)).ShouldBe(1);
    }

    [Theory]
    [InlineData("application/json", "\"topic\":\"x\"", "topic", "request.field-repeated")]
    [InlineData("application/x-ndjson", "\"Topic\":\"x\"", "Topic", "request.field-repeated")]
    [InlineData(
        "application/x-ndjson",
        "\"outcomes\":{\"e-wallets\":2,\"e-wallets\":3}",
        "outcomes.e-wallets",
        "request.field-repeated"
    )]
    [InlineData(
        "application/json",
        "\"outcomes\":{\"e-wallets\":2,\"E-Wallets\":3}",
        "outcomes.E-Wallets",
        "activity.code-unknown"
    )]
    public async Task A_field_that_stands_there_twice_is_named(string format, string more, string field, string code)
    {
        var team = await service.TeamAsync();
        var visit = Visit.Of(team, Guid.NewGuid());
        visit.Remove("outcomes");
        var record = $"{visit.ToJsonString()[..^1]},{more}}}";
        var neighbour = Visit.Of(team, Guid.NewGuid()).ToJsonString();
        var rows = format == "application/json" ? $"[{record},{neighbour}]" : $"{record}\n{neighbour}";

        var answer = await (await Send(format, rows)).ShouldBeJsonAsync(200);

        ((int)answer["accepted"]!, (int)answer["rejected"]!).ShouldBe((1, 1));
        var error = answer["errors"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)error["row"]!, (string)error["field"]!, (string)error["code"]!).ShouldBe((1, field, code));
    }

    [Theory]
    [InlineData("id,teamId,topic,TOPIC", 3, 4)]
    [InlineData("id,outcomes.e-wallets,teamId,outcomes", 2, 4)]
    [InlineData("outcomes,id,Outcomes.e-wallets", 1, 3)]
    public async Task Columns_that_name_the_same_field_are_refused(string header, int one, int other) =>
        await (await Send("text/csv", $"{header}\n1,2,3,4\n")).ShouldBeProblemAsync(
            400,
            "request.csv-column-repeated",
            $"Columns {one} and {other} of the CSV name the same field."
        );

    [Theory]
    [InlineData(2, "\"", "", 2)]
    [InlineData(2, "", "\"", 2)]
    [InlineData(2, "\"", "\"x", 2)]
    [InlineData(0, "\"", "", 0)]
    public async Task A_quotation_mark_out_of_place_swallows_no_rows(int line, string before, string after, int row)
    {
        var team = await service.TeamAsync();
        var visits = Enumerable.Range(0, 6).Select(_ => Visit.Of(team, Guid.NewGuid())).ToArray();
        var lines = Csv(visits).Split('\n');
        lines[line] = before + lines[line].Insert(3, after);

        await (await Send("text/csv", string.Join('\n', lines))).ShouldBeProblemAsync(
            400,
            "request.csv-malformed",
            $"Row {row} of the CSV (from line {line + 1} of the file on) has a quotation mark missing or out of place; no row was recorded."
        );
        (await CountAsync(team)).ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 500_000)]
    [InlineData(0, 5_000_000)]
    public async Task A_row_of_CSV_beyond_one_MiB_is_refused(int line, int beyond)
    {
        var team = await service.TeamAsync();
        var lines = Csv([Visit.Of(team, Guid.NewGuid()), Visit.Of(team, Guid.NewGuid())]).Split('\n');
        lines[line] = (lines[line] + ';').PadRight((1 << 20) + beyond, 'x');

        await (await Send("text/csv", string.Join('\n', lines))).ShouldBeProblemAsync(
            400,
            "request.line-too-long",
            $"Row {line} is longer than 1 MiB; no row was recorded."
        );
        (await CountAsync(team)).ShouldBe(0);
    }

    [Fact]
    public async Task More_than_ten_thousand_rows_are_refused_as_a_whole()
    {
        var team = await service.TeamAsync();
        var visits = Enumerable.Range(0, 10_001).Select(_ => Visit.Of(team, Guid.NewGuid())).ToArray();

        await (await Post(service.Client(), "application/x-ndjson", visits)).ShouldBeProblemAsync(
            413,
            "activity.batch-too-large",
            "A batch holds at most 10000 rows; none of these was recorded."
        );
        (await CountAsync(team)).ShouldBe(0);
        await (await Post(service.Client(), "application/x-ndjson", visits[1..])).ShouldBeJsonAsync(
            200,
            new BulkAnswer(10_000, 0, 0, false, [])
        );
        var recorded = 0;
        await Eventually.TrueAsync(() =>
        {
            var facts = service
                .Events.Heard.Where(heard => heard.RoutingKey == "activity.activities-recorded.v1.02")
                .Select(heard => heard.As<Contracts.Activity.V1.ActivitiesRecorded>().Facts)
                .Where(facts => facts[0].TeamId == team.TeamId)
                .ToArray();
            facts.ShouldAllBe(each => each.Count <= 500);
            recorded = facts.SelectMany(each => each).Select(fact => fact.ActivityId).Distinct().Count();
            return Task.FromResult(recorded == 10_000);
        });
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "")]
    [InlineData(1, "\n")]
    [InlineData(1, "\n{}\n")]
    [InlineData(500_000, "\n{}\n")]
    public async Task A_line_holds_up_to_one_MiB_however_it_arrives(int beyond, string rest)
    {
        var team = await service.TeamAsync();
        var good = Visit.Of(team, Guid.NewGuid()).ToJsonString();
        var line = Visit.Of(team, Guid.NewGuid()).ToJsonString().PadRight((1 << 20) + beyond);

        var answer = await Send("application/x-ndjson", $"{good}\n{line}{rest}");

        if (beyond == 0)
            await answer.ShouldBeJsonAsync(200, new BulkAnswer(2, 0, 0, false, []));
        else
            await answer.ShouldBeProblemAsync(
                400,
                "request.line-too-long",
                "Row 2 is longer than 1 MiB; no row was recorded."
            );
        (await CountAsync(team)).ShouldBe(beyond == 0 ? 2 : 0);
    }

    [Theory]
    [InlineData(20_000, 413)]
    [InlineData(3 << 20, 400)]
    public async Task A_request_refused_before_its_end_leaves_its_connection_to_the_next(int size, int status)
    {
        var body = status == 413 ? string.Concat(Enumerable.Repeat("{}\n", size)) : new string(' ', size) + "\n{}\n";
        var connections = 0;
        using var sockets = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                connections++;
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var known = service.Client();
        using var client = new HttpClient(sockets) { BaseAddress = known.BaseAddress };
        client.DefaultRequestHeaders.Authorization = known.DefaultRequestHeaders.Authorization;

        for (var times = 0; times < 3; times++)
            (await client.PostAsync(Batch, Body("application/x-ndjson", body))).StatusCode.ShouldBe(
                (HttpStatusCode)status
            );

        connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_dry_run_answers_the_same_and_writes_nothing()
    {
        var team = await service.TeamAsync();
        var content = JsonContent.Create(new[] { Visit.Of(team, Guid.NewGuid()), Visit.Of(team) });

        var answer = await service.Client().PostAsync($"{Batch}?dryRun=true", content);

        var body = await answer.ShouldBeJsonAsync(200);
        body["accepted"]!.GetValue<int>().ShouldBe(1);
        body["rejected"]!.GetValue<int>().ShouldBe(1);
        body["dryRun"]!.GetValue<bool>().ShouldBeTrue();
        (await CountAsync(team)).ShouldBe(0);
    }

    [Fact]
    public async Task A_body_that_is_none_of_the_formats_is_refused()
    {
        var xml = new StringContent("<a/>", Encoding.UTF8, "application/xml");
        await (await service.Client().PostAsync(Batch, xml)).ShouldBeProblemAsync(
            415,
            "request.media-type-unsupported",
            "That content type is not supported here."
        );
        var utf7 = new StringContent("[]") { Headers = { ContentType = new("application/json", "utf-7") } };
        await (await service.Client().PostAsync(Batch, utf7)).ShouldBeProblemAsync(
            415,
            "request.media-type-unsupported",
            "That content type is not supported here."
        );
        foreach (var notAnArray in new[] { "{\"a\":", "null", "\"[]\"", "\n null" })
            await (await Send("application/json", notAnArray)).ShouldBeProblemAsync(
                400,
                "request.body-not-array",
                "The body is not a JSON array."
            );
        foreach (var nothing in new[] { "", " \r\n\t " })
            await (await Send("application/json", nothing)).ShouldBeProblemAsync(
                400,
                "request.body-missing",
                "The request needs a body."
            );
    }

    [Theory]
    [InlineData("[{},\n{}", 2, 3)]
    [InlineData("[{},\n{\"a\":}]", 2, 6)]
    [InlineData(" [{}] x", 1, 7)]
    [InlineData("[", 1, 2)]
    public async Task An_array_that_breaks_is_refused_with_its_place(string body, int line, int position) =>
        await (await Send("application/json", body)).ShouldBeProblemAsync(
            400,
            "request.json-malformed",
            $"The JSON is broken, or nested too deeply, at line {line}, byte {position}."
        );

    [Fact]
    public async Task A_row_nested_too_deeply_harms_no_neighbour()
    {
        var team = await service.TeamAsync();
        var deep = new string('[', 5_000) + new string(']', 5_000);
        const string text = "The value has the wrong type, or there is no such field.";
        JsonObject[] visits = [Visit.Of(team, Guid.NewGuid()), Visit.Of(team, Guid.NewGuid())];
        var body = $"[{visits[0].ToJsonString()},{{\"outcomes\":{deep}}},{visits[1].ToJsonString()}]";

        await (await Send("application/json", body)).ShouldBeJsonAsync(
            200,
            new BulkAnswer(2, 0, 1, false, [new RowError(2, "outcomes", "request.field-unreadable", text)])
        );
    }

    [Theory]
    [InlineData("deflate", true)]
    [InlineData("gzip, gzip", true)]
    [InlineData("identity, br", true)]
    [InlineData("Identity", false)]
    public async Task An_encoded_body_is_refused(string coding, bool isRefused)
    {
        var content = Body("application/x-ndjson", "");
        content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        var answer = await service.Client().PostAsync(Batch, content);

        if (isRefused)
            await answer.ShouldBeProblemAsync(
                415,
                "request.encoding-unsupported",
                "Bodies with a Content-Encoding are not supported here."
            );
        else
            await answer.ShouldBeJsonAsync(200, new BulkAnswer(0, 0, 0, false, []));
    }

    [Fact]
    public async Task The_same_batch_at_the_same_moment_is_recorded_once()
    {
        var team = await service.TeamAsync();
        var visits = Enumerable.Range(0, 50).Select(_ => Visit.Of(team, Guid.NewGuid())).ToArray();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(async index =>
                {
                    var mixed = index % 2 == 0 ? visits : [.. visits.Reverse()];
                    var answer = await Post(service.Client(), "application/json", mixed);
                    return (await answer.Content.ReadFromJsonAsync<BulkAnswer>())!;
                })
        );

        answers.Sum(answer => answer.Accepted).ShouldBe(50);
        answers.Sum(answer => answer.Unchanged).ShouldBe(11 * 50);
        (await CountAsync(team)).ShouldBe(50);
    }

    private async Task<int> CountAsync(TeamFact team) =>
        (
            await service
                .Client()
                .GetFromJsonAsync<Page<ActivityResponse>>($"/v1/activities?team={team.TeamId}&limit=1000")
        )!
            .Items
            .Count;

    private static Task<HttpResponseMessage> Post(HttpClient client, string format, params JsonObject[] visits) =>
        client.PostAsync(Batch, Body(format, Text(format, visits)));

    private Task<HttpResponseMessage> Send(string format, string body) =>
        service.Client().PostAsync(Batch, Body(format, body));

    private static string Text(string format, params JsonObject[] visits) =>
        format switch
        {
            "application/json" => new JsonArray([.. visits.Select(visit => visit.DeepClone())]).ToJsonString(),
            "application/x-ndjson" => string.Join('\n', visits.Select(visit => visit.ToJsonString())),
            _ => Csv(visits),
        };

    private static StringContent Body(string format, string text) =>
        new(text, Encoding.UTF8, new MediaTypeHeaderValue(format));

    private static string Csv(JsonObject[] visits)
    {
        var flat = visits.Select(Flat).ToArray();
        var header = flat.SelectMany(row => row.Keys).Distinct().ToArray();
        return string.Join(
            '\n',
            flat.Select(row => string.Join(';', header.Select(name => row.GetValueOrDefault(name, ""))))
                .Prepend(string.Join(';', header))
        );
    }

    private static Dictionary<string, string> Flat(JsonObject visit) =>
        visit
            .SelectMany(field =>
                field.Value is JsonObject nested
                    ? nested.Select(inner => ($"{field.Key}.{inner.Key}", inner.Value!.ToString()))
                    : [(field.Key, field.Value!.ToString())]
            )
            .ToDictionary(pair => pair.Item1, pair => pair.Item2);
}
