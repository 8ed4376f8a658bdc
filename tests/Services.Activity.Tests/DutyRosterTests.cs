using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class DutyRosterTests(ActivityService service)
{
    [Fact]
    public async Task A_month_has_three_to_five_people_every_day_and_everybody_their_turn()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var roster = lamThao.Roster();
        await client.PostAsJsonAsync("/v1/duty-rosters", roster);
        var path = $"/v1/duty-rosters/{roster.Id()}";

        var preview = await client.PutAsync($"{path}/rotation?dryRun=true", new JsonObject(), null).ShouldBeOkAsync();
        (await client.ShiftsAsync(Guid.Parse(roster.Id()))).ShouldBeEmpty();
        var made = await client.PutAsync($"{path}/rotation", new JsonObject(), "\"1\"").ShouldBeOkAsync();
        preview["dryRun"] = false;
        JsonNode.DeepEquals(preview, made).ShouldBeTrue();
        made["daysBelow"]!.AsArray().ShouldBeEmpty();
        var counts = made["members"]!.AsArray().Select(member => member!.Int("shifts")).ToList();
        (counts.Max() - counts.Min()).ShouldBeLessThanOrEqualTo(1);

        var shifts = await client.ShiftsAsync(Guid.Parse(roster.Id()));
        var byDay = shifts.ByDay();
        byDay.Keys.ShouldBe(WorkingDays());
        byDay.Values.ShouldAllBe(people => people.Count == 3 && people.Distinct().Count() == 3);
        // Three swaps and an absence with a substitute later it is still so.
        await client.PutAsync($"{path}/publication", new JsonObject(), "\"2\"").ShouldBeOkAsync();
        for (var swap = 0; swap < 3; swap++)
        {
            var (one, other) = (await client.ShiftsAsync(Guid.Parse(roster.Id()))).Skip(swap * 6).ToList().TwoToSwap();
            await client.PutAsync($"{one.Path()}/swap", DutyDesk.SwapWith(other), one.Tag()).ShouldBeOkAsync();
        }
        var last = (await client.ShiftsAsync(Guid.Parse(roster.Id())))[^1];
        var free = lamThao.Pool.First(member => !byDay[last.Day()].Contains(member) && member != last.Member());
        await client.PutAsync($"{last.Path()}/absence", DutyDesk.Absence(free), last.Tag()).ShouldBeOkAsync();
        (await client.AllAsync($"{path}/breaches")).ShouldBeEmpty();
        var after = await client.ShiftsAsync(Guid.Parse(roster.Id()));
        after
            .Where(shift => shift.Text("status") == "planned")
            .ByDay()
            .Values.ShouldAllBe(people => people.Count >= 3 && people.Count <= 5);
        var summary = await client.GetFromJsonAsync<JsonObject>($"{path}/summary");
        (summary!.Int("days"), summary!.Int("shifts"), summary!.Int("planned"), summary!.Int("absent")).ShouldBe(
            (byDay.Count, (byDay.Count * 3) + 1, byDay.Count * 3, 1)
        );
    }

    [Fact]
    public async Task A_rotation_can_be_sent_again_and_keeps_what_was_swapped_or_given_by_hand()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var id = await lamThao.RosterAsync(publish: false);
        var path = $"/v1/duty-rosters/{id}";
        var before = await client.ShiftsAsync(id);
        // The answer to the first one was lost.
        var again = await client.PutAsync($"{path}/rotation", new JsonObject(), "\"1\"");
        again.Headers.ETag!.Tag.ShouldBe("\"2\"");
        (await again.ShouldBeJsonAsync(200)).Int("added").ShouldBe(0);

        var (one, other) = before.TwoToSwap();
        await client.PutAsync($"{one.Path()}/swap", DutyDesk.SwapWith(other), one.Tag()).ShouldBeOkAsync();
        var busy = before.ByDay()[before[^1].Day()];
        var byHand = lamThao.Pool.First(member => !busy.Contains(member));
        var added = await client.PostAsJsonAsync(
            $"{path}/shifts",
            new JsonObject { ["day"] = $"{before[^1].Day():yyyy-MM-dd}", ["memberId"] = byHand }
        );
        (await added.ShouldBeJsonAsync(201))["days"]![0]!.Int("onDuty").ShouldBe(4);
        var change = lamThao.Roster().Without("id", "unitCode");
        change["perDay"] = 4;
        await client.PutAsync(path, change, "\"2\"").ShouldBeOkAsync();
        await client.PutAsync($"{path}/rotation", new JsonObject(), "\"3\"").ShouldBeOkAsync();

        var shifts = await client.ShiftsAsync(id);
        shifts.ByDay().Values.ShouldAllBe(people => people.Count == 4 && people.Distinct().Count() == 4);
        shifts.Single(shift => shift.Text("id") == one.Text("id")).Member().ShouldBe(other.Member());
        shifts.Single(shift => shift.Text("id") == other.Text("id")).Member().ShouldBe(one.Member());
        shifts.Count(shift => shift.Text("origin") == "hand").ShouldBe(1);
        await client
            .PutAsync($"{path}/rotation", new JsonObject(), "\"2\"")
            .ShouldFailAsync(412, "request.version-stale");
        await client
            .PutAsync($"{path}/rotation", new JsonObject(), null)
            .ShouldFailAsync(428, "request.version-required");
    }

    [Fact]
    public async Task Days_off_days_closed_and_days_before_joining_are_respected()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var days = WorkingDays();
        var (off, closed) = (days[2], days[5]);
        var late = LamThao.NewMember(lamThao.Team) with { JoinedOn = days[10] };
        await service.PublishAsync(new Contracts.Registry.V1.MembersChanged(DateTimeOffset.UtcNow, [late]));
        var roster = lamThao.Roster();
        roster["closedDays"] = new JsonArray($"{closed:yyyy-MM-dd}");
        roster["pool"]![0]!["daysOff"] = new JsonArray($"{off:yyyy-MM-dd}");
        roster["pool"]!.AsArray().Add(new JsonObject { ["memberId"] = late.MemberId });
        roster["sessions"] = new JsonArray(
            new JsonObject { ["startsAt"] = "07:30", ["endsAt"] = "11:30" },
            new JsonObject { ["startsAt"] = "13:30", ["endsAt"] = "16:30" }
        );
        var id = await lamThao.RosterAsync(roster, publish: false);

        var shifts = await client.ShiftsAsync(id);
        var byDay = shifts.ByDay();
        byDay.Keys.ShouldBe(days.Where(day => day != closed));
        byDay[off].ShouldNotContain(lamThao.Pool[0]);
        shifts.Where(shift => shift.Member() == late.MemberId).ShouldAllBe(shift => shift.Day() >= days[10]);
        shifts.ShouldContain(shift => shift.Member() == late.MemberId);
        shifts
            .GroupBy(shift => (shift.Day(), shift.Text("startsAt")))
            .ShouldAllBe(session => session.Count() == 1 || session.Count() == 2);
        var hand = new JsonObject { ["day"] = $"{off:yyyy-MM-dd}", ["memberId"] = lamThao.Pool[0] };
        var path = $"/v1/duty-rosters/{id}/shifts";
        await client.PostAsJsonAsync(path, hand).ShouldFailAsync(409, "duty-shift.day-off");
        hand["day"] = $"{closed:yyyy-MM-dd}";
        await client.PostAsJsonAsync(path, hand).ShouldFailAsync(422, "duty-shift.no-duty-day");
        hand["startsAt"] = "08:00";
        await client.PostAsJsonAsync(path, hand).ShouldFailAsync(422, "duty-shift.session-unknown");
        hand["startsAt"] = "13:30";
        hand["day"] = $"{days[9]:yyyy-MM-dd}";
        hand["memberId"] = late.MemberId;
        await client.PostAsJsonAsync(path, hand).ShouldFailAsync(422, "duty-shift.member-not-in-being");
        hand["memberId"] = Guid.NewGuid();
        await client.PostAsJsonAsync(path, hand).ShouldFailAsync(422, "duty-shift.member-not-in-pool");
    }

    [Fact]
    public async Task A_roster_is_created_once_and_its_fields_are_judged()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var roster = lamThao.Roster();
        var created = await client.PostAsJsonAsync("/v1/duty-rosters", roster);
        created.Headers.ETag!.Tag.ShouldBe("\"1\"");
        var body = await created.ShouldBeJsonAsync(201);
        (body.Int("minPerDay"), body.Int("maxPerDay"), body.Int("perDay"), body.Text("status")).ShouldBe(
            (3, 5, 3, "draft")
        );
        await (await client.PostAsJsonAsync("/v1/duty-rosters", roster)).ShouldBeJsonAsync(200, body);
        roster["placeName"] = "Nhà văn hóa";
        await client.PostAsJsonAsync("/v1/duty-rosters", roster).ShouldFailAsync(409, "duty-roster.id-taken");

        async Task ShouldRefuse(Action<JsonObject> spoil, int status, string code)
        {
            var spoilt = lamThao.Roster();
            spoil(spoilt);
            var answer = await (await client.PostAsJsonAsync("/v1/duty-rosters", spoilt)).ShouldBeJsonAsync(status);
            (answer["errors"]?[0]!.Text("code") ?? answer.Text("code")).ShouldBe(code);
        }
        await ShouldRefuse(x => x["unitCode"] = "00000", 422, "duty-roster.unit-unknown");
        await ShouldRefuse(x => x["unitCode"] = lamThao.Neighbour.Code, 403, "auth.unit-out-of-scope");
        await ShouldRefuse(x => x["placeKind"] = "market", 400, "duty-roster.place-kind-unknown");
        await ShouldRefuse(
            x => x["lastDay"] = $"{LamThao.NextMonth.AddDays(-1):yyyy-MM-dd}",
            400,
            "duty-roster.period-invalid"
        );
        await ShouldRefuse(
            x => (x["firstDay"], x["lastDay"]) = ("9999-12-31", "9999-12-31"),
            400,
            "duty-roster.period-invalid"
        );
        await ShouldRefuse(x => x["maxPerDay"] = 2, 400, "duty-roster.numbers-invalid");
        await ShouldRefuse(x => x["weekdays"] = new JsonArray(0), 400, "duty-roster.weekdays-invalid");
        await ShouldRefuse(
            x => x["sessions"] = new JsonArray(new JsonObject { ["startsAt"] = "16:30", ["endsAt"] = "07:30" }),
            400,
            "duty-roster.sessions-invalid"
        );
        await ShouldRefuse(x => x["pool"]![0]!["memberId"] = lamThao.Pool[1], 400, "duty-roster.pool-repeated");
        await ShouldRefuse(x => x["pool"]![0]!["memberId"] = Guid.NewGuid(), 422, "duty-roster.member-unknown");
        var stranger = LamThao.NewMember(lamThao.NeighbourTeam);
        await service.PublishAsync(new Contracts.Registry.V1.MembersChanged(DateTimeOffset.UtcNow, [stranger]));
        await ShouldRefuse(x => x["pool"]![0]!["memberId"] = stranger.MemberId, 422, "duty-roster.member-elsewhere");
        var province = service.Client(lamThao.Province.Code);
        var provincial = lamThao.Roster();
        provincial["unitCode"] = lamThao.Province.Code;
        await province.PostAsJsonAsync("/v1/duty-rosters", provincial).ShouldFailAsync(422, "duty-roster.unit-level");
        var reader = service.Client(lamThao.Commune.Code, "en", Scopes.ActivityRead);
        await reader.PostAsJsonAsync("/v1/duty-rosters", lamThao.Roster()).ShouldFailAsync(403, "auth.scope-missing");
    }

    [Fact]
    public async Task Changes_leave_no_shift_outside_and_no_day_too_full()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var id = await lamThao.RosterAsync();
        var path = $"/v1/duty-rosters/{id}";
        JsonObject Change(string field, JsonNode value)
        {
            var change = lamThao.Roster().Without("id", "unitCode");
            change[field] = value;
            return change;
        }

        await client
            .PutAsync(path, Change("lastDay", $"{LamThao.NextMonth.AddDays(9):yyyy-MM-dd}"), "\"3\"")
            .ShouldFailAsync(409, "duty-roster.shifts-outside");
        var smaller = Change("maxPerDay", 2);
        smaller["minPerDay"] = 2;
        await client.PutAsync(path, smaller, "\"3\"").ShouldFailAsync(409, "duty-roster.day-full");
        var named = Change("placeName", "Trung tâm mới");
        await client.PutAsync(path, named, "\"2\"").ShouldFailAsync(412, "request.version-stale");
        for (var attempt = 0; attempt < 2; attempt++)
            (await client.PutAsync(path, named, "\"3\"").ShouldBeOkAsync()).Int("version").ShouldBe(4);
        var neighbour = service.Client(lamThao.Neighbour.Code);
        await neighbour.PutAsync(path, named, "\"4\"").ShouldFailAsync(403, "auth.unit-out-of-scope");
        await neighbour.GetAsync(path).ShouldFailAsync(403, "auth.unit-out-of-scope");
        await client.GetAsync($"/v1/duty-rosters/{Guid.NewGuid()}").ShouldFailAsync(404, "duty-roster.not-found");
    }

    [Fact]
    public async Task A_closed_roster_lets_its_people_go()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var id = await lamThao.RosterAsync();
        var path = $"/v1/duty-rosters/{id}";
        var shift = (await client.ShiftsAsync(id))[0];

        for (var attempt = 0; attempt < 2; attempt++)
            (await client.PutAsync($"{path}/closure", new JsonObject(), "\"3\"").ShouldBeOkAsync())
                .Text("status")
                .ShouldBe("closed");
        (await client.ShiftsAsync(id)).ShouldBeEmpty();
        (await client.AllAsync($"{path}/breaches")).ShouldBeEmpty();
        await client
            .PutAsync($"{shift.Path()}/absence", DutyDesk.Absence(), "\"2\"")
            .ShouldFailAsync(409, "duty-roster.closed");
        await client.PutAsync($"{path}/rotation", new JsonObject(), "\"4\"").ShouldFailAsync(409, "duty-roster.closed");
        // The same people, the same days: nobody is at two places.
        await lamThao.RosterAsync();
    }

    [Fact]
    public async Task Rosters_and_shifts_are_found_by_unit_place_day_and_member()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var id = await lamThao.RosterAsync();
        var hamlet = lamThao.Roster();
        hamlet["unitCode"] = lamThao.Village.Code;
        hamlet["placeKind"] = "culture-house";
        hamlet["placeName"] = "Nhà văn hóa Đồng Tâm";
        hamlet["weekdays"] = new JsonArray(6);
        var draft = await lamThao.RosterAsync(hamlet, publish: false);
        var province = service.Client(lamThao.Province.Code);

        async Task<List<string>> FoundAsync(string query) =>
            [.. (await province.AllAsync($"/v1/duty-rosters{query}")).Select(x => x.Text("id")).Order()];
        (await FoundAsync("")).ShouldBe(new[] { $"{id}", $"{draft}" }.Order());
        (await FoundAsync("?place=nha van hoa dong tam")).ShouldBe([$"{draft}"]);
        (await FoundAsync("?placeKind=service-centre&status=published")).ShouldBe([$"{id}"]);
        (await FoundAsync($"?unit={lamThao.Village.Code}")).ShouldBe([$"{draft}"]);
        (await FoundAsync($"?day={LamThao.NextMonth.AddDays(-1):yyyy-MM-dd}")).ShouldBeEmpty();
        (await service.Client(lamThao.Neighbour.Code).AllAsync("/v1/duty-rosters")).ShouldBeEmpty();

        // A draft is nobody's next shift yet.
        var member = lamThao.Pool[3];
        var next = await province.AllAsync($"/v1/duty-rosters/shifts?member={member}&from={LamThao.Today:yyyy-MM-dd}");
        next.ShouldNotBeEmpty();
        next.ShouldAllBe(shift => shift.Member() == member && shift.Text("rosterId") == $"{id}");
        next.Select(DutyDesk.Day).ShouldBeInOrder();
        var day = next[0].Day();
        (
            await province.AllAsync(
                $"/v1/duty-rosters/shifts?unit={lamThao.Commune.Code}&from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}"
            )
        ).Count.ShouldBe(3);
        (await province.AllAsync("/v1/duty-rosters/shifts?placeKind=culture-house")).ShouldBeEmpty();
        (await province.GetAsync("/v1/duty-rosters/shifts?status=late")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    internal static List<DateOnly> WorkingDays() =>
        [
            .. Enumerable
                .Range(0, DateTime.DaysInMonth(LamThao.NextMonth.Year, LamThao.NextMonth.Month))
                .Select(LamThao.NextMonth.AddDays)
                .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)),
        ];
}
