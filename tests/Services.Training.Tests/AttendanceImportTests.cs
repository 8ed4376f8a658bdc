using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Contracts.Training.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>Lists as they come from the field.</summary>
public sealed class AttendanceImportTests(TrainingService service)
{
    /// <summary>4,400 members, 400 of them twice, 100 whom nobody knows, 100 of another province.</summary>
    [Fact]
    public async Task Five_thousand_rows_are_judged_one_by_one_and_nothing_is_doubled()
    {
        var region = await Region.CreateAsync(service);
        var elsewhere = await Region.CreateAsync(service);
        var members = await EnrolAsync(region.Members[0], 4_400);
        var strangers = await EnrolAsync(elsewhere.Members[0], 100);
        var unknown = Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).ToArray();
        Guid[] rows = [.. members, .. members.Take(400), .. unknown, .. strangers];
        new Random(2024).Shuffle(rows);
        var client = service.Client(region.Province.Code);
        var session = await client.SessionAsync(region);
        var file =
            "\uFEFFDANH SÁCH THAM DỰ;;\r\nSTT;Họ và tên;Mã định danh thành viên\r\n"
            + string.Concat(rows.Select((id, index) => $"{index + 1};Thành viên {index + 1};{id}\r\n"));

        var answer = await ImportAsync(client, session, file, "text/csv");

        (answer.Accepted, answer.Unchanged, answer.Rejected).ShouldBe((4_400, 400, 200));
        var numbers = rows.Index().ToDictionary(row => row.Index + 1, row => row.Item);
        var refused = answer.Errors.ToLookup(
            error => error.Code,
            error => (numbers[error.Row], error.Field, error.Text)
        );
        refused["attendance.member-unknown"]
            .ShouldBe(
                unknown.Select(id =>
                    (id, "memberId", $"There is no member {id}; if they were registered just now, resend in a moment.")
                ),
                ignoreOrder: true
            );
        refused["auth.unit-out-of-scope"]
            .ShouldBe(
                strangers.Select(id =>
                    (id, "memberId", $"The access token gives no right over unit {elsewhere.VillageA1.Code}.")
                ),
                ignoreOrder: true
            );

        // The rows that were refused come back as they were sent, with the reasons, and can be sent as they are.
        var rejected = await Send(client, session, file, "text/csv", "?rejectedRows=true");
        var back = await rejected.Content.ReadAsStringAsync();
        var lines = back.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(201);
        lines[0].ShouldEndWith("STT;Họ và tên;Mã định danh thành viên;Errors");
        lines
            .Skip(1)
            .Select(line => Guid.Parse(line.Split(';')[2]))
            .ShouldBe([.. unknown, .. strangers], ignoreOrder: true);
        var mended = await ImportAsync(client, session, back, "text/csv");
        (mended.Accepted, mended.Unchanged, mended.Rejected).ShouldBe((0, 0, 200));

        (await service.Client().FiguresAsync(region.Province.Code)).ShouldBe((4_400, 4_400));
        (await service.Client().FiguresAsync(elsewhere.Province.Code)).ShouldBe((0, 0));
        await Eventually.TrueAsync(() => Task.FromResult(Told(region).Count == 4_400));
        Told(region).ShouldBe(members, ignoreOrder: true);
        Told(elsewhere).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_workbook_has_a_title_above_and_words_for_yes_and_no()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var session = await client.WorkshopAsync(region, null, Workshop.Part(-1), Workshop.Part(0));
        string[][] rows =
        [
            ["UBND XÃ LÂM THAO"],
            ["STT", "Họ và tên", "Mã định danh thành viên", "Tham dự", "Các phần tham dự"],
            ["1", "An", $"{region.Members[0].MemberId}", "x", ""],
            ["2", "Bình", $"{region.Members[1].MemberId}", "Có", "1,2"],
            ["3", "Chi", $"{region.Members[2].MemberId}", "vắng", ""],
            ["4", "Dung", $"{region.Members[3].MemberId}", "có lẽ", ""],
            ["5", "Em", "không rõ", "x", ""],
            ["6", "Giang", $"{region.Members[4].MemberId}", "", "1"],
            // Not ticked: was not there.
            ["7", "Hà", $"{region.Members[5].MemberId}", "", ""],
        ];
        using var workbook = new MemoryStream();
        using (var writer = TableWriter.Create(BulkFormat.Xlsx, workbook, "dd/MM/yyyy"))
        {
            foreach (var row in rows)
                await writer.WriteAsync(
                    [.. row.Select(cell => new TableCell(cell))],
                    TestContext.Current.CancellationToken
                );
            await writer.CompleteAsync(TestContext.Current.CancellationToken);
        }

