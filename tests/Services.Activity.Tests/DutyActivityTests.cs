using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>What was done during a shift, on the day on which it is served: today.</summary>
public sealed class DutyActivityTests(ActivityService service)
{
    [Fact]
    public async Task A_shift_tells_whom_it_guided_and_a_roster_sums_it_up()
    {
        var (lamThao, id, shifts) = await TodayAsync();
        var client = service.Client(lamThao.Commune.Code);
        await client.ServeAsync(shifts[0]).ShouldBeOkAsync();
        var twelve = await RecordAsync(client, lamThao.Team, 12);
        var eight = await RecordAsync(client, lamThao.Team, 8);

        for (var attempt = 0; attempt < 2; attempt++)
            await client.PutAsync($"{shifts[0].Path()}/activities/{twelve}", null).ShouldBeOkAsync();
        var linked = await client.PutAsync($"{shifts[0].Path()}/activities/{eight}", null).ShouldBeOkAsync();
        (linked.Text("status"), linked.Int("peopleGuided")).ShouldBe(("served", 20));
        linked["activities"]!
            .AsArray()
            .Select(activity => (activity!["activityId"]!.GetValue<Guid>(), activity!.Int("peopleGuided")))
            .ShouldBe([(twelve, 12), (eight, 8)], ignoreOrder: true);
        // Recording knows nothing of it: the same activity, sent again, is the same activity.
        await client
            .PutAsync($"{shifts[1].Path()}/activities/{twelve}", null)
            .ShouldFailAsync(409, "duty-shift.activity-taken");

        // What is voided counts for nothing.
        await client
            .PutAsync($"/v1/activities/{eight}/voiding", new JsonObject { ["reason"] = "Nhập nhầm" }, "\"1\"")
            .ShouldBeOkAsync();
        var summary = await client.GetFromJsonAsync<JsonObject>($"/v1/duty-rosters/{id}/summary");
        (summary!.Int("served"), summary!.Int("planned"), summary!.Int("peopleGuided")).ShouldBe((1, 2, 12));
        summary!["members"]!
            .AsArray()
            .Single(member => member!.AsObject().Member() == shifts[0].Member())!
            .Int("peopleGuided")
            .ShouldBe(12);
        (await client.DeleteAsync($"{shifts[0].Path()}/activities/{twelve}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetFromJsonAsync<JsonObject>(shifts[0].Path()))!.Int("peopleGuided").ShouldBe(0);
        await client.PutAsync($"{shifts[1].Path()}/activities/{twelve}", null).ShouldBeOkAsync();
    }

    [Fact]
    public async Task Only_what_was_done_that_day_by_a_team_of_the_unit_belongs_to_a_shift()
    {
        var (lamThao, _, shifts) = await TodayAsync();
        var client = service.Client(lamThao.Commune.Code);
        var path = $"{shifts[0].Path()}/activities";

        var yesterday = await client.RecordAsync(lamThao.Team);
        await client.PutAsync($"{path}/{yesterday}", null).ShouldFailAsync(422, "duty-shift.activity-differs");
        var next = await RecordAsync(service.Client(lamThao.Province.Code), lamThao.NeighbourTeam, 5);
        await client.PutAsync($"{path}/{next}", null).ShouldFailAsync(403, "auth.unit-out-of-scope");
        await service
            .Client(lamThao.Province.Code)
            .PutAsync($"{path}/{next}", null)
            .ShouldFailAsync(422, "duty-shift.activity-differs");
        await client.PutAsync($"{path}/{Guid.NewGuid()}", null).ShouldFailAsync(404, "activity.not-found");
        await client.PutAsync($"{shifts[0].Path()}/absence", DutyDesk.Absence(), "\"1\"").ShouldBeOkAsync();
        var today = await RecordAsync(client, lamThao.Team, 5);
        await client.PutAsync($"{path}/{today}", null).ShouldFailAsync(409, "duty-shift.status-refused");
    }

    [Fact]
    public async Task Attendance_is_confirmed_on_the_day_or_later_and_what_happened_is_not_rotated_away()
    {
        var (lamThao, id, shifts) = await TodayAsync(days: 3);
        var client = service.Client(lamThao.Commune.Code);
        var today = shifts.Where(shift => shift.Day() == LamThao.Today).ToList();
        await client.ServeAsync(shifts[^1]).ShouldFailAsync(409, "duty-shift.not-held-yet");
        for (var attempt = 0; attempt < 2; attempt++)
            (await client.ServeAsync(today[0]).ShouldBeOkAsync())["shifts"]![0]!.Text("status").ShouldBe("served");
        await client
            .PutAsync($"{today[0].Path()}/absence", DutyDesk.Absence(), "\"2\"")
            .ShouldFailAsync(409, "duty-shift.status-refused");
        var activity = await RecordAsync(client, lamThao.Team, 5);
        await client.PutAsync($"{today[1].Path()}/activities/{activity}", null).ShouldBeOkAsync();

        // Another pool takes over, but for what has happened.
        var fresh = Enumerable.Range(0, 6).Select(_ => LamThao.NewMember(lamThao.Team)).ToList();
        await service.PublishAsync(new MembersChanged(DateTimeOffset.UtcNow, fresh));
        var change = Roster(lamThao, days: 3).Without("id", "unitCode");
        change["pool"] = new JsonArray([.. fresh.Select(x => new JsonObject { ["memberId"] = x.MemberId })]);
        await client.PutAsync($"/v1/duty-rosters/{id}", change, "\"3\"").ShouldBeOkAsync();
        await client.PutAsync($"/v1/duty-rosters/{id}/rotation", new JsonObject(), "\"4\"").ShouldBeOkAsync();
        var after = (await client.ShiftsAsync(id)).ByDay();
        after[LamThao.Today].Count.ShouldBe(3);
        after[LamThao.Today].Intersect(today.Take(2).Select(DutyDesk.Member)).Count().ShouldBe(2);
        after[LamThao.Today.AddDays(1)].ShouldBeSubsetOf(fresh.Select(member => member.MemberId));
    }

    private async Task<(LamThao, Guid, List<JsonObject>)> TodayAsync(int days = 1)
    {
        var lamThao = await LamThao.CreateAsync(service);
        var id = await lamThao.RosterAsync(Roster(lamThao, days));
        return (lamThao, id, await service.Client(lamThao.Commune.Code).ShiftsAsync(id));
    }

    private static JsonObject Roster(LamThao lamThao, int days)
    {
        var roster = lamThao.Roster();
        roster["firstDay"] = $"{LamThao.Today:yyyy-MM-dd}";
        roster["lastDay"] = $"{LamThao.Today.AddDays(days - 1):yyyy-MM-dd}";
        roster["weekdays"] = new JsonArray(1, 2, 3, 4, 5, 6, 7);
        return roster;
    }

    private static async Task<Guid> RecordAsync(HttpClient client, TeamFact team, int people)
    {
        var visit = Visit.Of(team, people: people, occurredOn: $"{LamThao.Today:yyyy-MM-dd}");
        return (await (await client.PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(201))[
            "id"
        ]!.GetValue<Guid>();
    }
}
