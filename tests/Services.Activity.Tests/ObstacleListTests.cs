using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>What waits where, since when, and what becomes of it when the tree changes.</summary>
public sealed class ObstacleListTests(ActivityService service)
{
    [Fact]
    public async Task Each_level_sees_what_waits_for_it_what_waits_below_and_what_it_passed_on()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var atVillage = await region.RaiseAsync(region.TeamA);
        var atCommune = await region.RaiseAsync(region.TeamA, levels: 1);
        var atDistrict = await region.RaiseAsync(region.TeamB, levels: 2);
        var atProvince = await region.RaiseAsync(region.TeamC, levels: 2);
        var atNation = await region.RaiseAsync(region.TeamC, levels: 3);
        var answered = await region.RaiseAsync(region.TeamA, levels: 1);
        await region.As(region.CommuneA).StepAsync(answered, "answer", 2, new { answer = "x", publish = false });

        await Sees(region.VillageA, here: [atVillage], below: [], above: [atCommune]);
        await Sees(region.CommuneA, here: [atCommune], below: [atVillage], above: []);
        await Sees(region.CommuneB, here: [], below: [], above: [atDistrict]);
        await Sees(region.District, here: [atDistrict], below: [atVillage, atCommune], above: []);
        await Sees(region.Province, here: [atProvince], below: [atVillage, atCommune, atDistrict], above: [atNation]);
        var nation = service.Client();
        (await nation.IdsAsync("/v1/obstacles?at=here&limit=1000")).ShouldContain(atNation);
        (await nation.IdsAsync("/v1/obstacles?at=here&limit=1000")).ShouldNotContain(atProvince);
        (await nation.IdsAsync("/v1/obstacles?at=below&limit=1000")).ShouldContain(atProvince);
        (await nation.IdsAsync("/v1/obstacles?at=above")).ShouldBeEmpty();

        var province = region.As(region.Province);
        (await province.IdsAsync($"/v1/obstacles?unit={region.CommuneA.Code}")).ShouldBe(
            [atVillage, atCommune, answered],
            ignoreOrder: true
        );
        (await province.IdsAsync("/v1/obstacles?status=answered&cause=forgotten-account")).ShouldBe([answered]);
        (await province.IdsAsync($"/v1/obstacles?team={region.TeamB.TeamId}")).ShouldBe([atDistrict]);