        var answer = await Read(await Send(client, session, workbook.ToArray(), BulkFormats.Xlsx));

        (answer.Accepted, answer.Unchanged, answer.Rejected).ShouldBe((3, 2, 2));
        // Rows go by the numbers that the sheet shows.
        answer
            .Errors.Select(error => (error.Row, error.Field, error.Code))
            .ShouldBe([(6, "attended", "request.field-unreadable"), (7, "memberId", "request.field-unreadable")]);
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((2, 2));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    public async Task Lines_of_json_come_back_with_the_reasons(string type)
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.CommuneA.Code, language: "vi");
        var session = await service.Client().SessionAsync(region);
        var there = region.MembersOf(region.VillageB1).First().MemberId;
        string[] rows =
        [
            $$"""{"memberId":"{{region.Members[0].MemberId}}"}""",
            $$"""{"memberId":"{{there}}","Lỗi":"Cũ"}""",
        ];
        var isArray = type == "application/json";

        var answer = await Send(
            client,
            session,
            isArray ? $"[{string.Join(',', rows)}]" : string.Join('\n', rows),
            type,
            "?rejectedRows=true"
        );

        var back = await answer.Content.ReadAsStringAsync();
        var row = (isArray ? JsonNode.Parse(back)!.AsArray().ShouldHaveSingleItem() : JsonNode.Parse(back))!;
        row.ToJsonString(
                new JsonSerializerOptions
                {
                    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
            .ShouldBe(
                $$"""{"memberId":"{{there}}","Lỗi":"memberId: Mã truy cập không có quyền đối với đơn vị {{region.VillageB1.Code}}."}"""
            );
        (await service.Client().FiguresAsync(region.Province.Code)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_table_without_members_and_another_type_are_refused_as_a_whole()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.SessionAsync(region);

        await (await Send(client, session, "Họ và tên,Tham dự\nAn,x\n", "text/csv")).ShouldBeProblemAsync(
            400,
            "attendance.head-missing",
            "No column Member id (memberId) was found in the first 50 rows of the table."
        );
        await (await Send(client, session, "memberId,memberId\n", "text/csv")).ShouldBeProblemAsync(
            400,
            "request.csv-column-repeated",
            "Columns 1 and 2 of the CSV name the same field."
        );
        await (await Send(client, session, "x", "text/plain")).ShouldBeProblemAsync(
            415,
            "request.media-type-unsupported",
            "That content type is not supported here."
        );
    }

    private List<Guid> Told(Region region) =>
        [
            .. service
                .Events.Heard.Where(heard =>
                    heard.RoutingKey == $"training.attendance-recorded.v1.{region.Province.Code}"
                )
                .SelectMany(heard => heard.As<AttendanceRecorded>().Facts)
                .Select(fact => fact.MemberId),
        ];

    private async Task<Guid[]> EnrolAsync(MemberFact like, int count)
    {
        var facts = Enumerable.Range(0, count).Select(_ => like with { MemberId = Guid.NewGuid() }).ToArray();
        await Task.WhenAll(
            facts.Chunk(500).Select(chunk => service.PublishAsync(new MembersChanged(DateTimeOffset.UtcNow, chunk)))
        );
        return [.. facts.Select(fact => fact.MemberId)];
    }

    private static async Task<BulkAnswer> ImportAsync(HttpClient client, Guid session, string file, string type) =>
        await Read(await Send(client, session, file, type));

    private static async Task<BulkAnswer> Read(HttpResponseMessage answer) =>
        (await answer.ShouldBeJsonAsync(200)).Deserialize<BulkAnswer>(JsonSerializerOptions.Web)!;

    private static Task<HttpResponseMessage> Send(
        HttpClient client,
        Guid session,
        string file,
        string type,
        string query = ""
    ) => Send(client, session, Encoding.UTF8.GetBytes(file), type, query);

    private static Task<HttpResponseMessage> Send(
        HttpClient client,
        Guid session,
        byte[] file,
        string type,
        string query = ""
    )
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return client.PostAsync($"/v1/training-sessions/{session}/attendance/import{query}", content);
    }
}
