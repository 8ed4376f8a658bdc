using System.Net.Http.Json;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Training.Sessions;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

public sealed class SessionTests(TrainingService service)
{
    [Fact]
    public async Task A_session_is_created_once_however_often_it_is_sent()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var programme = await client.ProgrammeAsync(region);
        var id = Guid.NewGuid();
        var body = Course.Session(programme, region.CommuneA.Code, id: id);
        var expected = new
        {
            id,
            version = 1,
            programmeId = programme,
            organiserUnit = region.CommuneA.Code,
            coOrganisers = Array.Empty<string>(),
            trainers = new[] { new { name = "Nguyễn Văn Giảng", organisation = "vnpt" } },
            mode = "in-person",
            place = "Nhà văn hóa",
            link = (string?)null,
            heldOn = "2024-05-10",
            topics = new[] { "portals", "cashless-payment" },
            cancelled = false,
            cancellationReason = (string?)null,
            form = (string?)null,
            parts = Array.Empty<object>(),
            partsRequired = 1,
            capacity = (int?)null,
            registrationEndsAt = "2024-05-10T17:00:00+00:00",
            reschedulingReason = (string?)null,
            confirmation = (object?)null,
        };

        var first = await client.PostAsJsonAsync("/v1/training-sessions", body);
        first.Headers.Location!.OriginalString.ShouldBe($"/v1/training-sessions/{id}");
        first.Headers.ETag!.Tag.ShouldBe("\"1\"");
        await first.ShouldBeJsonAsync(201, expected);
        await (await client.PostAsJsonAsync("/v1/training-sessions", body)).ShouldBeJsonAsync(200, expected);
        await (await client.GetAsync($"/v1/training-sessions/{id}")).ShouldBeJsonAsync(200, expected);
        var other = Course.Session(programme, region.CommuneA.Code, "2024-05-11", id);
        await (await client.PostAsJsonAsync("/v1/training-sessions", other)).ShouldBeProblemAsync(
            409,
            "training-session.id-taken",
            $"Training session {id} was created with other content."
        );
    }

    [Fact]
    public async Task Places_and_trainers_are_texts()
    {
        const string text = "Text must not contain codes that are no characters, such as U+0000 or U+FFFE.";
        var session = new
        {
            programmeId = Guid.NewGuid(),
            organiserUnit = "VN",
            trainers = new[]
            {
                new { name = "Lan", organisation = "vnpt" },
                new { name = "\uffff", organisation = "vnpt" },
            },
            mode = "in-person",
            place = "Nhà \ufffe",
            heldOn = "2024-05-10",
        };

        await (await service.Client().PostAsJsonAsync("/v1/training-sessions", session)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("trainers[1].name", "request.text-forbidden", text),
            ("place", "request.text-forbidden", text)
        );
    }

    [Fact]
    public async Task Moving_a_session_moves_its_attendances_and_first_days()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var programme = await client.ProgrammeAsync(region);
        var session = await client.SessionAsync(programme, region.Province.Code);
        await client.AttendAsync(session, region.Members.Select(member => member.MemberId));
        var path = $"/v1/training-sessions/{session}";
        var moved = Course.Session(programme, region.Province.Code, "2024-09-01");
        moved = WithoutId(moved);

        await (await client.PutAsync(path, moved, null)).ShouldBeProblemAsync(
            428,
            "request.version-required",
            "Send an If-Match header with the version being changed."
        );
        await (await client.PutAsync(path, moved, "\"7\"")).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 1)."
        );
        (await client.PutAsync(path, moved, "\"1\"")).Headers.ETag!.Tag.ShouldBe("\"2\"");
        // The answer was lost: the same once more; and what changes nothing makes no version.
        (await client.PutAsync(path, moved, "\"1\"")).Headers.ETag!.Tag.ShouldBe("\"2\"");
        (await client.PutAsync(path, moved, "\"2\"")).Headers.ETag!.Tag.ShouldBe("\"2\"");

        (await client.FiguresAsync(region.Province.Code, "?to=2024-08-31")).ShouldBe((0, 0));
        (await client.FiguresAsync(region.Province.Code, "?from=2024-09-01")).ShouldBe((6, 6));
        await service.Events.WaitForAsync(heard =>
            heard.RoutingKey == $"training.members-trained.v1.{region.Province.Code}"
            && heard
                .As<Contracts.Training.V1.MembersTrained>()
                .Facts.All(fact => fact.Version == 2 && fact.FirstTrainedOn == new DateOnly(2024, 9, 1))
        );
    }

    [Fact]
    public async Task A_session_with_attendance_cannot_move_into_the_future()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var programme = await client.ProgrammeAsync(region);
        var session = await client.SessionAsync(programme, region.Province.Code);
        await client.AttendAsync(session, [region.Members[0].MemberId]);
        var future = TimeProvider.System.Today().AddDays(30);

        var answer = await client.PutAsync(
            $"/v1/training-sessions/{session}",
            WithoutId(Course.Session(programme, region.Province.Code, $"{future:yyyy-MM-dd}")),
            "\"1\""
        );

        await answer.ShouldBeProblemAsync(
            409,
            "training-session.has-attendance",
            $"Training session {session} has been attended already and cannot be moved into the future."
        );
    }

    [Fact]
    public async Task Cancelling_stops_the_counting_and_can_be_repeated()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.SessionAsync(region);
        await client.AttendAsync(session, region.Members.Select(member => member.MemberId));
        var path = $"/v1/training-sessions/{session}/cancellation";

        var once = await (await client.PutAsync(path, new { reason = "Mưa bão" }, null)).ShouldBeJsonAsync(200);
        var twice = await (await client.PutAsync(path, new { reason = "Mưa bão" }, null)).ShouldBeJsonAsync(200);

        twice.ToJsonString().ShouldBe(once.ToJsonString());
        once["cancelled"]!.GetValue<bool>().ShouldBeTrue();
        once["cancellationReason"]!.GetValue<string>().ShouldBe("Mưa bão");
        once["version"]!.GetValue<int>().ShouldBe(2);
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((0, 0));
        await (await client.PutAsync(path, new { reason = "Khác" }, null)).ShouldBeProblemAsync(
            409,
            "training-session.cancelled",
            $"Training session {session} has been cancelled."
        );
        await (
            await client.PostAttendanceAsync(session, new { memberId = region.Members[0].MemberId })
        ).ShouldBeProblemAsync(409, "training-session.cancelled", $"Training session {session} has been cancelled.");
        await (await service.Client(language: "vi").PutAsync(path, new { reason = "" }, null)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "Yêu cầu có trường không hợp lệ.",
            ("reason", "field.not-empty", "'reason' không được rỗng.")
        );
    }

    [Fact]
    public async Task Attendance_of_a_session_yet_to_come_is_refused()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(language: "vi");
        var tomorrow = TimeProvider.System.Today().AddDays(1);
        var session = await client.SessionAsync(region, $"{tomorrow:yyyy-MM-dd}");

        await (
            await client.PostAttendanceAsync(session, new { memberId = region.Members[0].MemberId })
        ).ShouldBeProblemAsync(
            409,
            "attendance.not-held-yet",
            $"Buổi tập huấn diễn ra ngày {tomorrow:dd'/'MM'/'yyyy}; chưa thể ghi nhận tham dự."
        );
    }

    [Fact]
    public async Task Wrong_fields_are_all_named()
    {
        var answer = await service
            .Client()
            .PostAsJsonAsync(
                "/v1/training-sessions",
                new
                {
                    programmeId = Guid.NewGuid(),
                    organiserUnit = "VN",
                    trainers = new[] { new { name = "", organisation = "acme" } },
                    mode = "online",
                    heldOn = "2019-01-01",
                    topics = new[] { "cooking" },
                }
            );

        await answer.ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("trainers[0].name", "field.not-empty", "'name' must not be empty."),
            (
                "trainers[0].organisation",
                "training-programme.code-unknown",
                "The code is not in the catalogue (see /v1/training-topics)."
            ),
            ("link", "training-session.link-missing", "An online session needs an http(s) link."),
            (
                "heldOn",
                "training-session.date-out-of-range",
                "The day must lie between 1 January 2022 and a year from now."
            ),
            (
                "topics[0]",
                "training-programme.code-unknown",
                "The code is not in the catalogue (see /v1/training-topics)."
            )
        );
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_name()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var programme = await client.ProgrammeAsync(region);
        var unknown = Guid.NewGuid();

        Task<HttpResponseMessage> Post(object body) => client.PostAsJsonAsync("/v1/training-sessions", body);
        await (await Post(Course.Session(unknown, region.Province.Code))).ShouldBeProblemAsync(
            422,
            "training-session.programme-unknown",
            $"No training programme {unknown} is offered to this unit."
        );
        await (await Post(Course.Session(programme, "nowhere"))).ShouldBeProblemAsync(
            422,
            "training-session.unit-unknown",
            "No unit bears the code nowhere today."
        );
        await (await Post(Course.Session(programme, region.Province.Code, "2022-12-31"))).ShouldBeProblemAsync(
            422,
            "training-session.programme-not-in-force",
            $"Training programme {programme} is not in force on 31/12/2022."
        );
        await (await client.GetAsync($"/v1/training-sessions/{unknown}")).ShouldBeProblemAsync(
            404,
            "training-session.not-found",
            $"There is no training session {unknown}."
        );
    }

    [Fact]
    public async Task Each_sees_what_is_within_and_above_and_changes_what_is_within()
    {
        var region = await Region.CreateAsync(service);
        var province = service.Client(region.Province.Code);
        var programme = await province.ProgrammeAsync(region);
        var provincial = await province.SessionAsync(programme, region.Province.Code);
        var inA = await province.SessionAsync(programme, region.CommuneA.Code);
        var inB = await province.SessionAsync(programme, region.CommuneB.Code);
        var a = service.Client(region.CommuneA.Code);

        var seen = await a.GetFromJsonAsync<Page<SessionResponse>>("/v1/training-sessions?limit=1000");
        seen!.Items.Select(item => item.Id).ShouldBe([provincial, inA], ignoreOrder: true);
        var refused = $"The access token gives no right over unit {region.CommuneB.Code}.";
        await (await a.GetAsync($"/v1/training-sessions/{inB}")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            refused
        );
        await (
            await a.PostAsJsonAsync("/v1/training-sessions", Course.Session(programme, region.CommuneB.Code))
        ).ShouldBeProblemAsync(403, "auth.unit-out-of-scope", refused);
        await (
            await a.PutAsync($"/v1/training-sessions/{provincial}/cancellation", new { reason = "x" }, null)
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.Province.Code}."
        );
        await (await a.GetAsync($"/v1/training-sessions/{inB}/attendance")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            refused
        );
    }

    [Fact]
    public async Task Lists_are_paged_and_filtered()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var programme = await client.ProgrammeAsync(region);
        var expected = new List<Guid>();
        foreach (var day in Enumerable.Range(1, 7))
            expected.Insert(0, await client.SessionAsync(programme, region.CommuneA.Code, $"2024-03-0{(day + 1) / 2}"));

        var read = new List<SessionResponse>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await client.GetFromJsonAsync<Page<SessionResponse>>(
                $"/v1/training-sessions?programme={programme}&limit=2&cursor={cursor}"
            );
            read.AddRange(page!.Items);
            cursor = page.Next;
        }
        read.Select(item => item.Id).ShouldBe(expected, ignoreOrder: true);
        read.Select(item => item.HeldOn).ShouldBe(read.Select(item => item.HeldOn).OrderDescending());
        (await Count($"unit={region.CommuneA.Code}")).ShouldBe(7);
        (await Count($"unit={region.CommuneB.Code}")).ShouldBe(0);
        (await Count("from=2024-03-02&to=2024-03-03")).ShouldBe(4);

        async Task<int> Count(string query) =>
            (await client.GetFromJsonAsync<Page<SessionResponse>>($"/v1/training-sessions?{query}"))!.Items.Count;
    }

    private static object WithoutId(object session)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(session)!.AsObject();
        body.Remove("id");
        return body;
    }
}
