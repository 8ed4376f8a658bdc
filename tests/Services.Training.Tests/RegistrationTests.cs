using System.Net;
using System.Net.Http.Json;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>Seats, and the queue for them.</summary>
public sealed class RegistrationTests(TrainingService service)
{
    [Fact]
    public async Task One_gets_the_last_seat_however_many_come_at_once()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.WorkshopAsync(region, body => body["capacity"] = 1);

        var answers = await Task.WhenAll(
            region.Members.Concat(region.Members).Select(member => client.RegisterAsync(session, member.MemberId))
        );

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(6);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(6);
        var standings = await client.StandingsAsync(session);
        standings
            .Select(row => row.Standing)
            .ShouldBe(["registered", "waiting", "waiting", "waiting", "waiting", "waiting"]);
    }

    [Fact]
    public async Task The_queue_moves_up_in_order_when_someone_withdraws_and_when_seats_are_added()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.WorkshopAsync(region, body => body["capacity"] = 2);
        Guid[] all = [.. region.Members.Select(member => member.MemberId)];
        var rows = all.Select(memberId => new { memberId });
        var answer = await client.PostAsJsonAsync($"/v1/training-sessions/{session}/registrations", rows);
        await answer.ShouldBeJsonAsync(200, new BulkAnswer(6, 0, 0, false, []));

        await (await client.WithdrawAsync(session, all[0])).ShouldBeJsonAsync(200);
        await (await client.WithdrawAsync(session, all[0])).ShouldBeJsonAsync(200);
        (await Seated()).ShouldBe([all[1], all[2]]);
        // One who waits can give up too, and nobody moves.
        await client.WithdrawAsync(session, all[3]);
        (await Seated()).ShouldBe([all[1], all[2]]);

        var read = await client.ReadSessionAsync(session);
        await Resize(3, read.Version);
        (await Seated()).ShouldBe([all[1], all[2], all[4]]);
        // Fewer seats take none from who has one, but nobody moves up before there is room again.
        await Resize(1, read.Version + 1);
        (await Seated()).ShouldBe([all[1], all[2], all[4]]);
        await client.WithdrawAsync(session, all[1]);
        (await Seated()).ShouldBe([all[2], all[4]]);
        // Who withdrew comes again at the end.
        await client.RegisterAsync(session, all[0]);
        (await client.StandingsAsync(session))[^1].ShouldBe((all[0], "waiting"));

        async Task<Guid[]> Seated() =>
            [
                .. (await client.StandingsAsync(session))
                    .Where(row => row.Standing == "registered")
                    .Select(row => row.Member),
            ];

        async Task Resize(int capacity, int version)
        {
            var body = Workshop.Body(read.ProgrammeId, region.Province.Code, Workshop.Part(7));
            body["capacity"] = capacity;
            await (await client.PutAsync($"/v1/training-sessions/{session}", body, $"\"{version}\"")).ShouldBeJsonAsync(
                200
            );
        }
    }

    [Fact]
    public async Task Nobody_is_registered_outside_the_callers_unit_unknown_or_gone()
    {
        var region = await Region.CreateAsync(service);
        var session = await service.Client().WorkshopAsync(region);
        var client = service.Client(region.CommuneA.Code);
        var here = region.MembersOf(region.VillageA1).First().MemberId;
        var there = region.MembersOf(region.VillageB1).First().MemberId;
        var unknown = Guid.NewGuid();
        var rows = new object[]
        {
            new { memberId = here },
            new { memberId = there },
            new { memberId = unknown },
            new { memberId = here },
        };

        var answer = await client.PostAsJsonAsync($"/v1/training-sessions/{session}/registrations", rows);

        await answer.ShouldBeJsonAsync(
            200,
            new BulkAnswer(
                1,
                1,
                2,
                false,
                [
                    new RowError(
                        2,
                        "memberId",
                        "auth.unit-out-of-scope",
                        $"The access token gives no right over unit {region.VillageB1.Code}."
                    ),
                    new RowError(
                        3,
                        "memberId",
                        "registration.member-unknown",
                        $"There is no member {unknown}; if they joined their team just now, resend in a moment."
                    ),
                ]
            )
        );
        await (await client.WithdrawAsync(session, there)).ShouldBeProblemAsync(
            404,
            "registration.not-found",
            $"Member {there} is not registered for this session."
        );
        await service.Client().RegisterAsync(session, there);
        await (await client.WithdrawAsync(session, there)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.VillageB1.Code}."
        );
        (await client.StandingsAsync(session)).ShouldBe([(here, "registered")]);
    }

    [Fact]
    public async Task Codes_are_shown_only_to_who_may_write()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.WorkshopAsync(region);
        var code = await client.CodeAsync(session, region.Members[0]);
        code.ShouldMatch("^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$");
        var path = $"/v1/training-sessions/{session}/registrations/{region.Members[0].MemberId}";

        var reader = service.Client(scopes: "training.read");

        (await (await client.GetAsync(path)).ShouldBeJsonAsync(200))["code"]!.GetValue<string>().ShouldBe(code);
        (await (await reader.GetAsync(path)).ShouldBeJsonAsync(200))["code"].ShouldBeNull();
        (await reader.RegisterAsync(session, region.Members[1].MemberId)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.GetStringAsync($"/v1/training-sessions/{session}/registrations?format=csv")).ShouldContain(code);
    }

    [Fact]
    public async Task Registration_ends()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var begun = await client.WorkshopAsync(region, null, Workshop.Part(0));
        var closed = await client.WorkshopAsync(region, body => body["registrationUntil"] = "2024-01-01T00:00:00Z");
        var over = await client.WorkshopAsync(region, null, Workshop.Part(-1));

        foreach (var session in new[] { begun, closed, over })
            await (await client.RegisterAsync(session, region.Members[0].MemberId)).ShouldBeProblemAsync(
                409,
                "registration.closed",
                $"Registration for training session {session} has ended."
            );
    }

    [Fact]
    public async Task Registrations_of_a_cancelled_session_stay_as_they_are()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.WorkshopAsync(region, body => body["capacity"] = 1);
        await client.RegisterAsync(session, region.Members[0].MemberId);
        await client.RegisterAsync(session, region.Members[1].MemberId);
        await client.PutAsync($"/v1/training-sessions/{session}/cancellation", new { reason = "Mưa bão" }, null);

        foreach (
            var refused in new[]
            {
                await client.RegisterAsync(session, region.Members[2].MemberId),
                await client.WithdrawAsync(session, region.Members[0].MemberId),
            }
        )
            await refused.ShouldBeProblemAsync(
                409,
                "training-session.cancelled",
                $"Training session {session} has been cancelled."
            );
        (await client.StandingsAsync(session)).Select(row => row.Standing).ShouldBe(["registered", "waiting"]);
    }

    [Fact]
    public async Task More_than_five_thousand_rows_are_refused()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.WorkshopAsync(region);
        var rows = Enumerable.Repeat(new { memberId = region.Members[0].MemberId }, 5_001);

        await (
            await client.PostAsJsonAsync($"/v1/training-sessions/{session}/registrations", rows)
        ).ShouldBeProblemAsync(
            413,
            "registration.batch-too-large",
            "A batch holds at most 5000 rows; none of these was registered."
        );
        (await client.StandingsAsync(session)).ShouldBeEmpty();
    }
}
