using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Services.Activity.DutyShifts;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class DutyShiftTests(ActivityService service)
{
    [Fact]
    public async Task A_swap_changes_both_shifts_and_both_remember_who_and_why()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var id = await lamThao.RosterAsync();
        var shifts = await client.ShiftsAsync(id);
        var (one, other) = shifts.TwoToSwap();
        var swap = DutyDesk.SwapWith(other);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var answer = await client.PutAsync($"{one.Path()}/swap", swap, one.Tag());
            answer.Headers.ETag!.Tag.ShouldBe("\"2\"");
            var changed = (await answer.ShouldBeJsonAsync(200))["shifts"]!.AsArray();
            (changed[0]!.AsObject().Member(), changed[1]!.AsObject().Member()).ShouldBe((other.Member(), one.Member()));
        }
        foreach (
            var (shift, before, after) in new[]
            {
                (one, one.Member(), other.Member()),
                (other, other.Member(), one.Member()),
            }
        )
        {
            var change = (
                await client.GetFromJsonAsync<List<DutyShiftChange>>($"{shift.Path()}/changes")
            )!.ShouldHaveSingleItem();
            (change.Kind, change.MemberBefore, change.MemberAfter, change.Reason, change.ChangedBy).ShouldBe(
                ("swapped", before, after, "Bận việc gia đình", "test-client")
            );
        }
        // Somebody who saw it before the swap is told to read again, whichever of the two they name.
        await client
            .PutAsync($"{one.Path()}/swap", DutyDesk.SwapWith(shifts[^1]), one.Tag())
            .ShouldFailAsync(412, "request.version-stale");
        await client
            .PutAsync($"{shifts[^1].Path()}/swap", swap, shifts[^1].Tag())
            .ShouldFailAsync(412, "request.version-stale");
        await client
            .PutAsync($"{one.Path()}/swap", DutyDesk.SwapWith(one), "\"2\"")
            .ShouldFailAsync(412, "request.version-stale");
        var same = shifts.First(shift => shift.Day() == shifts[^1].Day() && shift.Text("id") != shifts[^1].Text("id"));
        await client
            .PutAsync($"{same.Path()}/swap", DutyDesk.SwapWith(shifts[^1]), same.Tag())
            .ShouldFailAsync(422, "duty-shift.swap-pointless");
        await service
            .Client(lamThao.Neighbour.Code)
            .PutAsync($"{same.Path()}/swap", DutyDesk.SwapWith(one), same.Tag())
            .ShouldFailAsync(403, "auth.unit-out-of-scope");
    }

    [Fact]
    public async Task Nobody_swaps_into_a_day_on_which_they_are_on_duty_already()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var shifts = await client.ShiftsAsync(await lamThao.RosterAsync());
        var byDay = shifts.ByDay();
        var (one, other) = (
            from left in shifts
            from right in shifts
            where left.Day() != right.Day() && left.Member() != right.Member()
            where byDay[left.Day()].Contains(right.Member())
            select (left, right)
        ).First();

        await client
            .PutAsync($"{one.Path()}/swap", DutyDesk.SwapWith(other), one.Tag())
            .ShouldFailAsync(409, "duty-shift.double-booked");
    }

    [Fact]
    public async Task Of_swaps_at_the_same_moment_one_wins()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var id = await lamThao.RosterAsync();
        var shifts = await client.ShiftsAsync(id);
        var byDay = shifts.ByDay();
        var one = shifts[0];
        var others = shifts
            .Where(other =>
                other.Day() != one.Day()
                && !byDay[one.Day()].Contains(other.Member())
                && !byDay[other.Day()].Contains(one.Member())
            )
            .Take(4)
            .ToList();

        var answers = await Task.WhenAll(
            others.Select(other => client.PutAsync($"{one.Path()}/swap", DutyDesk.SwapWith(other), one.Tag()))
        );

        answers.Count(answer => (int)answer.StatusCode == 200).ShouldBe(1);
        answers.Count(answer => (int)answer.StatusCode == 412).ShouldBe(3);
        var after = await client.ShiftsAsync(id);
        after.Count(shift => shift.Int("version") == 2).ShouldBe(2);
        after.CountBy(DutyDesk.Member).ShouldBe(shifts.CountBy(DutyDesk.Member), ignoreOrder: true);
    }

    [Fact]
    public async Task A_day_that_falls_below_the_minimum_is_reported_wherever_it_is_looked_for()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var id = await lamThao.RosterAsync();
        var shift = (await client.ShiftsAsync(id))[0];
        var absence = DutyDesk.Absence();

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var answer = await client.PutAsync($"{shift.Path()}/absence", absence, shift.Tag()).ShouldBeOkAsync();
            var day = answer["days"]!.AsArray().ShouldHaveSingleItem()!;
            (day.Int("onDuty"), day.Int("absent"), day.Int("missing")).ShouldBe((2, 1, 1));
        }
        var expected = new JsonObject
        {
            ["rosterId"] = id,
            ["rosterStatus"] = "published",
            ["unitCode"] = lamThao.Commune.Code,
            ["unitPath"] = $"VN/{lamThao.Province.Code}/{lamThao.Commune.Code}",
            ["placeKind"] = "service-centre",
            ["placeName"] = "Trung tâm Phục vụ hành chính công",
            ["day"] = $"{shift.Day():yyyy-MM-dd}",
            ["onDuty"] = 2,
            ["open"] = 0,
            ["absent"] = 1,
            ["minPerDay"] = 3,
            ["maxPerDay"] = 5,
            ["missing"] = 1,
        };
        foreach (
            var path in new[]
            {
                $"/v1/duty-rosters/{id}/breaches",
                $"/v1/duty-rosters/breaches?unit={lamThao.Commune.Code}",
                $"/v1/duty-rosters/breaches?from={shift.Day():yyyy-MM-dd}&to={shift.Day():yyyy-MM-dd}",
            }
        )
        {
            var breach = (await client.AllAsync(path)).ShouldHaveSingleItem();
            JsonNode.DeepEquals(breach, JsonNode.Parse(expected.ToJsonString())).ShouldBeTrue(breach.ToJsonString());
        }
        (await service.Client(lamThao.Neighbour.Code).AllAsync("/v1/duty-rosters/breaches")).ShouldBeEmpty();
        (await client.GetFromJsonAsync<JsonObject>($"/v1/duty-rosters/{id}/summary"))!.Int("daysInBreach").ShouldBe(1);

        // It was a mistake: they were coming after all.
        var back = await client
            .PutAsync($"{shift.Path()}/attendance", new JsonObject { ["served"] = false }, "\"2\"")
            .ShouldBeOkAsync();
        back["days"]![0]!.Int("missing").ShouldBe(0);
        (await client.AllAsync($"/v1/duty-rosters/{id}/breaches")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_substitute_fills_the_day_and_cannot_be_at_two_places()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var id = await lamThao.RosterAsync();
        var shifts = await client.ShiftsAsync(id);
        var shift = shifts[0];
        var busy = shifts.ByDay()[shift.Day()];
        var colleague = busy.First(member => member != shift.Member());
        await client
            .PutAsync($"{shift.Path()}/absence", DutyDesk.Absence(colleague), shift.Tag())
            .ShouldFailAsync(409, "duty-shift.double-booked");

        var substitute = lamThao.Pool.First(member => !busy.Contains(member));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var answer = await client
                .PutAsync($"{shift.Path()}/absence", DutyDesk.Absence(substitute), shift.Tag())
                .ShouldBeOkAsync();
            var standIn = answer["shifts"]![1]!.AsObject();
            (standIn.Member(), standIn.Text("origin"), standIn.Text("substituteFor")).ShouldBe(
                (substitute, "substitute", shift.Text("id"))
            );
            answer["days"]![0]!.Int("missing").ShouldBe(0);
        }
        (await client.ShiftsAsync(id)).Count.ShouldBe(shifts.Count + 1);
    }

    [Fact]
    public async Task More_than_the_maximum_is_refused_and_a_shift_by_hand_can_be_sent_again()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var id = await lamThao.RosterAsync();
        var shifts = await client.ShiftsAsync(id);
        var day = shifts[0].Day();
        var free = lamThao.Pool.Except(shifts.ByDay()[day]).ToList();
        var path = $"/v1/duty-rosters/{id}/shifts";
        JsonObject Shift(Guid member) =>
            new()
            {
                ["id"] = Guid.NewGuid(),
                ["day"] = $"{day:yyyy-MM-dd}",
                ["memberId"] = member,
            };

        // Four at once want the two places that are left.
        var answers = await Task.WhenAll(free.Take(4).Select(member => client.PostAsJsonAsync(path, Shift(member))));
        answers.Count(answer => (int)answer.StatusCode == 201).ShouldBe(2);
        foreach (var refused in answers.Where(answer => (int)answer.StatusCode != 201))
            (await refused.ShouldBeJsonAsync(409)).Text("code").ShouldBe("duty-roster.day-full");

        var another = shifts.Last().Day();
        var byHand = Shift(lamThao.Pool.Except(shifts.ByDay()[another]).First());
        byHand["day"] = $"{another:yyyy-MM-dd}";
        var made = await (await client.PostAsJsonAsync(path, byHand)).ShouldBeJsonAsync(201);
        await (await client.PostAsJsonAsync(path, byHand)).ShouldBeJsonAsync(200, made);
        byHand["memberId"] = shifts.ByDay()[another][0];
        await client.PostAsJsonAsync(path, byHand).ShouldFailAsync(409, "duty-shift.id-taken");
        byHand["id"] = Guid.NewGuid();
        await client.PostAsJsonAsync(path, byHand).ShouldFailAsync(409, "duty-shift.double-booked");
        var mistake = made["shifts"]![0]!.AsObject();
        for (var attempt = 0; attempt < 2; attempt++)
            await client
                .PutAsync($"{mistake.Path()}/withdrawal", new JsonObject { ["reason"] = "Xếp nhầm" }, "\"1\"")
                .ShouldBeOkAsync();
        (await client.ShiftsAsync(id)).ShouldNotContain(shift => shift.Text("id") == mistake.Text("id"));
    }

    [Fact]
    public async Task Two_rosters_cannot_have_one_person_at_the_same_time_even_at_the_same_moment()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var rosters = new List<JsonObject>();
        foreach (var place in new[] { "Nhà văn hóa khu 1", "Nhà văn hóa khu 2", "Nhà văn hóa khu 3" })
        {
            var roster = lamThao.Roster();
            (roster["placeKind"], roster["placeName"]) = ("culture-house", place);
            await (await client.PostAsJsonAsync("/v1/duty-rosters", roster)).ShouldBeJsonAsync(201);
            rosters.Add(roster);
        }
        var day = DutyRosterTests.WorkingDays()[0];
        var shift = new JsonObject { ["day"] = $"{day:yyyy-MM-dd}", ["memberId"] = lamThao.Pool[0] };

        var answers = await Task.WhenAll(
            rosters.Select(roster => client.PostAsJsonAsync($"/v1/duty-rosters/{roster.Id()}/shifts", shift))
        );

        answers.Count(answer => (int)answer.StatusCode == 201).ShouldBe(1);
        foreach (var refused in answers.Where(answer => (int)answer.StatusCode != 201))
            (await refused.ShouldBeJsonAsync(409)).Text("code").ShouldBe("duty-shift.double-booked");
        // And a rotation goes around them.
        var winner = Array.FindIndex(answers, answer => (int)answer.StatusCode == 201);
        var other = rosters[(winner + 1) % 3].Id();
        await client.PutAsync($"/v1/duty-rosters/{other}/rotation", new JsonObject(), "\"1\"").ShouldBeOkAsync();
        (await client.ShiftsAsync(Guid.Parse(other))).ByDay()[day].ShouldNotContain(lamThao.Pool[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_leaves_leaves_open_shifts_whatever_came_first(bool eventFirst)
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var leaver = lamThao.Pool[0];
        var days = DutyRosterTests.WorkingDays();
        var shift = new JsonObject { ["day"] = $"{days[0]:yyyy-MM-dd}", ["memberId"] = leaver };
        Guid id;
        if (eventFirst)
        {
            // The service knows it before the roster is rotated: nothing falls to them from that day on.
            await lamThao.LeavesAsync(leaver, days[8]);
            id = await lamThao.RosterAsync();
            (await client.ShiftsAsync(id)).ShouldAllBe(x => x.Member() != leaver || x.Day() < days[8]);
            (await client.AllAsync($"/v1/duty-rosters/{id}/breaches")).ShouldBeEmpty();
            return;
        }
        id = await lamThao.RosterAsync();
        var path = $"/v1/duty-rosters/{id}";
        var theirs = (await client.ShiftsAsync(id)).Where(x => x.Member() == leaver).ToList();
        await lamThao.LeavesAsync(leaver, theirs[1].Day());

        var open = theirs.Skip(1).Select(DutyDesk.Day).ToList();
        (await client.AllAsync($"{path}/shifts?status=open")).Select(DutyDesk.Day).ShouldBe(open);
        var breaches = await client.AllAsync($"{path}/breaches");
        breaches.Select(DutyDesk.Day).ShouldBe(open);
        breaches.ShouldAllBe(breach => breach.Int("open") == 1 && breach.Int("missing") == 1);
        await client
            .PutAsync($"{theirs[1].Path()}/swap", DutyDesk.SwapWith(theirs[0]), theirs[1].Tag())
            .ShouldFailAsync(422, "duty-shift.swap-pointless");
        // The older news comes again, later: nothing changes.
        await service.PublishAsync(new MembersChanged(DateTimeOffset.UtcNow, lamThao.Members));
        (await client.AllAsync($"{path}/breaches")).Count.ShouldBe(open.Count);

        await client.PutAsync($"{path}/rotation", new JsonObject(), "\"3\"").ShouldBeOkAsync();
        (await client.AllAsync($"{path}/breaches")).ShouldBeEmpty();
        (await client.ShiftsAsync(id)).ByDay().Values.ShouldAllBe(people => people.Count == 3);
    }

    [Fact]
    public async Task A_dissolved_team_leaves_all_its_shifts_open()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code);
        var id = await lamThao.RosterAsync();
        var days = DutyRosterTests.WorkingDays();

        await service.PublishAsync(
            new TeamsChanged(DateTimeOffset.UtcNow, [lamThao.Team with { Version = 2, DissolvedOn = days[5] }])
        );

        var breaches = await client.AllAsync($"/v1/duty-rosters/{id}/breaches");
        breaches.Select(DutyDesk.Day).ShouldBe(days.Skip(5));
        breaches.ShouldAllBe(breach =>
            breach.Int("onDuty") == 0 && breach.Int("open") == 3 && breach.Int("missing") == 3
        );
        // Nobody is left to rotate; the days stay breaches, and are told.
        var answer = await client
            .PutAsync($"/v1/duty-rosters/{id}/rotation", new JsonObject(), "\"3\"")
            .ShouldBeOkAsync();
        answer["daysBelow"]!.AsArray().Count.ShouldBe(days.Count - 5);
        (await client.AllAsync($"/v1/duty-rosters/{id}/breaches")).Count.ShouldBe(days.Count - 5);
    }

    [Fact]
    public async Task The_sheet_on_the_wall_has_a_row_a_member_and_a_column_a_day()
    {
        var lamThao = await LamThao.CreateAsync(service);
        var client = service.Client(lamThao.Commune.Code, "vi");
        var id = await lamThao.RosterAsync();
        var shifts = await client.ShiftsAsync(id);
        var days = DutyRosterTests.WorkingDays();

        var csv = await client.GetAsync($"/v1/duty-rosters/{id}/sheet?format=csv");
        csv.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        var lines = Encoding.UTF8.GetString(await csv.Content.ReadAsByteArrayAsync()).Split("\r\n");
        lines.Take(3).ShouldBe(["\uFEFFXÃ LÂM THAO", "LỊCH TRỰC", "Địa điểm: Trung tâm Phục vụ hành chính công"]);
        var head = lines[5].Split(',');
        head.Take(2).ShouldBe(["STT", "Mã thành viên"]);
        head[2]
            .ShouldBe(
                $"{new[] { "CN", "T2", "T3", "T4", "T5", "T6", "T7" }[(int)days[0].DayOfWeek]} {days[0]:dd}/{days[0]:MM}"
            );
        head.Length.ShouldBe(days.Count + 3);
        for (var place = 0; place < lamThao.Pool.Length; place++)
        {
            var row = lines[6 + place].Split(',');
            row.Take(2).ShouldBe([$"{place + 1}", $"{lamThao.Pool[place]}"]);
            var mine = shifts.Where(shift => shift.Member() == lamThao.Pool[place]).Select(DutyDesk.Day).ToList();
            row.Skip(2).Take(days.Count).ShouldBe(days.Select(day => mine.Contains(day) ? "x" : ""));
            row[^1].ShouldBe($"{mine.Count}");
        }
        lines[6 + lamThao.Pool.Length]
            .ShouldBe($",Số người trực,{string.Join(',', days.Select(_ => 3))},{shifts.Count}");
        // A workbook is a zip.
        (await client.GetByteArrayAsync($"/v1/duty-rosters/{id}/sheet"))[..2]
            .ShouldBe("PK"u8.ToArray());
        await client
            .GetAsync($"/v1/duty-rosters/{id}/sheet?format=pdf")
            .ShouldFailAsync(400, "duty-roster.format-unknown");
    }
}
