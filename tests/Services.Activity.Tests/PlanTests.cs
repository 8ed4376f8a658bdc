using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class PlanTests(ActivityService service)
{
    [Fact]
    public async Task A_plan_lives_from_draft_to_end_and_its_history_stays()
    {
        var country = await PlanCountry.CreateAsync(service);
        var client = service.Client(country.Province.Code, "vi");
        var team = country.Teams[0].TeamId;
        var plan = Planning.Plan(team: team);
        plan["id"] = Guid.NewGuid();
        plan["topics"] = new JsonArray("public-services");
        plan["items"] = new JsonArray(
            new JsonObject { ["month"] = "2026-06", ["text"] = "Hướng dẫn nộp hồ sơ trực tuyến" },
            new JsonObject { ["text"] = "Trực tại nhà văn hóa mỗi tối thứ Sáu" }
        );
        var path = $"/v1/plans/{(Guid)plan["id"]!}";

        var created = await (await client.PostAsJsonAsync("/v1/plans", plan)).ShouldBeJsonAsync(201);
        ((string)created["status"]!, (string)created["statusName"]!, (string)created["kindName"]!).ShouldBe(
            ("draft", "Dự thảo", "Kế hoạch")
        );
        ((Guid)created["teamId"]!, (string)created["unitCode"]!).ShouldBe((team, country.Code("A1-001")));
        await (await client.PostAsJsonAsync("/v1/plans", plan)).ShouldBeJsonAsync(200, created);
        plan["title"] = "Khác";
        await (await client.PostAsJsonAsync("/v1/plans", plan)).ShouldBeProblemAsync(
            409,
            "plan.id-taken",
            $"Mã định danh {(Guid)plan["id"]!} đã được dùng cho kế hoạch có nội dung khác."
        );

        plan.Remove("id");
        plan.Remove("teamId");
        (await client.PutAsync(path, plan, null)).StatusCode.ShouldBe((System.Net.HttpStatusCode)428);
        for (var attempt = 0; attempt < 2; attempt++)
            (await client.PutAsync(path, plan, "\"1\"")).Headers.ETag!.Tag.ShouldBe("\"2\"");
        plan["title"] = "Khác nữa";
        await (await client.PutAsync(path, plan, "\"1\"")).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Dữ liệu đã được người khác thay đổi; hãy đọc lại rồi gửi lại (phiên bản hiện tại: 2)."
        );
        await (await client.PutAsync($"{path}/ending", Reason("Xong"), "\"2\"")).ShouldBeProblemAsync(
            409,
            "plan.not-issued",
            $"Kế hoạch {path[^36..]} chưa được ban hành nên chưa kết thúc được."
        );
        var issuance = new JsonObject { ["documentNumber"] = "01/KH-TCNS", ["issuedOn"] = "2026-01-05" };
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var issued = await (await client.PutAsync($"{path}/issuance", issuance, "\"2\"")).ShouldBeJsonAsync(200);
            ((int)issued["version"]!, (string)issued["statusName"]!).ShouldBe((3, "Đã ban hành"));
        }
        issuance["documentNumber"] = "02/KH-TCNS";
        (await client.PutAsync($"{path}/issuance", issuance, "\"3\"")).StatusCode.ShouldBe(
            System.Net.HttpStatusCode.Conflict
        );
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var ended = await (await client.PutAsync($"{path}/ending", Reason("Xong"), "\"3\"")).ShouldBeJsonAsync(200);
            ((int)ended["version"]!, (string)ended["status"]!, (string)ended["reason"]!).ShouldBe((4, "ended", "Xong"));
        }
        await (await client.PutAsync(path, plan, "\"4\"")).ShouldBeProblemAsync(
            409,
            "plan.closed",
            $"Kế hoạch {path[^36..]} đã kết thúc hoặc bị thu hồi nên không sửa được nữa."
        );

        var versions = JsonNode.Parse(await client.GetStringAsync($"{path}/versions"))!.AsArray();
        versions
            .Select(version =>
                ((int)version!["version"]!, (string)version["status"]!, (string)version["content"]!["title"]!)
            )
            .ShouldBe([(1, "draft", "Kế hoạch năm"), (2, "draft", "Khác"), (3, "issued", "Khác")]);
        versions.ShouldAllBe(version => (string)version!["writtenBy"]! == "test-client");
    }

    [Fact]
    public async Task Of_two_who_change_it_at_the_same_moment_one_is_told_to_read_again()
    {
        var country = await PlanCountry.CreateAsync(service);
        var client = service.Client();
        var id = await client.IssuedAsync(Planning.Plan(country.Province.Code));

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(number => client.PutAsync($"/v1/plans/{id}", Planning.Plan(title: $"Bản {number}"), "\"2\""))
        );

        answers.Select(answer => (int)answer.StatusCode).Order().ShouldBe([200, 412, 412, 412]);
    }

    [Fact]
    public async Task Thai_Nguyens_themes_of_June_and_July_reach_the_teams_in_their_months()
    {
        var thaiNguyen = await PlanCountry.CreateAsync(service);
        var other = await PlanCountry.CreateAsync(service);
        var department = service.Client(thaiNguyen.Province.Code);
        var june = Planning.Plan(
            thaiNguyen.Province.Code,
            kind: "theme",
            title: "Cài đặt ứng dụng C-Thái Nguyên, Thái Nguyên ID, Sổ tay Đảng viên",
            from: "2022-06-01",
            to: "2022-06-30"
        );
        june["outcomes"] = new JsonArray("province-app-accounts");
        june["text"] = "Mỗi tổ cài đặt cho người dân trong thôn, xóm.";
        var july = Planning.Plan(
            thaiNguyen.Province.Code,
            kind: "theme",
            title: "Cổng thông tin và dịch vụ công trực tuyến",
            from: "2022-07-01",
            to: "2022-07-31"
        );
        july["topics"] = new JsonArray("public-services");
        july["outcomes"] = new JsonArray("dossiers-online", "public-service-accounts");
        var draft = Planning.Plan(thaiNguyen.Code("A"), from: "2022-01-01", to: "2022-12-31");
        var annual = Planning.Plan(team: thaiNguyen.Teams[0].TeamId, from: "2022-01-01", to: "2022-12-31");
        var juneId = await department.IssuedAsync(june);
        var julyId = await department.IssuedAsync(july);
        var annualId = await department.IssuedAsync(annual);
        await (await department.PostAsJsonAsync("/v1/plans", draft)).ShouldBeJsonAsync(201);

        var commune = service.Client(thaiNguyen.Code("A1"), "vi");
        (await IdsAsync(commune, $"team={thaiNguyen.Teams[0].TeamId}&asOf=2022-06-15")).ShouldBe([juneId, annualId]);
        (await IdsAsync(commune, $"team={thaiNguyen.Teams[1].TeamId}&asOf=2022-06-30")).ShouldBe([juneId]);
        (await IdsAsync(commune, $"unit={thaiNguyen.Code("A1")}&asOf=2022-07-01&kind=theme")).ShouldBe([julyId]);
        (await IdsAsync(commune, $"unit={thaiNguyen.Code("A1")}&asOf=2022-08-01")).ShouldBeEmpty();
        var listed = await commune.ItemsAsync($"/v1/plans?unit={thaiNguyen.Province.Code}&asOf=2022-06-15&kind=theme");
        ((string)listed.ShouldHaveSingleItem()["title"]!).ShouldBe((string)june["title"]!);
        (await commune.ItemsAsync($"/v1/plans?topic=public-services"))
            .Select(plan => (Guid)plan["id"]!)
            .ShouldBe([julyId]);
        // Another village's team and another province do not see what is not theirs; nor does anybody below a draft.
        var elsewhere = service.Client(other.Province.Code);
        (await elsewhere.ItemsAsync("/v1/plans")).ShouldBeEmpty();
        (await service.Client(thaiNguyen.Code("B1")).ItemsAsync("/v1/plans"))
            .Select(plan => (Guid)plan["id"]!)
            .ShouldBe([julyId, juneId]);
        await (await elsewhere.GetAsync($"/v1/plans/{juneId}")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {thaiNguyen.Province.Code}."
        );
        (await department.ItemsAsync($"/v1/plans?within={thaiNguyen.Province.Code}&status=draft")).Count.ShouldBe(1);
        var csv = await commune.GetStringAsync(
            $"/v1/plans/concerning?team={thaiNguyen.Teams[0].TeamId}&asOf=2022-06-15&format=csv"
        );
        csv.Split("\r\n")[1].ShouldContain("Chủ đề,Đã ban hành,");

        static async Task<List<Guid>> IdsAsync(HttpClient client, string query) =>
            [.. (await client.ItemsAsync($"/v1/plans/concerning?{query}")).Select(plan => (Guid)plan["id"]!)];
    }

    [Fact]
    public async Task A_plan_concerns_those_it_concerned_when_its_unit_ended()
    {
        var country = await PlanCountry.CreateAsync(service);
        var today = TimeProvider.System.Today();
        var client = service.Client();
        var (from, to) = ($"{today.AddDays(-100):yyyy-MM-dd}", $"{today.AddDays(100):yyyy-MM-dd}");
        var ofDistrict = await client.IssuedAsync(Planning.Plan(country.Code("A"), from: from, to: to));
        var ofCommune = await client.IssuedAsync(Planning.Plan(country.Code("A1"), from: from, to: to));
        // Commune A1 goes into a new one, district A is abolished.
        var day = today.AddDays(-10);
        var heir = country.Add("C", 3, country.Province, day);
        await country.TellAsync(
            heir,
            country.End("A1", day, heir),
            country.Move("A1-001", day, heir),
            country.Move("A2", day, country.Province),
            country.End("A", day, country.Province)
        );

        foreach (var unit in new[] { "A1-001", "C" })
            (await ConcerningAsync(unit, today)).ShouldBe([ofDistrict, ofCommune], ignoreOrder: true);
        (await ConcerningAsync("A2", today)).ShouldBe([ofDistrict]);
        (await ConcerningAsync("B1", today)).ShouldBeEmpty();
        // Who answers for the heir goes on writing.
        var answer = await service
            .Client(heir.Code)
            .PutAsync($"/v1/plans/{ofCommune}/ending", new JsonObject { ["reason"] = "Sáp nhập xã" }, "\"2\"");
        await answer.ShouldBeJsonAsync(200);
        (await ConcerningAsync("C", today)).ShouldBe([ofDistrict]);
        (await ConcerningAsync("C", today.AddDays(-1))).ShouldBe([ofDistrict, ofCommune], ignoreOrder: true);

        async Task<List<Guid>> ConcerningAsync(string unit, DateOnly on) =>
            [
                .. (
                    await client.ItemsAsync($"/v1/plans/concerning?unit={country.Code(unit)}&asOf={on:yyyy-MM-dd}")
                ).Select(plan => (Guid)plan["id"]!),
            ];
    }

    [Fact]
    public async Task What_cannot_be_planned_is_told()
    {
        var country = await PlanCountry.CreateAsync(service);
        var client = service.Client(country.Code("A"));
        Task<HttpResponseMessage> PostAsync(JsonObject plan) => client.PostAsJsonAsync("/v1/plans", plan);

        await (await PostAsync(Planning.Plan(country.Province.Code))).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {country.Province.Code}."
        );
        await (await PostAsync(Planning.Plan("98765"))).ShouldBeProblemAsync(
            422,
            "plan.unit-unknown",
            "No unit bears the code 98765 today."
        );
        var unknown = Guid.NewGuid();
        await (await PostAsync(Planning.Plan(team: unknown))).ShouldBeProblemAsync(
            422,
            "plan.team-unknown",
            $"There is no team {unknown}; if it was registered just now, resend in a moment."
        );
        var cooking = Planning.Plan(country.Code("A"));
        cooking["topics"] = new JsonArray("public-services", "cooking");
        await (await PostAsync(cooking)).ShouldBeProblemAsync(
            422,
            "plan.code-unknown",
            "The catalogue has no topic or outcome with the code cooking (see /v1/topics)."
        );
        var wrong = Planning.Plan(
            country.Code("A"),
            country.Teams[0].TeamId,
            "dream",
            from: "2026-02-01",
            to: "2026-01-01"
        );
        wrong["items"] = new JsonArray(new JsonObject { ["month"] = "2026-13", ["text"] = "" }, null);
        var farAway = wrong.DeepClone().AsObject();
        (farAway["from"], farAway["to"]) = ("9999-12-31", "9999-12-31");
        farAway["items"] = new JsonArray(new JsonObject { ["month"] = "9999-12", ["text"] = "x" });
        await (await PostAsync(farAway)).ShouldBeJsonAsync(400);
        var body = await (await PostAsync(wrong)).ShouldBeJsonAsync(400);
        body["errors"]!
            .AsArray()
            .Select(error => ((string)error!["field"]!, (string)error["code"]!))
            .ShouldBe(
                [
                    ("unitCode", "plan.belongs-to-one"),
                    ("kind", "plan.kind-unknown"),
                    ("to", "plan.period-invalid"),
                    ("items[0]", "plan.month-invalid"),
                    ("items[0].text", "field.not-empty"),
                    ("items[1]", "field.not-null"),
                ],
                ignoreOrder: true
            );
        await (
            await service.Client("VN", "en", Scopes.ActivityRead).PostAsJsonAsync("/v1/plans", Planning.Plan("VN"))
        ).ShouldBeProblemAsync(403, "auth.scope-missing", "The access token lacks the scope that this needs.");
        await (await client.GetAsync("/v1/plans/concerning?unit=98765&asOf=2026-01-02")).ShouldBeProblemAsync(
            404,
            "plan.unit-not-found",
            "No unit bore the code 98765 on 02/01/2026."
        );
        await (await client.GetAsync("/v1/plans/concerning")).ShouldBeProblemAsync(
            400,
            "plan.belongs-to-one",
            "A plan belongs to either a unit or a team; name exactly one."
        );
        await (await client.GetAsync($"/v1/plans/{unknown}")).ShouldBeProblemAsync(
            404,
            "plan.not-found",
            $"There is no plan {unknown}."
        );
    }

    private static JsonObject Reason(string reason) => new() { ["reason"] = reason };
}
