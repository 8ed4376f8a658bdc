using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class MemberTests(RegistryService service)
{
    [Theory]
    [InlineData("0912345678", "0912345678")]
    [InlineData("+84 912.345.678", "0912345678")]
    [InlineData("84912345678", "0912345678")]
    [InlineData("912345678", "0912345678")]
    [InlineData("03 8123 4567", "0381234567")]
    [InlineData("0212345678", null)]
    [InlineData("091234567", null)]
    [InlineData("09123456789", null)]
    [InlineData("không có", null)]
    public void Phone_numbers_are_written_one_way(string typed, string? stored) =>
        PhoneNumber.Normalise(typed).ShouldBe(stored);

    [Fact]
    public async Task Somebody_joins_once_and_nothing_personal_leaves()
    {
        var team = await service.TeamAsync();
        var client = service.Client("02");
        var name = $"Sùng Thị {Guid.NewGuid():N}".Normalize(NormalizationForm.FormD);
        var phone = Make.Phone();
        var path = $"/v1/teams/{team}/members";

        var answer = await client.PostAsJsonAsync(path, Make.Member(name, "+84" + phone[1..]));
        var standing = await answer.ShouldBeJsonAsync(201);
        var id = (Guid)standing["id"]!;
        standing
            .Select(field => field.Key)
            .ShouldBe(["id", "version", "teamId", "role", "background", "joinedOn", "leftOn"]);
        await (await client.PostAsJsonAsync(path, Make.Member(name, "+84" + phone[1..]))).ShouldBeJsonAsync(
            200,
            standing
        );
        await (await client.PostAsJsonAsync(path, Make.Member(name.ToUpperInvariant(), phone[1..]))).ShouldBeJsonAsync(
            200,
            standing
        );
        var other = Make.Member(name, phone);
        other["role"] = "deputy";
        await (await client.PostAsJsonAsync(path, other)).ShouldBeProblemAsync(
            409,
            "member.exists",
            $"The team has a member of this name and phone number already, with other content; to change it, update member {id}."
        );

        var read = (await client.GetFromJsonAsync<JsonObject>(path))!["items"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)read["fullName"]!, (string)read["phone"]!).ShouldBe((name.Normalize(), phone));
        var log = await service.InDatabaseAsync(db => db.MemberReadings.SingleAsync(reading => reading.TeamId == team));
        (log.ClientId, log.Members, log.What).ShouldBe(("test-client", 1, "names-and-phones"));

        var heard = await service.Events.WaitForAsync(heard => heard.Body.Contains(id.ToString()));
        heard.RoutingKey.ShouldBe("registry.members-changed.v1.02");
        heard.Body.ShouldNotContain(phone[1..]);
        heard.Body.ShouldNotContain("Sùng");
        heard.Body.ShouldNotContain("fullName");
    }

    [Fact]
    public async Task Namesakes_without_a_phone_number_stay_two_people()
    {
        var village = await service.VillageAsync();
        var client = service.Client("02");
        JsonObject Namesake(string role, string name = "Sùng Mí Páo")
        {
            var member = Make.Member(name);
            member.Remove("phone");
            member["role"] = role;
            return member;
        }
        JsonObject Sent(params JsonObject[] members) => Make.Team(village, null, null, members);

        JsonObject Three() => Sent(Namesake("leader"), Namesake("member"), Namesake("member", "SÙNG MÍ PÁO"));
        var team = await (await client.PostAsJsonAsync("/v1/teams", Three())).ShouldBeJsonAsync(201);
        var path = $"/v1/teams/{team["id"]}/members";
        await MembersShouldBe(3);
        await (await client.PostAsJsonAsync("/v1/teams", Three())).ShouldBeJsonAsync(200, team);
        // In another order they are the same people.
        var turned = Sent(Namesake("member"), Namesake("leader"), Namesake("member"));
        await (await client.PostAsJsonAsync("/v1/teams", turned)).ShouldBeJsonAsync(200, team);
        await MembersShouldBe(3);

        // Alone, one without an id may be one of those; with an id it is somebody else.
        await (await client.PostAsJsonAsync(path, Namesake("member"))).ShouldBeJsonAsync(200);
        (
            (string)(await (await client.PostAsJsonAsync(path, Namesake("deputy"))).ShouldBeJsonAsync(409))["code"]!
        ).ShouldBe("member.exists");
        await MembersShouldBe(3);
        var fourth = Namesake("member");
        fourth["id"] = Guid.NewGuid();
        await (await client.PostAsJsonAsync(path, fourth)).ShouldBeJsonAsync(201);
        await (await client.PostAsJsonAsync(path, fourth)).ShouldBeJsonAsync(200);
        await MembersShouldBe(4);

        async Task MembersShouldBe(int count) =>
            (await client.GetFromJsonAsync<JsonObject>(path))!["items"]!.AsArray().Count.ShouldBe(count);
    }

    [Fact]
    public async Task Members_are_read_and_added_within_the_unit_only()
    {
        var team = await service.TeamAsync();
        var path = $"/v1/teams/{team}/members";

        foreach (
            var answer in new[]
            {
                await service.Client("04").GetAsync(path),
                await service.Client("04").PostAsJsonAsync(path, Make.Member()),
            }
        )
        {
            var body = await answer.ShouldBeJsonAsync(403);
            ((string)body["code"]!).ShouldBe("auth.unit-out-of-scope");
        }
    }

    [Fact]
    public async Task What_is_read_of_members_follows_the_scopes_and_is_kept_on_record()
    {
        var village = await service.VillageAsync();
        var (team, other) = (await service.TeamAsync(village), await service.TeamAsync(village.Split('-')[0]));
        var path = $"/v1/teams/{team}/members";
        var phone = Make.Phone();
        var person = Make.Member("Vừ Thị Mai", phone);
        (person["birthYear"], person["sex"]) = (1990, "female");
        var id = (Guid)(await (await service.Client().PostAsJsonAsync(path, person)).ShouldBeJsonAsync(201))["id"]!;
        await (
            await service.Client().PostAsJsonAsync($"/v1/teams/{other}/members", Make.Member("VỪ THỊ MAI", phone))
        ).ShouldBeJsonAsync(201);

        var roster = await ReadAsync(Scopes.RegistryRead);
        JsonNode
            .DeepEquals(
                roster,
                new JsonObject
                {
                    ["id"] = id,
                    ["version"] = 1,
                    ["teamId"] = team,
                    ["fullName"] = null,
                    ["phone"] = null,
                    ["role"] = "leader",
                    ["background"] = "village-head",
                    ["joinedOn"] = (string)roster["joinedOn"]!,
                    ["leftOn"] = null,
                    ["birthYear"] = null,
                    ["sex"] = null,
                    ["erased"] = false,
                    ["otherTeams"] = null,
                }
            )
            .ShouldBeTrue(roster.ToString());
        (await ReadAsync(Scopes.RegistryRead, Scopes.MembersPhones))["phone"].ShouldBeNull();
        var named = await ReadAsync(Scopes.RegistryRead, Scopes.MembersRead);
        ((string)named["fullName"]!, (string)named["phone"]!, (int)named["birthYear"]!).ShouldBe(
            ("Vừ Thị Mai", $"{phone[..3]}****{phone[^3..]}", 1990)
        );
        ((Guid)named["otherTeams"]!.AsArray().ShouldHaveSingleItem()!).ShouldBe(other);
        var whole = await ReadAsync(Scopes.RegistryRead, Scopes.MembersRead, Scopes.MembersPhones);
        ((string)whole["phone"]!).ShouldBe(phone);

        var auditor = service.Client("02", "en", Scopes.MembersAudit);
        var readings = await ReadingsAsync(auditor, $"team={team}");
        readings
            .Select(each => ((string)each!["clientId"]!, (int)each["members"]!, (string)each["what"]!))
            .ShouldBe([("test-client", 1, "names-and-phones"), ("test-client", 1, "names")]);
        var today = (string)roster["joinedOn"]!;
        (await ReadingsAsync(auditor, $"team={team}&from={today}&to={today}")).Count.ShouldBe(2);
        (await ReadingsAsync(auditor, $"team={team}&to=2022-01-01")).ShouldBeEmpty();
        (await ReadingsAsync(auditor, $"team={team}&from=0001-01-01&to=9999-12-31")).Count.ShouldBe(2);
        (await ReadingsAsync(service.Client("04"), $"team={team}")).ShouldBeEmpty();
        await (
            await service.Client("02", "vi", Scopes.RegistryRead, Scopes.MembersRead).GetAsync("/v1/member-readings")
        ).ShouldBeProblemAsync(403, "auth.scope-missing", "Mã truy cập không có phạm vi (scope) cần thiết.");

        // Who reads numbers masked can still change the rest.
        var change = person.DeepClone().AsObject();
        (change["role"], change["phone"]) = ("deputy", (string)named["phone"]!);
        await (await service.Client().PutAsync($"{path}/{id}", change, "\"1\"")).ShouldBeJsonAsync(200);
        ((string)(await ReadAsync())["phone"]!).ShouldBe(phone);
        change["phone"] = "038****000";
        await (await service.Client().PutAsync($"{path}/{id}", change, "\"2\"")).ShouldBeProblemAsync(
            409,
            "member.mask-of-another",
            "The masked phone number is not the one on record; send all 10 digits."
        );
        await (await service.Client().PostAsJsonAsync(path, change)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("phone", "member.phone-invalid", "A mobile number has 10 digits and begins with 03, 05, 07, 08 or 09.")
        );

        async Task<JsonObject> ReadAsync(params string[] scopes) =>
            (await service.Client("02", "en", scopes).GetFromJsonAsync<JsonObject>(path))!["items"]!
                .AsArray()
                .ShouldHaveSingleItem()!
                .AsObject();
        static async Task<JsonArray> ReadingsAsync(HttpClient client, string query) =>
            (await client.GetFromJsonAsync<JsonObject>($"/v1/member-readings?{query}"))!["items"]!.AsArray();
    }

    [Fact]
    public async Task Who_asks_is_erased_and_every_count_stays()
    {
        var (team, other) = (await service.TeamAsync(), await service.TeamAsync());
        var client = service.Client("02");
        var (name, phone) = ($"Sùng Thị {Guid.NewGuid():N}", Make.Phone());
        var person = Make.Member(name, phone);
        person["id"] = Guid.NewGuid();
        var path = $"/v1/teams/{team}/members";
        var one = $"{path}/{(Guid)person["id"]!}";
        await (await client.PostAsJsonAsync(path, person)).ShouldBeJsonAsync(201);
        var second = await client.PostAsJsonAsync($"/v1/teams/{other}/members", Make.Member(name, phone));
        var secondId = (Guid)(await second.ShouldBeJsonAsync(201))["id"]!;

        var erased = await (await client.PutAsync($"{one}/erasure", new JsonObject())).ShouldBeJsonAsync(200);
        ((int)erased["version"]!, (string)erased["role"]!, (string)erased["background"]!).ShouldBe(
            (2, "leader", "village-head")
        );
        await (await client.PutAsync($"{one}/erasure", new JsonObject())).ShouldBeJsonAsync(200, erased);
        var read = (await client.GetFromJsonAsync<JsonObject>(path))!["items"]!.AsArray().ShouldHaveSingleItem()!;
        (read["fullName"], read["phone"], (bool)read["erased"]!).ShouldBe((null, null, true));
        var change = person.DeepClone().AsObject();
        change.Remove("id");
        await (await client.PutAsync(one, change, "\"2\"")).ShouldBeProblemAsync(
            409,
            "member.erased",
            $"The personal data of member {(Guid)person["id"]!} have been erased on request."
        );
        await (await service.Client("02", "vi").PostAsJsonAsync(path, person)).ShouldBeProblemAsync(
            409,
            "member.erased",
            $"Dữ liệu cá nhân của thành viên {(Guid)person["id"]!} đã được xóa theo yêu cầu."
        );

        var whom = new { fullName = name.ToUpperInvariant(), phone = "+84" + phone[1..] };
        await (await service.Client("04").PostAsJsonAsync("/v1/member-erasures", whom)).ShouldBeJsonAsync(
            200,
            new { erased = 0 }
        );
        await (await client.PostAsJsonAsync("/v1/member-erasures", whom)).ShouldBeJsonAsync(200, new { erased = 1 });
        await (await client.PostAsJsonAsync("/v1/member-erasures", whom)).ShouldBeJsonAsync(200, new { erased = 0 });
        var rest = await service.InDatabaseAsync(db =>
            db.Members.SingleAsync(member => member.TeamId == other && member.Id == secondId)
        );
        (rest.FullName, rest.NameKey, rest.SortKey, rest.Phone, rest.RecordedHash, rest.Role).ShouldBe(
            ("", "", "", null, 0, "leader")
        );
        // Whoever keeps a name of theirs is told to forget it.
        foreach (var id in new[] { (Guid)person["id"]!, secondId })
            await service.HeardAsync<MembersChanged>(heard =>
                heard.Facts.Any(fact => fact.MemberId == id && fact is { Version: 2, Erased: true })
            );
        // They go on serving until they leave.
        var leave = new JsonObject { ["leftOn"] = "2015-01-01" };
        var joined = (string)erased["joinedOn"]!;
        await (await client.PutAsync($"{one}/departure", leave)).ShouldBeProblemAsync(
            422,
            "member.left-before-joined",
            $"The day of leaving must lie after the day of joining, {DateOnly.Parse(joined, System.Globalization.CultureInfo.InvariantCulture):dd'/'MM'/'yyyy}."
        );
        await (await client.PostAsJsonAsync("/v1/member-erasures", new { fullName = "X" })).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("phone", "member.phone-invalid", "A mobile number has 10 digits and begins with 03, 05, 07, 08 or 09.")
        );
    }

    [Fact]
    public async Task The_day_on_which_a_role_was_taken_is_told()
    {
        var team = await service.TeamAsync();
        var client = service.Client("02");
        var member = Make.Member();
        member["joinedOn"] = "2023-01-01";
        var standing = await (await client.PostAsJsonAsync($"/v1/teams/{team}/members", member)).ShouldBeJsonAsync(201);
        var path = $"/v1/teams/{team}/members/{standing["id"]}";
        async Task<(DateOnly? RoleSince, Guid? PersonId)> ToldAsync(int version)
        {
            var id = (Guid)standing["id"]!;
            var heard = await service.HeardAsync<MembersChanged>(changed =>
                changed.Facts.Any(fact => fact.MemberId == id && fact.Version == version)
            );
            var fact = heard.Facts.Single(fact => fact.MemberId == id);
            return (fact.RoleSince, fact.PersonId);
        }

        (await ToldAsync(1)).ShouldBe((new DateOnly(2023, 1, 1), (Guid)standing["id"]!));
        // They joined earlier than it was written down, in the same role.
        member["joinedOn"] = "2022-12-01";
        await (await client.PutAsync(path, member, "\"1\"")).ShouldBeJsonAsync(200);
        (await ToldAsync(2)).RoleSince.ShouldBe(new DateOnly(2022, 12, 1));
        member["role"] = "deputy";
        await (await client.PutAsync(path, member, "\"2\"")).ShouldBeJsonAsync(200);
        var since = (await ToldAsync(3)).RoleSince!.Value;
        since.ShouldBeInRange(TimeProvider.System.Today().AddDays(-1), TimeProvider.System.Today());
        // What says nothing of the role leaves its day alone.
        member["background"] = "teacher";
        await (await client.PutAsync(path, member, "\"3\"")).ShouldBeJsonAsync(200);
        (await ToldAsync(4)).RoleSince.ShouldBe(since);
    }

    [Fact]
    public async Task A_member_changes_and_leaves()
    {
        var team = await service.TeamAsync();
        var client = service.Client("02");
        var added = Make.Member();
        added["joinedOn"] = "2023-01-01";
        var standing = await (await client.PostAsJsonAsync($"/v1/teams/{team}/members", added)).ShouldBeJsonAsync(201);
        var path = $"/v1/teams/{team}/members/{standing["id"]}";

        added["role"] = "deputy";
        await (await client.PutAsync(path, added)).ShouldBeProblemAsync(
            428,
            "request.version-required",
            "Send an If-Match header with the version being changed."
        );
        var changed = await (await client.PutAsync(path, added, "\"1\"")).ShouldBeJsonAsync(200);
        ((int)changed["version"]!, (string)changed["role"]!).ShouldBe((2, "deputy"));
        await (await client.PutAsync(path, added, "\"1\"")).ShouldBeJsonAsync(200, changed);
        await (await client.PutAsync(path, added, "\"2\"")).ShouldBeJsonAsync(200, changed);
        added["role"] = "member";
        await (await client.PutAsync(path, added, "\"1\"")).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 2)."
        );

        var leave = new JsonObject { ["leftOn"] = "2022-12-31" };
        await (await client.PutAsync($"{path}/departure", leave)).ShouldBeProblemAsync(
            422,
            "member.left-before-joined",
            "The day of leaving must lie after the day of joining, 01/01/2023."
        );
        leave["leftOn"] = "2024-01-01";
        var left = await (await client.PutAsync($"{path}/departure", leave)).ShouldBeJsonAsync(200);
        await (await client.PutAsync($"{path}/departure", leave)).ShouldBeJsonAsync(200, left);
        leave["leftOn"] = "2024-01-02";
        await (await service.Client(language: "vi").PutAsync($"{path}/departure", leave)).ShouldBeProblemAsync(
            409,
            "member.has-left",
            $"Thành viên {standing["id"]} đã rời tổ."
        );
        // They may come back later; the same stint sent again is a retry.
        added["role"] = "leader";
        await (await client.PostAsJsonAsync($"/v1/teams/{team}/members", added)).ShouldBeJsonAsync(200, left);
        added["joinedOn"] = "2024-06-01";
        await (await client.PostAsJsonAsync($"/v1/teams/{team}/members", added)).ShouldBeJsonAsync(201);
    }
}
