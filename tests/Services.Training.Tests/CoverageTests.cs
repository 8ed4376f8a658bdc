using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

public sealed class CoverageTests(TrainingService service)
{
    [Fact]
    public async Task A_unit_is_the_sum_of_its_children()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var first = await client.SessionAsync(region);
        var second = await client.SessionAsync(region, "2024-06-20");
        await client.AttendAsync(first, region.MembersOf(region.VillageA1).Select(member => member.MemberId));
        await client.AttendAsync(second, [region.MembersOf(region.VillageA1).First().MemberId]);

        var answer = await client.GetAsync($"/v1/training-coverage/{region.Province.Code}");

        await answer.ShouldBeJsonAsync(
            200,
            new
            {
                from = (string?)null,
                to = $"{TimeProvider.System.Today():yyyy-MM-dd}",
                unit = Coverage(region.Province, 6, 2, 3, 0.3333m),
                children = new[] { Coverage(region.CommuneA, 4, 2, 3, 0.5m), Coverage(region.CommuneB, 2, 0, 0, 0m) },
                topics = new[] { Topic("cashless-payment", 2, 3, 0.3333m), Topic("portals", 2, 3, 0.3333m) },
                roles = new[] { Role("leader", 3, 1, 2, 0.3333m), Role("member", 3, 1, 1, 0.3333m) },
            }
        );
    }

    [Fact]
    public async Task It_follows_todays_tree_and_todays_members()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.SessionAsync(region);
        await client.AttendAsync(session, region.Members.Select(member => member.MemberId));
        var today = TimeProvider.System.Today();
        await service.PublishAsync(
            new UnitsChanged(
                DateTimeOffset.UtcNow,
                [
                    region.VillageA1 with
                    {
                        Version = 2,
                        Placements =
                        [
                            region.VillageA1.Placements[0] with
                            {
                                ValidTo = today,
                            },
                            new UnitPlacementFact(region.CommuneB.UnitId, today, null),
                        ],
                    },
                ]
            )
        );
        var left = region.MembersOf(region.VillageB1).First();
        await service.PublishAsync(
            new MembersChanged(DateTimeOffset.UtcNow, [left with { Version = 2, LeftOn = new DateOnly(2024, 12, 1) }])
        );

        var coverage = await (await client.GetAsync($"/v1/training-coverage/{region.CommuneB.Code}")).ShouldBeJsonAsync(
            200
        );

        coverage["unit"]!["members"]!.GetValue<int>().ShouldBe(3);
        coverage["unit"]!["trained"]!.GetValue<int>().ShouldBe(3);
        coverage["unit"]!["attendances"]!.GetValue<int>().ShouldBe(4);
        coverage["children"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Unknown_units_and_those_of_others_are_refused()
    {
        var region = await Region.CreateAsync(service);

        await (await service.Client().GetAsync("/v1/training-coverage/nowhere")).ShouldBeProblemAsync(
            404,
            "training-coverage.unit-unknown",
            "No unit bears the code nowhere today."
        );
        await (
            await service.Client(region.CommuneA.Code, "vi").GetAsync($"/v1/training-coverage/{region.Province.Code}")
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"Mã truy cập không có quyền đối với đơn vị {region.Province.Code}."
        );
        await (await service.Client().GetAsync("/v1/training-coverage/VN?from=soon")).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("from", "request.field-unreadable", "A day is written yyyy-MM-dd, such as 2025-07-01.")
        );
    }

    private static object Coverage(UnitFact unit, int members, int trained, int attendances, decimal share) =>
        new
        {
            code = unit.Code,
            fullName = unit.FullName,
            level = unit.Level,
            members,
            trained,
            attendances,
            share,
            due = 0,
            overdue = 0,
        };

    private static object Topic(string topic, int trained, int attendances, decimal share) =>
        new
        {
            topic,
            trained,
            attendances,
            share,
            due = 0,
            overdue = 0,
        };

    private static object Role(string role, int members, int trained, int attendances, decimal share) =>
        new
        {
            role,
            members,
            trained,
            attendances,
            share,
            due = 0,
            overdue = 0,
        };
}