        async Task Sees(UnitFact unit, Guid[] here, Guid[] below, Guid[] above)
        {
            var client = region.As(unit);
            (await client.IdsAsync("/v1/obstacles?at=here")).ShouldBe(here, ignoreOrder: true);
            (await client.IdsAsync("/v1/obstacles?at=below")).ShouldBe(below, ignoreOrder: true);
            (await client.IdsAsync("/v1/obstacles?at=above")).ShouldBe(above, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Overdue_is_what_the_clock_says_and_the_levels_above_see_it()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var soon = await region.RaiseAsync(region.TeamA, cause: "no-signal");
        var later = await region.RaiseAsync(region.TeamB, levels: 1);
        await region.RaiseAsync(region.TeamC, levels: 3);
        var today = TimeProvider.System.Today();

        using (var third = new ReplicaInTime(service, days: 3))
            (await third.As(region.Province).IdsAsync("/v1/obstacles?overdue=true")).ShouldBeEmpty();
        using var replica = new ReplicaInTime(service, days: 4);
        var district = replica.As(region.District);
        (await district.IdsAsync("/v1/obstacles?overdue=true&at=below")).ShouldBe([soon]);
        (await district.ObstacleAsync(soon)).State().ShouldBe(("open", region.VillageA.Code, true));
        (await district.ObstacleAsync(later)).State().Overdue.ShouldBeFalse();
        // The nation's share is not the village's affair, but everything at its own level is.
        (await replica.As(region.VillageA).IdsAsync("/v1/obstacles?overdue=true&at=here")).ShouldBe([soon]);

        await replica.As(region.VillageA).StepAsync(soon, "escalation", 1, new { note = "Quá hạn" });
        (await district.IdsAsync("/v1/obstacles?overdue=true")).ShouldBeEmpty();
        (await district.IdsAsync($"/v1/obstacles?overdue=true&asOf={today.AddDays(6):yyyy-MM-dd}")).ShouldBe([later]);
        // The same days as they stood then: before the step, before all of it.
        var before = await district.ReadAsync($"/v1/obstacles?asOf={today:yyyy-MM-dd}&team={region.TeamA.TeamId}");
        before["items"]![0]!.AsObject().State().ShouldBe(("open", region.VillageA.Code, false));
        (await district.IdsAsync($"/v1/obstacles?asOf={today.AddDays(-1):yyyy-MM-dd}")).ShouldBeEmpty();

        Counts(await district.ReadAsync($"/v1/obstacles/summary?asOf={today.AddDays(6):yyyy-MM-dd}"))
            .ShouldBe([
                $"{region.District.Code} 2 2 1 0",
                $"{region.CommuneA.Code} 1 1 0 0",
                $"{region.CommuneB.Code} 1 1 1 0",
            ]);
        Counts(await district.ReadAsync($"/v1/obstacles/summary?asOf={today:yyyy-MM-dd}"))[0]
            .ShouldBe($"{region.District.Code} 2 2 0 0");
    }

    [Fact]
    public async Task The_summary_counts_by_unit_and_cause_and_leaves_out_what_was_withdrawn()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        await region.RaiseAsync(region.TeamA, cause: "old-phone");
        await region.RaiseAsync(region.TeamC, cause: "old-phone");
        var withdrawn = await region.RaiseAsync(region.TeamC, cause: "no-signal");
        await region.As(region.VillageC).StepAsync(withdrawn, "withdrawal", 1, new { reason = "x" });
        var answered = await region.RaiseAsync(region.TeamC, cause: "no-signal");
        await region.As(region.VillageC).StepAsync(answered, "answer", 1, new { answer = "x", publish = false });

        var province = region.As(region.Province);
        var summary = await province.ReadAsync($"/v1/obstacles/summary?unit={region.Province.Code}");
        Counts(summary)
            .ShouldBe([
                $"{region.Province.Code} 3 2 0 1",
                $"{region.CommuneC.Code} 2 1 0 1",
                $"{region.District.Code} 1 1 0 0",
            ]);
        summary["causes"]!
            .AsArray()
            .Select(cause => $"{cause!["cause"]} {cause["counts"]!["raised"]}")
            .ShouldBe(["no-signal 1", "old-phone 2"]);
        ((string?)summary["units"]![0]!["unitName"]).ShouldBe(region.CommuneC.FullName);

        await (
            await region.As(region.CommuneA).GetAsync($"/v1/obstacles/summary?unit={region.District.Code}")
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.District.Code}."
        );
        await (await province.GetAsync("/v1/obstacles?unit=nowhere")).ShouldBeProblemAsync(
            404,
            "obstacle.unit-unknown",
            $"No unit bears the code nowhere on {TimeProvider.System.Today().Written()}."
        );
        await (await province.GetAsync("/v1/obstacles?at=there")).ShouldBeProblemAsync(
            400,
            "obstacle.at-unknown",
            "The place where it waits is one of here, below, above."
        );
        await (await province.GetAsync("/v1/obstacles?status=lost")).ShouldBeProblemAsync(
            400,
            "obstacle.status-unknown",
            "The status is one of open, answered, closed, withdrawn, all."
        );
    }

    [Fact]
    public async Task What_waits_at_a_unit_that_ended_waits_at_its_heir()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var atCommune = await region.RaiseAsync(region.TeamA, levels: 1);
        var atDistrict = await region.RaiseAsync(region.TeamB, levels: 2);
        var today = TimeProvider.System.Today();

        // A and B become one commune right below the province; the district ends with them.
        var heir = ObstacleRegion.Unit($"{region.Province.Code}E", 3, region.Province, today);
        await service.PublishAsync(
            new UnitsChanged(
                DateTimeOffset.UtcNow,
                [
                    heir,
                    Ended(region.CommuneA, heir),
                    Ended(region.CommuneB, heir),
                    Ended(region.District, region.Province),
                    Moved(region.VillageA, heir),
                    Moved(region.VillageB, heir),
                ]
            )
        );
        await service.PublishAsync(
            new TeamsChanged(
                DateTimeOffset.UtcNow,
                [Path(region.TeamA, region.VillageA), Path(region.TeamB, region.VillageB)]
            )
        );

        (await region.As(heir).ObstacleAsync(atCommune)).State().WaitsAt.ShouldBe(heir.Code);
        (await region.As(heir).IdsAsync("/v1/obstacles?at=here")).ShouldBe([atCommune]);
        (await region.As(region.Province).ObstacleAsync(atDistrict)).State().WaitsAt.ShouldBe(region.Province.Code);
        (await region.As(region.Province).IdsAsync("/v1/obstacles?at=here")).ShouldBe([atDistrict]);
        (await region.As(region.Province).IdsAsync("/v1/obstacles?at=below")).ShouldBe([atCommune]);
        // Whoever bears the right of the unit that ended has none any more.
        await (
            await region.As(region.CommuneA).TryStepAsync(atCommune, "answer", 2, new { answer = "x" })
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.VillageA.Code}."
        );
        (await region.As(heir).StepAsync(atCommune, "escalation", 2, new { note = "x" }))
            .State()
            .WaitsAt.ShouldBe(region.Province.Code);
        (await region.As(region.Province).StepAsync(atDistrict, "escalation", 3, new { note = "x" }))
            .State()
            .WaitsAt.ShouldBe("VN");

        UnitFact Ended(UnitFact unit, UnitFact under) => Moved(unit, under) with { ValidTo = today };
        UnitFact Moved(UnitFact unit, UnitFact under) =>
            unit with
            {
                Version = 2,
                Placements =
                [
                    unit.Placements[0] with
                    {
                        ValidTo = today,
                    },
                    new UnitPlacementFact(under.UnitId, today, null),
                ],
            };
        TeamFact Path(TeamFact team, UnitFact village) =>
            team with
            {
                Version = 2,
                UnitPath = $"VN/{region.Province.Code}/{heir.Code}/{village.Code}",
            };
    }

    [Fact]
    public async Task Lists_are_paged_and_come_as_files()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var raised = new List<Guid>();
        for (var count = 0; count < 5; count++)
            raised.Add(await region.RaiseAsync(count % 2 == 0 ? region.TeamA : region.TeamC));
        var province = service.Client(region.Province.Code, "vi");

        var read = new List<Guid>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await province.ReadAsync($"/v1/obstacles?limit=2&cursor={cursor}");
            read.AddRange(page["items"]!.AsArray().Select(item => (Guid)item!["id"]!));
            cursor = (string?)page["next"];
        }
        read.ShouldBe(raised, ignoreOrder: true);
        read.ShouldBeUnique();

        var lines = (await province.GetStringAsync("/v1/obstacles?format=csv")).TrimEnd().Split("\r\n");
        lines[0].ShouldStartWith("Mã định danh vướng mắc,Mã định danh tổ,Mã đơn vị,Ngày phát sinh,Nguyên nhân,");
        lines.Skip(1).Select(line => Guid.Parse(line.Split(',')[0])).ShouldBe(read);
        (await province.GetByteArrayAsync("/v1/obstacles?format=xlsx"))[..2].ShouldBe("PK"u8.ToArray());
    }

    private static string[] Counts(JsonObject summary) =>
        [
            .. summary["units"]!
                .AsArray()
                .Prepend(summary)
                .Select(unit =>
                    $"{unit!["unitCode"]} {unit["counts"]!["raised"]} {unit["counts"]!["open"]} {unit["counts"]!["overdue"]} {unit["counts"]!["answered"]}"
                ),
        ];
}
