using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Training.V1;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>Who is told when a session is not when it was announced.</summary>
public sealed class SessionNoticeTests(TrainingService service)
{
    [Fact]
    public async Task Rescheduling_is_told_in_every_province_that_has_to_do_with_it()
    {
        var region = await Region.CreateAsync(service);
        var guests = await Region.CreateAsync(service);
        var invited = await Region.CreateAsync(service);
        var gone = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.WorkshopAsync(region, null, Workshop.Part(7), Workshop.Part(8));
        var code = await client.CodeAsync(session, guests.Members[0]);
        await client.CodeAsync(session, gone.Members[0]);
        await client.WithdrawAsync(session, gone.Members[0].MemberId);
        await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            client,
            $"/v1/training-sessions/{session}/invitations",
            new { rule = "list", memberIds = new[] { invited.Members[0].MemberId } }
        );
        var path = $"/v1/training-sessions/{session}/rescheduling";
        var moved = new JsonObject
        {
            ["parts"] = new JsonArray(Workshop.Part(14), Workshop.Part(15)),
            ["reason"] = "Bão số 3",
        };

        await (await client.PutAsync(path, moved, null)).ShouldBeProblemAsync(
            428,
            "request.version-required",
            "Send an If-Match header with the version being changed."
        );
        await (await service.Client(region.CommuneA.Code).PutAsync(path, moved, "\"1\"")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.Province.Code}."
        );
        var once = await (await client.PutAsync(path, moved, "\"1\"")).ShouldBeJsonAsync(200);
        var twice = await (await client.PutAsync(path, moved, "\"1\"")).ShouldBeJsonAsync(200);
        twice.ToJsonString().ShouldBe(once.ToJsonString());
        once["reschedulingReason"]!.GetValue<string>().ShouldBe("Bão số 3");
        once["version"]!.GetValue<int>().ShouldBe(2);

        var fact = new SessionReschedulingFact(session, 2, region.Province.Code, [], []);
        foreach (var province in new[] { region, guests, invited })
        {
            var heard = await Heard<SessionRescheduled>("session-rescheduled", province);
            heard
                .Facts.ShouldHaveSingleItem()
                .ShouldSatisfyAllConditions(
                    told => (told with { FormerDays = fact.FormerDays, Days = fact.Days }).ShouldBe(fact),
                    told => told.FormerDays.ShouldBe([Workshop.Day(7), Workshop.Day(8)]),
                    told => told.Days.ShouldBe([Workshop.Day(14), Workshop.Day(15)])
                );
        }
        Told("session-rescheduled", gone).ShouldBe(0);
        // Who is registered stays so, with the same code.
        var seat = await (
            await client.GetAsync($"/v1/training-sessions/{session}/registrations/{guests.Members[0].MemberId}")
        ).ShouldBeJsonAsync(200);
        (seat["standing"]!.GetValue<string>(), seat["code"]!.GetValue<string>()).ShouldBe(("registered", code));

        await client.PutAsync($"/v1/training-sessions/{session}/cancellation", new { reason = "Bão số 4" }, null);
        await client.PutAsync($"/v1/training-sessions/{session}/cancellation", new { reason = "Bão số 4" }, null);
        foreach (var province in new[] { region, guests, invited })
        {
            var heard = await Heard<SessionCancelled>("session-cancelled", province);
            var told = heard.Facts.ShouldHaveSingleItem();
            (told.SessionId, told.Version, told.Province).ShouldBe((session, 3, region.Province.Code));
            told.Days.ShouldBe([Workshop.Day(14), Workshop.Day(15)]);
            // Told once, though it was asked for twice.
            Told("session-cancelled", province).ShouldBe(1);
            Told("session-rescheduled", province).ShouldBe(1);
        }
        await (
            await client.PutAsync(
                path,
                new JsonObject { ["heldOn"] = $"{Workshop.Day(20):yyyy-MM-dd}", ["reason"] = "x" },
                "\"3\""
            )
        ).ShouldBeProblemAsync(409, "training-session.cancelled", $"Training session {session} has been cancelled.");
    }

    [Fact]
    public async Task Changing_what_has_nothing_to_do_with_time_is_told_nobody()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.WorkshopAsync(region);
        var read = await client.ReadSessionAsync(session);
        var body = Workshop.Body(read.ProgrammeId, region.Province.Code, Workshop.Part(7));
        body["place"] = "Hội trường B";
        await (await client.PutAsync($"/v1/training-sessions/{session}", body, "\"1\"")).ShouldBeJsonAsync(200);
        // What comes after it is heard.
        await client.PutAsync($"/v1/training-sessions/{session}/cancellation", new { reason = "x" }, null);

        await Heard<SessionCancelled>("session-cancelled", region);

        Told("session-rescheduled", region).ShouldBe(0);
    }

    private async Task<T> Heard<T>(string name, Region province)
        where T : class =>
        (
            await service.Events.WaitForAsync(heard =>
                heard.RoutingKey == $"training.{name}.v1.{province.Province.Code}"
            )
        ).As<T>();

    private int Told(string name, Region province) =>
        service.Events.Heard.Count(heard => heard.RoutingKey == $"training.{name}.v1.{province.Province.Code}");
}
