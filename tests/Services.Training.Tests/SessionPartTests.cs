using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Training.V1;
using CongNgheSo.Services.Training.Attendances;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>Sessions in parts: what they say, and when an attendance of some of them counts.</summary>
public sealed class SessionPartTests(TrainingService service)
{
    [Fact]
    public async Task A_session_tells_its_parts_and_its_rule()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.WorkshopAsync(
            region,
            body => (body["partsRequired"], body["capacity"]) = (2, 40),
            Workshop.Part(7, "07:30", "11:30"),
            Workshop.Part(7, "13:30", "17:00"),
            Workshop.Part(8, "07:30", "11:30", "Nhà văn hóa xóm 2")
        );

        var read = await (await client.GetAsync($"/v1/training-sessions/{session}")).ShouldBeJsonAsync(200);

        read["heldOn"]!.GetValue<string>().ShouldBe($"{Workshop.Day(7):yyyy-MM-dd}");
        read["partsRequired"]!.GetValue<int>().ShouldBe(2);
        read["capacity"]!.GetValue<int>().ShouldBe(40);
        read["form"]!.GetValue<string>().ShouldBe("class");
        read["registrationEndsAt"]!.GetValue<string>().ShouldBe($"{Workshop.Day(7):yyyy-MM-dd}T00:30:00+00:00");
        read["parts"]!
            .AsArray()
            .Select(part => $"{part!["number"]} {part["day"]} {part["from"]}-{part["to"]} {part["place"]}")
            .ShouldBe([
                $"1 {Workshop.Day(7):yyyy-MM-dd} 07:30-11:30 ",
                $"2 {Workshop.Day(7):yyyy-MM-dd} 13:30-17:00 ",
                $"3 {Workshop.Day(8):yyyy-MM-dd} 07:30-11:30 Nhà văn hóa xóm 2",
            ]);
    }

    [Fact]
    public async Task Parts_that_cannot_be_are_refused_by_field()
    {
        var body = Workshop.Body(
            Guid.NewGuid(),
            "VN",
            Workshop.Part(3, "08:00", "07:00"),
            new JsonObject
            {
                ["day"] = "2019-01-01",
                ["from"] = "8h",
                ["to"] = "11:00",
            }
        );
        (body["heldOn"], body["partsRequired"]) = ($"{Workshop.Day(4):yyyy-MM-dd}", 3);
        (body["capacity"], body["form"]) = (0, "picnic");

        await (await service.Client().PostAsJsonAsync("/v1/training-sessions", body)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("heldOn", "training-session.day-not-of-parts", "The day must be that of the first part."),
            ("parts[0].to", "training-session.part-reversed", "A part must end after it begins."),
            (
                "parts[1].day",
                "training-session.date-out-of-range",
                "The day must lie between 1 January 2022 and a year from now."
            ),
            ("parts[1].from", "training-session.time-unreadable", "A time is written HH:mm, such as 07:30."),
            (
                "partsRequired",
                "training-session.parts-required-out-of-range",
                "The number of parts required must lie between 1 and the number of parts."
            ),
            ("form", "training-session.form-unknown", "The form must be one of: conference, class, online."),
            ("capacity", "field.inclusive-between", "'capacity' must be between 1 and 100000.")
        );
        var overlapping = Workshop.Body(
            Guid.NewGuid(),
            "VN",
            Workshop.Part(3, "08:00", "10:00"),
            Workshop.Part(3, "09:00", "11:00")
        );
        overlapping["registrationUntil"] = $"{Workshop.Day(4):yyyy-MM-dd}T00:00:00Z";
        await (await service.Client().PostAsJsonAsync("/v1/training-sessions", overlapping)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            (
                "parts",
                "training-session.parts-out-of-order",
                "The parts must be in order of time and must not overlap."
            ),
            (
                "registrationUntil",
                "training-session.registration-too-late",
                "Registration cannot end after the session does."
            )
        );
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public async Task The_ends_of_the_calendar_are_days_like_others_out_of_range(string day)
    {
        var body = Workshop.Body(
            Guid.NewGuid(),
            "VN",
            new JsonObject
            {
                ["day"] = day,
                ["from"] = "00:00",
                ["to"] = "23:59",
            }
        );
        body["registrationUntil"] = "2024-01-01T00:00:00Z";
        const string outOfRange = "The day must lie between 1 January 2022 and a year from now.";

        await (await service.Client().PostAsJsonAsync("/v1/training-sessions", body)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("parts[0].day", "training-session.date-out-of-range", outOfRange)
        );
        body.Remove("parts");
        body["heldOn"] = day;
        await (await service.Client().PostAsJsonAsync("/v1/training-sessions", body)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("heldOn", "training-session.date-out-of-range", outOfRange)
        );
    }

    [Fact]
    public async Task An_attendance_counts_once_enough_parts_were_attended_and_no_longer_when_one_is_taken_back()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.WorkshopAsync(
            region,
            body => body["partsRequired"] = 2,
            Workshop.Part(-2),
            Workshop.Part(-1),
            Workshop.Part(0)
        );
        var member = region.Members[0].MemberId;

        await Attend(new { memberId = member, parts = new[] { 1 } }, (1, 0, 0));
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((0, 0));
        await Attend(new { memberId = member, parts = new[] { 1 } }, (0, 1, 0));
        // A list of the next half-day adds to the first.
        await Attend(new { memberId = member, parts = "2" }, (1, 0, 0));
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((1, 1));
        await Attend(
            new
            {
                memberId = member,
                attended = false,
                parts = new[] { 1 },
            },
            (1, 0, 0)
        );
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((0, 0));
        await Attend(new { memberId = member, parts = new[] { 1, 3 } }, (1, 0, 0));

        // Nobody was told of the version that counted for nothing before and after; each that changed it was told.
        var key = $"training.attendance-recorded.v1.{region.Province.Code}";
        await service.Events.WaitForAsync(heard => heard.RoutingKey == key && Version(heard) == 4);
        service
            .Events.Heard.Where(heard => heard.RoutingKey == key)
            .Select(heard => (Version(heard), heard.As<AttendanceRecorded>().Facts[0].Attended))
            .ShouldBe([(2, true), (3, false), (4, true)]);

        // Requiring all three still counts; a fourth does not.
        var read = await client.ReadSessionAsync(session);
        await Change(body => body["partsRequired"] = 3, read.Version);
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((1, 1));
        await client.TakeBackAsync(session, member);
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((0, 0));

        async Task Attend(object row, (int, int, int) expected)
        {
            var answer = await (await client.PostAttendanceAsync(session, row)).ShouldBeJsonAsync(200);
            (
                answer["accepted"]!.GetValue<int>(),
                answer["unchanged"]!.GetValue<int>(),
                answer["rejected"]!.GetValue<int>()
            ).ShouldBe(expected);
        }

        async Task Change(Action<JsonObject> change, int version)
        {
            var body = Workshop.Body(
                read.ProgrammeId,
                region.Province.Code,
                Workshop.Part(-2),
                Workshop.Part(-1),
                Workshop.Part(0)
            );
            change(body);
            await (await client.PutAsync($"/v1/training-sessions/{session}", body, $"\"{version}\"")).ShouldBeJsonAsync(
                200
            );
        }

        static int Version(HeardEvent heard) => heard.As<AttendanceRecorded>().Facts[0].Version;
    }

    [Fact]
    public async Task Parts_unknown_or_yet_to_come_are_refused_by_row()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.WorkshopAsync(region, null, Workshop.Part(-1), Workshop.Part(2));
        var member = region.Members[0].MemberId;

        var answer = await (
            await client.PostAttendanceAsync(
                session,
                new { memberId = member, parts = new[] { 3 } },
                new { memberId = member },
                new { memberId = member, parts = "x" },
                new { memberId = member, parts = new[] { 1 } }
            )
        ).ShouldBeJsonAsync(200);

        answer["accepted"]!.GetValue<int>().ShouldBe(1);
        answer["errors"]!
            .AsArray()
            .Select(error => $"{error!["row"]} {error["field"]} {error["code"]}")
            .ShouldBe([
                "1 parts attendance.part-unknown",
                "2 parts attendance.part-not-held-yet",
                "3 parts request.field-unreadable",
            ]);
        // A part that was attended cannot come to lie in the future.
        await (
            await client.PutAsync(
                $"/v1/training-sessions/{session}/rescheduling",
                new JsonObject
                {
                    ["parts"] = new JsonArray(Workshop.Part(1), Workshop.Part(2)),
                    ["reason"] = "Mưa bão",
                },
                "\"1\""
            )
        ).ShouldBeProblemAsync(
            409,
            "training-session.has-attendance",
            $"Training session {session} has been attended already and cannot be moved into the future."
        );
    }

    [Fact]
    public async Task A_confirmed_list_changes_only_with_a_reason()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.WorkshopAsync(region, null, Workshop.Part(-1));
        var path = $"/v1/training-sessions/{session}/confirmation";
        Guid[] there = [region.Members[0].MemberId, region.Members[1].MemberId];
        await client.AttendAsync(session, there);
        var word = new
        {
            by = "trainer",
            trainer = "Nguyễn Văn Giảng",
            attended = 2,
        };

        await (await client.PutAsync(path, new { by = "organiser", attended = 3 }, null)).ShouldBeProblemAsync(
            409,
            "training-session.count-differs",
            "The attendance list holds 2 members."
        );
        await (
            await client.PutAsync(
                path,
                new
                {
                    by = "trainer",
                    trainer = "Ai đó",
                    attended = 2,
                },
                null
            )
        ).ShouldBeProblemAsync(
            400,
            "training-session.trainer-unknown",
            "A trainer's confirmation needs the name of one of the session's trainers; an organiser's has none."
        );
        await (await service.Client(region.CommuneA.Code).PutAsync(path, word, null)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.Province.Code}."
        );
        var confirmed = await (await client.PutAsync(path, word, null)).ShouldBeJsonAsync(200);
        confirmed["confirmation"]!["attended"]!.GetValue<int>().ShouldBe(2);
        (await (await client.PutAsync(path, word, null)).ShouldBeJsonAsync(200))
            .ToJsonString()
            .ShouldBe(confirmed.ToJsonString());

        var late = new[] { new { memberId = region.Members[2].MemberId } };
        await (await client.PostAsJsonAsync($"/v1/training-sessions/{session}/attendance", late)).ShouldBeProblemAsync(
            409,
            "attendance.closed",
            $"Training session {session} has been confirmed; to correct its list say why in correctionReason, in up to 500 characters."
        );
        var reason = Uri.EscapeDataString("Bỏ sót khi nhập danh sách");
        var correct = $"/v1/training-sessions/{session}/attendance?correctionReason={reason}";
        (await (await client.PostAsJsonAsync(correct, late)).ShouldBeJsonAsync(200))["accepted"]!
            .GetValue<int>()
            .ShouldBe(1);
        await client.PostAsJsonAsync(correct, late);

        var corrections = await client.GetFromJsonAsync<ServiceDefaults.Http.Page<AttendanceCorrectionResponse>>(
            $"/v1/training-sessions/{session}/attendance/corrections"
        );
        corrections!.Items.Select(item => (item.Reason, item.Rows)).ShouldBe([("Bỏ sót khi nhập danh sách", 1)]);
        await (
            await client.PutAsync($"/v1/training-sessions/{session}/cancellation", new { reason = "x" }, null)
        ).ShouldBeProblemAsync(
            409,
            "training-session.confirmed",
            $"Training session {session} has been confirmed as held."
        );
    }

    [Fact]
    public async Task A_session_is_not_confirmed_before_its_last_part()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.WorkshopAsync(region, null, Workshop.Part(-1), Workshop.Part(2));

        await (
            await client.PutAsync(
                $"/v1/training-sessions/{session}/confirmation",
                new { by = "organiser", attended = 0 },
                null
            )
        ).ShouldBeProblemAsync(
            409,
            "training-session.not-over-yet",
            $"The session's last part begins at 00:00 {Workshop.Day(2):dd'/'MM'/'yyyy}; it cannot be confirmed before."
        );
    }
}
