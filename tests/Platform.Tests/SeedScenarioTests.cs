using System.Globalization;
using System.Text.Json.Nodes;

namespace CongNgheSo.Platform.Tests;

/// <summary>
/// What the press told of real teams, played through the gateway to the totals of every level. On a platform of their own:
/// other tests count everything that there is of the same provinces.
/// </summary>
public sealed class SeedScenarioTests(SeedScenarioTests.SeedPlatform seeds)
    : IClassFixture<SeedScenarioTests.SeedPlatform>
{
    private readonly RunningPlatform platform = seeds.Platform;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Minh_Khais_22_groups_meet_at_the_weekend_and_a_shop_takes_payment_by_three_QR_codes()
    {
        using var haGiang = await FieldWork.InAsync(platform, "02");
        var saturday = FieldWork.LastWeekend();
        var groups = new List<string>();
        foreach (var number in Enumerable.Range(1, 22))
            groups.Add(
                await haGiang.VillageAsync("00697", "tổ dân phố", number.ToString(CultureInfo.InvariantCulture))
            );
        var teams = new List<Guid>();
        foreach (var group in groups)
            teams.Add((await haGiang.TeamAsync(group)).Id);
        await haGiang.Client.ShouldReachStockAsync(groups[^1], "teams", 1);
        var before = await haGiang.LookAsync("00697", "024", "02");
        before["00697"]["teams"].ShouldBe(22);

        foreach (var (team, index) in teams.Select((team, index) => (team, index)))
            await haGiang.RecordAsync(
                team,
                saturday,
                "public-services",
                "culture-house",
                "general",
                people: 10 + index
            );

        // 10 + 11 + … + 31
        await haGiang.ShouldGrowAsync(
            before,
            ("activities", 22),
            ("people-guided", 451),
            ("people-guided.public-services", 451)
        );
        var afterTheWeekend = await haGiang.LookAsync(groups[0], "00697", "024", "02");

        // One shop, three banks.
        await haGiang.RecordAsync(
            teams[0],
            PlatformQueries.Today,
            "online-payment",
            "household-visit",
            "traders",
            people: 1,
            households: 1,
            outcomes: new Dictionary<string, long> { ["merchant-qr-codes"] = 3, ["payment-accounts"] = 3 }
        );

        await haGiang.ShouldGrowAsync(
            afterTheWeekend,
            ("activities", 1),
            ("households", 1),
            ("merchant-qr-codes", 3),
            ("payment-accounts", 3),
            ("people-guided", 1),
            ("people-guided.online-payment", 1)
        );
    }

    [Fact]
    public async Task Lam_Thao_keeps_three_to_five_on_duty_for_a_month_with_swaps_and_teaches_in_the_evening()
    {
        using var phuTho = await FieldWork.InAsync(platform, "25");
        var quarter = await phuTho.VillageAsync("08494", "khu", "Trung tâm");
        var (team, members) = await phuTho.TeamAsync(quarter, members: 12);
        await phuTho.Client.ShouldReachStockAsync(quarter, "members", 12);
        var before = await phuTho.LookAsync(quarter, "08494", "237", "25");
        var today = PlatformQueries.Today;
        var roster = await FieldWork.EventuallyAsync(() =>
            phuTho.Client.PostAsync<JsonObject>(
                "/v1/duty-rosters",
                new
                {
                    id = Guid.NewGuid(),
                    unitCode = "08494",
                    placeKind = "service-centre",
                    placeName = "Trung tâm Phục vụ hành chính công",
                    firstDay = today,
                    lastDay = today.AddDays(29),
                    // All week, so that there is duty on whatever day this runs.
                    weekdays = Enumerable.Range(1, 7),
                    pool = members.Select(memberId => new { memberId }),
                },
                Cancellation
            )
        );
        var path = $"/v1/duty-rosters/{roster["id"]}";
        await phuTho.Client.PutAsync<JsonObject>($"{path}/rotation", null, 1, Cancellation);
        await phuTho.Client.PutAsync<JsonObject>($"{path}/publication", null, 2, Cancellation);

        var shifts = await ShiftsAsync();
        PerDay(shifts).Values.ShouldAllBe(count => count >= 3 && count <= 5);
        PerMember(shifts)
            .ShouldSatisfyAllConditions(
                counts => counts.Count.ShouldBe(12),
                counts => (counts.Values.Max() - counts.Values.Min()).ShouldBeLessThanOrEqualTo(1)
            );
        // Two pairs swap their turns.
        for (var pair = 0; pair < 2; pair++)
        {
            var (one, other) = Swappable(await ShiftsAsync());
            await phuTho.Client.PutAsync<JsonObject>(
                $"{path}/shifts/{one["id"]}/swap",
                new
                {
                    otherShiftId = (Guid)other["id"]!,
                    otherVersion = (int)other["version"]!,
                    reason = "Bận việc gia đình",
                },
                (int)one["version"]!,
                Cancellation
            );
        }
        PerDay(await ShiftsAsync()).ShouldBe(PerDay(shifts), ignoreOrder: true);
        PerMember(await ShiftsAsync()).ShouldBe(PerMember(shifts), ignoreOrder: true);
        (await phuTho.Client.GetAsync<JsonObject>($"{path}/breaches", Cancellation))["items"]!
            .AsArray()
            .ShouldBeEmpty();

        // What was done on the first day of duty belongs to a shift of it; the evening session does not.
        var atTheDesk = await phuTho.RecordAsync(
            team,
            today,
            "public-services",
            "service-centre",
            "general",
            people: 14
        );
        var mine = (await ShiftsAsync()).First(shift => (string)shift!["day"]! == $"{today:yyyy-MM-dd}")!;
        await phuTho.Client.PutAsync<JsonObject>(
            $"{path}/shifts/{mine["id"]}/activities/{atTheDesk["id"]}",
            null,
            null,
            Cancellation
        );
        await phuTho.RecordAsync(team, today, "online-safety", "culture-house", "elderly", people: 25);

        (await phuTho.Client.GetAsync<JsonObject>($"{path}/summary", Cancellation))["peopleGuided"]!
            .GetValue<int>()
            .ShouldBe(14);
        await phuTho.ShouldGrowAsync(
            before,
            ("activities", 2),
            ("people-guided", 39),
            ("people-guided.online-safety", 25),
            ("people-guided.public-services", 14)
        );

        async Task<JsonArray> ShiftsAsync() =>
            (await phuTho.Client.GetAsync<JsonObject>($"{path}/shifts?limit=1000", Cancellation))["items"]!.AsArray();
    }

    [Fact]
    public async Task Thai_Nguyens_themes_of_two_months_are_plan_against_actual()
    {
        using var thaiNguyen = await FieldWork.InAsync(platform, "19");
        var village = await thaiNguyen.VillageAsync("05443", "tổ dân phố", "Ví dụ");
        var (team, _) = await thaiNguyen.TeamAsync(village);
        await thaiNguyen.Client.ShouldReachStockAsync(village, "teams", 1);
        const string app = "19.c-thai-nguyen";
        await thaiNguyen.Client.PostAsync<JsonObject>(
            "/v1/topics/entries",
            new
            {
                kind = "outcome",
                code = app,
                unit = "19",
                vi = "Tài khoản C-Thái Nguyên",
                en = "C-Thái Nguyên accounts",
                maxCount = 300,
                validFrom = "2022-01-01",
            },
            Cancellation
        );
        // June and July of the story: the last two whole months.
        var july = new DateOnly(PlatformQueries.Today.Year, PlatformQueries.Today.Month, 1).AddMonths(-1);
        var june = july.AddMonths(-1);
        var install = await ThemeAsync(june, "Cài đặt C-Thái Nguyên, Thái Nguyên ID, Sổ tay Đảng viên", app, 200);
        var services = await ThemeAsync(july, "Cổng dịch vụ công trực tuyến", "people-guided.public-services", 100);

        await thaiNguyen.RecordAsync(
            team,
            june.AddDays(9),
            "local-platforms",
            "household-visit",
            "general",
            people: 160,
            outcomes: new Dictionary<string, long> { [app] = 150 }
        );
        await thaiNguyen.RecordAsync(team, july.AddDays(4), "public-services", "culture-house", "general", people: 120);

        (await ProgressAsync(june, install)).ShouldBe((200, 150, 75m, "behind"));
        (await ProgressAsync(july, services)).ShouldBe((100, 120, 120m, "ahead"));
        var concerning = await thaiNguyen.Client.GetAsync<JsonObject>(
            $"/v1/plans/concerning?team={team}&asOf={june.AddDays(9):yyyy-MM-dd}",
            Cancellation
        );
        concerning["items"]!.AsArray().Select(plan => (Guid)plan!["id"]!).ShouldContain(install);

        async Task<Guid> ThemeAsync(DateOnly month, string title, string indicator, long value)
        {
            var id = Guid.NewGuid();
            await FieldWork.EventuallyAsync(() =>
                thaiNguyen.Client.PostAsync<JsonObject>(
                    "/v1/plans",
                    new
                    {
                        id,
                        unitCode = "19",
                        kind = "theme",
                        title,
                        from = month,
                        to = month.AddMonths(1).AddDays(-1),
                    },
                    Cancellation
                )
            );
            await FieldWork.EventuallyAsync(() =>
                thaiNguyen.Client.PostAsync<JsonObject>(
                    $"/v1/plans/{id}/targets",
                    new
                    {
                        id = Guid.NewGuid(),
                        unitCode = "19",
                        indicator,
                        value,
                    },
                    Cancellation
                )
            );
            var plan = await thaiNguyen.Client.GetAsync<JsonObject>($"/v1/plans/{id}", Cancellation);
            await thaiNguyen.Client.PutAsync<JsonObject>(
                $"/v1/plans/{id}/issuance",
                new { documentNumber = "12/KH-UBND", issuedOn = PlatformQueries.Today },
                (int)plan["version"]!,
                Cancellation
            );
            return id;
        }

        async Task<(long Target, long Actual, decimal Percent, string State)> ProgressAsync(DateOnly month, Guid plan)
        {
            (long, long, decimal, string) seen = default;
            await PlatformQueries.UntilAsync(async () =>
            {
                var rows = await thaiNguyen.Client.GetAsync<JsonObject>(
                    $"/v1/plan-progress/19?on={month.AddMonths(1).AddDays(-1):yyyy-MM-dd}",
                    Cancellation
                );
                var row = rows["items"]!.AsArray().SingleOrDefault(each => (Guid?)each!["planId"] == plan);
                if (row is null || (long)row["actual"]! == 0)
                    return false;
                seen = ((long)row["target"]!, (long)row["actual"]!, (decimal)row["percent"]!, (string)row["state"]!);
                return true;
            });
            return seen;
        }
    }

    [Fact]
    public async Task Cao_Bangs_merged_team_has_an_annual_plan_and_its_work_counts_on()
    {
        using var caoBang = await FieldWork.InAsync(platform, "04");
        var hamlet = await caoBang.VillageAsync("01288", "tổ dân phố", "Ví dụ");
        var (before, leaders) = await caoBang.TeamAsync(hamlet, members: 3);
        var (group, _) = await caoBang.TeamAsync(hamlet, members: 2, kind: "de-an-06");
        await caoBang.Client.ShouldReachStockAsync(hamlet, "teams", 2);
        await caoBang.RecordAsync(
            before,
            PlatformQueries.Today.AddDays(-40),
            "public-services",
            "campaign",
            "farmers",
            30
        );
        var merger = await caoBang.Client.PostAsync<JsonObject>(
            "/v1/team-mergers",
            new
            {
                decisionNumber = "1941/UBND-VX",
                decisionDate = PlatformQueries.Today.AddDays(-30),
                signatory = "UBND tỉnh Cao Bằng",
                teamIds = new[] { before, group },
                result = new { kind = "cdscd" },
                leaderId = leaders[0],
            },
            Cancellation
        );
        var team = (Guid)merger["resultTeamId"]!;
        await caoBang.Client.ShouldReachStockAsync(hamlet, "teams", 1);
        var seen = await caoBang.LookAsync(hamlet, "01288", "04");

        var planId = Guid.NewGuid();
        var year = PlatformQueries.Today.Year;
        await FieldWork.EventuallyAsync(() =>
            caoBang.Client.PostAsync<JsonObject>(
                "/v1/plans",
                new
                {
                    id = planId,
                    teamId = team,
                    kind = "plan",
                    title = $"Kế hoạch năm {year}",
                    from = new DateOnly(year, 1, 1),
                    to = new DateOnly(year, 12, 31),
                    items = new[] { new { month = $"{year}-12", text = "Đưa sản phẩm của xóm lên sàn" } },
                },
                Cancellation
            )
        );
        await caoBang.RecordAsync(
            team,
            PlatformQueries.Today,
            "online-shopping",
            "demonstration",
            "farmers",
            people: 8,
            outcomes: new Dictionary<string, long> { ["digital-shops"] = 2, ["products-listed"] = 5 }
        );

        await caoBang.ShouldGrowAsync(
            seen,
            ("activities", 1),
            ("digital-shops", 2),
            ("people-guided", 8),
            ("people-guided.online-shopping", 8),
            ("products-listed", 5)
        );
        (await caoBang.Client.GetAsync<JsonObject>($"/v1/plans?team={team}", Cancellation))["items"]!
            .AsArray()
            .Select(plan => (Guid)plan!["id"]!)
            .ShouldBe([planId]);
    }

    [Fact]
    public async Task Lung_Cu_has_publicised_services_that_nobody_uses_and_asks_why()
    {
        using var haGiang = await FieldWork.InAsync(platform, "02");
        var village = await haGiang.VillageAsync("00715", "thôn", "Ví dụ");
        var (team, _) = await haGiang.TeamAsync(village);
        await haGiang.Client.ShouldReachStockAsync(village, "teams", 1);
        var before = await haGiang.LookAsync(village, "00715", "026", "02");

        await haGiang.RecordAsync(team, PlatformQueries.Today, "public-services", "campaign", "general", people: 60);
        await FieldWork.EventuallyAsync(() =>
            haGiang.Client.PostAsync<JsonObject>(
                "/v1/obstacles",
                new
                {
                    id = Guid.NewGuid(),
                    teamId = team,
                    cause = "services-unused",
                    title = "Đã tuyên truyền nhưng chưa ai nộp hồ sơ trực tuyến",
                    topic = "public-services",
                    raisedOn = PlatformQueries.Today,
                },
                Cancellation
            )
        );

        await haGiang.ShouldGrowAsync(
            before,
            ("activities", 1),
            ("obstacles", 1),
            ("obstacles.services-unused", 1),
            ("people-guided", 60),
            ("people-guided.public-services", 60)
        );
        (await haGiang.Client.TotalsAsync(village)).Keys.ShouldNotContain("dossiers-online");
    }

    [Fact]
    public async Task Huu_Lung_has_reached_10_1_per_cent_and_names_the_two_communes_that_did_not_report()
    {
        using var langSon = await FieldWork.InAsync(platform, "20");
        var communes = (await langSon.Client.GetAsync<JsonObject>("/v1/units/186/children?limit=1000", Cancellation))[
            "items"
        ]!
            .AsArray()
            .Select(unit => (string)unit!["code"]!)
            .ToArray();
        communes.Length.ShouldBe(24);
        var today = PlatformQueries.Today;
        var plan = Guid.NewGuid();
        await langSon.Client.PutAsync<JsonObject>(
            $"/v1/unit-figures/186/residents-15-plus/{today.AddYears(-1):yyyy-MM-dd}",
            new { value = 62_149, source = "Công an huyện" },
            null,
            Cancellation
        );
        await FieldWork.EventuallyAsync(() =>
            langSon.Client.PostAsync<JsonObject>(
                "/v1/plans",
                new
                {
                    id = plan,
                    unitCode = "186",
                    kind = "plan",
                    title = "70% người từ 15 tuổi cài ứng dụng",
                    from = today.AddDays(-30),
                    to = today.AddDays(30),
                },
                Cancellation
            )
        );
        await FieldWork.EventuallyAsync(() =>
            langSon.Client.PostAsync<JsonObject>(
                $"/v1/plans/{plan}/targets",
                new
                {
                    id = Guid.NewGuid(),
                    unitCode = "186",
                    indicator = "province-app-accounts",
                    reference = "residents-15-plus",
                    percent = 70,
                },
                Cancellation
            )
        );
        await langSon.Client.PutAsync<JsonObject>(
            $"/v1/plans/{plan}/issuance",
            new { documentNumber = "05/KH-UBND", issuedOn = today },
            (int)(await langSon.Client.GetAsync<JsonObject>($"/v1/plans/{plan}", Cancellation))["version"]!,
            Cancellation
        );

        // 22 communes: 21 of 285 and one of 296 are 6,281.
        foreach (var (commune, index) in communes.Take(22).Select((commune, index) => (commune, index)))
        {
            var (team, _) = await langSon.TeamAsync(commune);
            await langSon.RecordAsync(
                team,
                today.AddDays(-3),
                "local-platforms",
                "campaign",
                "general",
                people: 300,
                outcomes: new Dictionary<string, long> { ["province-app-accounts"] = index == 0 ? 296 : 285 }
            );
        }

        JsonNode? row = null;
        await PlatformQueries.UntilAsync(async () =>
        {
            var progress = await langSon.Client.GetAsync<JsonObject>("/v1/plan-progress/186", Cancellation);
            row = progress["items"]!.AsArray().SingleOrDefault(each => (Guid?)each!["planId"] == plan);
            return (long?)row?["actual"] == 6_281 && (long?)row["base"] is not null;
        });
        ((long)row!["base"]!).ShouldBe(62_149);
        ((decimal)row["share"]!).ShouldBe(10.1m);
        var silent = await langSon.Client.GetAsync<JsonObject>(
            $"/v1/plan-progress/186/children?indicator=province-app-accounts&plan={plan}&recordedNothing=true",
            Cancellation
        );
        silent["items"]!
            .AsArray()
            .Select(unit => (string)unit!["unitCode"]!)
            .ShouldBe(communes[22..], ignoreOrder: true);
    }

    private static Dictionary<string, int> PerDay(JsonArray shifts) =>
        shifts.CountBy(shift => (string)shift!["day"]!).ToDictionary();

    private static Dictionary<Guid, int> PerMember(JsonArray shifts) =>
        shifts.CountBy(shift => (Guid)shift!["memberId"]!).ToDictionary();

    /// <summary>Two shifts of two members, neither of whom is on duty on the other's day; not yet swapped, not today's.</summary>
    private static (JsonNode One, JsonNode Other) Swappable(JsonArray shifts)
    {
        var today = $"{PlatformQueries.Today:yyyy-MM-dd}";
        var free = shifts.Where(shift => (int)shift!["version"]! == 1 && (string)shift["day"]! != today).ToArray();
        bool IsOn(JsonNode member, JsonNode day) =>
            shifts.Any(shift =>
                (Guid)shift!["memberId"]! == (Guid)member["memberId"]! && (string)shift["day"]! == (string)day["day"]!
            );
        return (
            from one in free
            from other in free
            where (Guid)one!["memberId"]! != (Guid)other!["memberId"]! && !IsOn(one, other) && !IsOn(other, one)
            select (one, other)
        ).First();
    }

    public sealed class SeedPlatform : IAsyncLifetime
    {
        public RunningPlatform Platform { get; } = new();

        public ValueTask InitializeAsync() => Platform.InitializeAsync();

        public ValueTask DisposeAsync() => Platform.DisposeAsync();
    }
}
