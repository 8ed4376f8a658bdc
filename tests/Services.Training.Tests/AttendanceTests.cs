using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Training.Attendances;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Tests;

public sealed class AttendanceTests(TrainingService service)
{
    [Fact]
    public async Task Both_figures_are_right_after_retries_and_duplicates()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var first = await client.SessionAsync(region);
        var second = await client.SessionAsync(region, "2024-06-20");
        Guid[] some = [.. region.Members.Take(4).Select(member => member.MemberId)];

        Counts(await client.AttendAsync(first, some)).ShouldBe((4, 0, 0));
        Counts(await client.AttendAsync(first, some)).ShouldBe((0, 4, 0));
        Counts(await client.AttendAsync(second, [some[0], some[0], some[0]])).ShouldBe((1, 2, 0));

        (await client.FiguresAsync(region.Province.Code)).ShouldBe((4, 5));
        (await client.FiguresAsync(region.Province.Code, "?from=2024-06-01")).ShouldBe((1, 1));
        (await client.FiguresAsync(region.Province.Code, "?to=2024-05-10")).ShouldBe((4, 4));
    }

    [Fact]
    public async Task A_contradiction_in_one_list_is_refused_and_the_first_row_stands()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.SessionAsync(region);
        var memberId = region.Members[0].MemberId;

        var answer = await client.PostAttendanceAsync(session, new { memberId }, new { memberId, attended = false });

        await answer.ShouldBeJsonAsync(
            200,
            new BulkAnswer(
                1,
                0,
                1,
                false,
                [
                    new RowError(
                        2,
                        "memberId",
                        "attendance.member-repeated",
                        $"Member {memberId} stands in an earlier row with other content."
                    ),
                ]
            )
        );
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Taking_back_lowers_both_figures_and_can_be_undone()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var may = await client.SessionAsync(region, "2024-05-10");
        var june = await client.SessionAsync(region, "2024-06-10");
        var member = region.Members[0].MemberId;
        await client.AttendAsync(may, [member]);
        await client.AttendAsync(june, [member]);
        (await FirstTrainedOn(member)).ShouldBe((new DateOnly(2024, 5, 10), 1));

        (await client.TakeBackAsync(may, member)).Accepted.ShouldBe(1);
        (await client.TakeBackAsync(may, member)).Unchanged.ShouldBe(1);
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((1, 1));
        (await FirstTrainedOn(member)).ShouldBe((new DateOnly(2024, 6, 10), 2));

        await client.TakeBackAsync(june, member);
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((0, 0));
        (await FirstTrainedOn(member)).ShouldBe((null, 3));

        await client.AttendAsync(may, [member]);
        (await FirstTrainedOn(member)).ShouldBe((new DateOnly(2024, 5, 10), 4));
        var list = await client.GetAsync($"/v1/training-sessions/{may}/attendance");
        await list.ShouldBeJsonAsync(
            200,
            new Page<AttendanceResponse>(
                [new AttendanceResponse(Attendance.IdOf(may, member), 3, member, true, true, [1])],
                null
            )
        );
    }

    [Fact]
    public async Task Taking_back_what_was_never_recorded_changes_nothing()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.SessionAsync(region);

        (await client.TakeBackAsync(session, region.Members[0].MemberId)).Unchanged.ShouldBe(1);

        var list = await client.GetFromJsonAsync<Page<AttendanceResponse>>(
            $"/v1/training-sessions/{session}/attendance"
        );
        list!.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_list_at_the_same_moment_counts_once()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var programme = await client.ProgrammeAsync(region);
        var sessions = new List<Guid>();
        foreach (var day in new[] { "2024-01-05", "2024-02-05", "2024-03-05" })
            sessions.Add(await client.SessionAsync(programme, region.Province.Code, day));
        Guid[] all = [.. region.Members.Select(member => member.MemberId)];

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 24)
                // Each in an order of its own, so that they would wait for each other in a circle if they could.
                .Select(index => client.AttendAsync(sessions[index % 3], index % 2 == 0 ? all : all.Reverse()))
        );

        answers.Sum(answer => answer.Accepted).ShouldBe(18);
        answers.Sum(answer => answer.Unchanged).ShouldBe(24 * 6 - 18);
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((6, 18));
        foreach (var member in all)
            (await FirstTrainedOn(member)).Day.ShouldBe(new DateOnly(2024, 1, 5));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    [InlineData("text/csv")]
    public async Task Rows_come_in_three_formats_and_a_broken_one_harms_no_other(string format)
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.CommuneA.Code);
        var session = await service.Client().SessionAsync(region);
        var good = region.MembersOf(region.VillageA1).Select(member => member.MemberId).ToArray();
        var elsewhere = region.MembersOf(region.VillageB1).First().MemberId;
        var unknown = Guid.NewGuid();
        var body = format switch
        {
            "text/csv" =>
                $"memberId,attended\n{good[0]},true\nx,\n{elsewhere},\n{unknown},\n,true\n{good[1]},\n{good[1]},false\n",
            _ => Rows(format == "application/json"),
        };
        string Rows(bool array)
        {
            string[] rows =
            [
                $$"""{"memberId":"{{good[0]}}","attended":true}""",
                """{"memberId":"x"}""",
                $$"""{"memberId":"{{elsewhere}}"}""",
                $$"""{"memberId":"{{unknown}}"}""",
                """{"attended":true}""",
                $$"""{"memberId":"{{good[1]}}"}""",
                $$"""{"memberId":"{{good[1]}}","attended":false}""",
            ];
            return array ? $"[{string.Join(',', rows)}]" : string.Join('\n', rows);
        }

        var answer = await client.PostAsync(
            $"/v1/training-sessions/{session}/attendance",
            new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(format))
        );

        await answer.ShouldBeJsonAsync(
            200,
            new BulkAnswer(
                2,
                0,
                5,
                false,
                [
                    new RowError(
                        2,
                        "memberId",
                        "request.field-unreadable",
                        "The value has the wrong type, or there is no such field."
                    ),
                    new RowError(
                        3,
                        "memberId",
                        "auth.unit-out-of-scope",
                        $"The access token gives no right over unit {region.VillageB1.Code}."
                    ),
                    new RowError(
                        4,
                        "memberId",
                        "attendance.member-unknown",
                        $"There is no member {unknown}; if they were registered just now, resend in a moment."
                    ),
                    new RowError(5, "memberId", "field.not-null", "'memberId' must not be empty."),
                    new RowError(
                        7,
                        "memberId",
                        "attendance.member-repeated",
                        $"Member {good[1]} stands in an earlier row with other content."
                    ),
                ]
            )
        );
        (await service.Client().FiguresAsync(region.Province.Code)).ShouldBe((2, 2));
    }

    [Fact]
    public async Task A_member_must_be_in_being_on_the_day()
    {
        var region = await Region.CreateAsync(service);
        var left = region.Members[0] with { Version = 2, LeftOn = new DateOnly(2024, 5, 10) };
        await service.PublishAsync(new MembersChanged(DateTimeOffset.UtcNow, [left]));
        var client = service.Client(language: "vi");
        var session = await client.SessionAsync(region);

        var answer = await client.PostAttendanceAsync(session, new { memberId = left.MemberId });

        await answer.ShouldBeJsonAsync(
            200,
            new BulkAnswer(
                0,
                0,
                1,
                false,
                [
                    new RowError(
                        1,
                        "memberId",
                        "attendance.member-not-in-being",
                        $"Thành viên {left.MemberId} chưa tham gia hoặc đã rời tổ vào ngày 10/05/2024."
                    ),
                ]
            )
        );
    }

    [Fact]
    public async Task A_member_registered_just_now_is_waited_for()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.SessionAsync(region);
        var late = region.Members[0] with { MemberId = Guid.NewGuid() };

        var attending = client.AttendAsync(session, [late.MemberId]);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        attending.IsCompleted.ShouldBeFalse();
        await service.PublishAsync(new MembersChanged(DateTimeOffset.UtcNow, [late]));

        (await attending).Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task A_dry_run_answers_the_same_and_writes_nothing()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.SessionAsync(region);
        var rows = region.Members.Select(member => new { memberId = member.MemberId });

        var answer = await client.PostAsJsonAsync($"/v1/training-sessions/{session}/attendance?dryRun=true", rows);

        await answer.ShouldBeJsonAsync(200, new BulkAnswer(6, 0, 0, true, []));
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task The_list_is_paged_without_gaps_and_shows_only_ones_own()
    {
        var region = await Region.CreateAsync(service);
        var session = await service.Client().SessionAsync(region);
        await service.Client().AttendAsync(session, region.Members.Select(member => member.MemberId));

        (await Read(service.Client(), session, 4)).ShouldBe(region.Members.Select(member => member.MemberId), true);
        (await Read(service.Client(region.CommuneB.Code), session, 1)).ShouldBe(
            region.MembersOf(region.VillageB1).Select(member => member.MemberId),
            true
        );
    }

    [Fact]
    public async Task More_than_ten_thousand_rows_are_refused()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(language: "vi");
        var session = await client.SessionAsync(region);
        var rows = Enumerable.Repeat(new { memberId = region.Members[0].MemberId }, 10_001);

        var answer = await client.PostAsJsonAsync($"/v1/training-sessions/{session}/attendance", rows);

        await answer.ShouldBeProblemAsync(
            413,
            "attendance.batch-too-large",
            "Mỗi lần gửi tối đa 10000 dòng; chưa có dòng nào được ghi."
        );
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((0, 0));
    }

    private static async Task<List<Guid>> Read(HttpClient client, Guid session, int limit)
    {
        var read = new List<Guid>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await client.GetFromJsonAsync<Page<AttendanceResponse>>(
                $"/v1/training-sessions/{session}/attendance?limit={limit}&cursor={cursor}"
            );
            page!.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            read.AddRange(page.Items.Select(item => item.MemberId));
            cursor = page.Next;
        }
        return read;
    }

    private Task<(DateOnly? Day, int Version)> FirstTrainedOn(Guid memberId) =>
        service.InDatabaseAsync(async db =>
        {
            var member = await db.TrainedMembers.SingleAsync(row => row.MemberId == memberId);
            return (member.FirstTrainedOn, member.Version);
        });

    private static (int, int, int) Counts(BulkAnswer answer) => (answer.Accepted, answer.Unchanged, answer.Rejected);
}
