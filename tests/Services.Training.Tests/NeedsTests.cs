using System.Net.Http.Json;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Training.Coverage;
using CongNgheSo.Services.Training.Needs;
using CongNgheSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>These move the clock, so they run by themselves.</summary>
[CollectionDefinition(nameof(NeedsTests), DisableParallelization = true)]
public sealed class NeedsByThemselves;

[Collection(nameof(NeedsTests))]
public sealed class NeedsTests(TrainingService service) : IDisposable
{
    private static readonly DateOnly Start = new(2027, 3, 1);

    public void Dispose() => service.Clock.GoBack();

    [Fact]
    public async Task A_new_leader_is_due_then_overdue_and_gone_after_a_session_on_the_topic()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        await client.RequireAsync(region.Province.Code, "leader", "digital-awareness", 90, "2024-01-01");
        await client.RequireAsync(region.CommuneA.Code, "leader", "portals", 30, "2024-01-01");
        var programme = await client.ProgrammeAsync(region, "digital-awareness");
        // The old leaders have had it all; the member of A-1 is to be leader.
        var portals = await client.ProgrammeAsync(region, "portals");
        foreach (var had in new[] { programme, portals })
            await client.AttendAsync(
                await client.SessionAsync(had, region.Province.Code, "2024-05-10"),
                region.Members.Where(member => member.Role == "leader").Select(member => member.MemberId)
            );
        service.Clock.GoTo(Start);
        await StandsAsync(region, Start, due: 0, overdue: 0);

        var leader = region.MembersOf(region.VillageA1).Single(member => member.Role == "member") with
        {
            Version = 2,
            Role = "leader",
            RoleSince = Start,
        };
        await service.PublishAsync(new MembersChanged(DateTimeOffset.UtcNow, [leader]));

        await StandsAsync(region, Start, due: 2, overdue: 0);
        var needs = await client.NeedsAsync($"unit={region.VillageA1.Code}");
        needs
            .Select(need => (need.MemberId, need.Topic, need.Since, need.DueOn, need.Status))
            .ShouldBe([
                (leader.MemberId, "digital-awareness", Start, Start.AddDays(90), "due"),
                (leader.MemberId, "portals", Start, Start.AddDays(30), "due"),
            ]);

        service.Clock.GoTo(Start.AddDays(30));
        await StandsAsync(region, Start.AddDays(30), due: 2, overdue: 0);
        service.Clock.GoTo(Start.AddDays(31));
        await StandsAsync(region, Start.AddDays(31), due: 1, overdue: 1);
        service.Clock.GoTo(Start.AddDays(91), new TimeOnly(23, 59));
        await StandsAsync(region, Start.AddDays(91), due: 0, overdue: 2);

        var held = Start.AddDays(91);
        var session = await client.SessionAsync(programme, region.CommuneA.Code, $"{held:yyyy-MM-dd}");
        await client.AttendAsync(session, [leader.MemberId]);
        await StandsAsync(region, held, due: 0, overdue: 1);
        // As of the day before nothing was attended yet.
        await StandsAsync(region, held.AddDays(-1), due: 1, overdue: 1);
        await client.TakeBackAsync(session, leader.MemberId);
        await StandsAsync(region, held, due: 0, overdue: 2);
        await client.AttendAsync(session, [leader.MemberId]);
        await client.PutAsync($"/v1/training-sessions/{session}/cancellation", new { reason = "Mưa bão" }, null);
        await StandsAsync(region, held, due: 0, overdue: 2);

        var both = await client.ProgrammeAsync(region, "digital-awareness", "portals");
        await client.AttendAsync(
            await client.SessionAsync(both, region.Province.Code, $"{held:yyyy-MM-dd}"),
            [leader.MemberId]
        );
        await StandsAsync(region, held, due: 0, overdue: 0);
    }

    [Fact]
    public async Task Of_several_requirements_the_earliest_due_day_counts_and_a_role_says_nothing_of_others()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        service.Clock.GoTo(Start);
        await client.RequireAsync(region.Province.Code, null, "e-commerce", 60, $"{Start:yyyy-MM-dd}");
        var sooner = await client.RequireAsync(region.CommuneA.Code, "deputy", "e-commerce", 5, $"{Start:yyyy-MM-dd}");
        var deputy = region.MembersOf(region.VillageA2).First() with { Version = 2, Role = "deputy" };
        await service.PublishAsync(new MembersChanged(DateTimeOffset.UtcNow, [deputy]));

        await StandsAsync(region, Start, due: 6, overdue: 0);
        await StandsAsync(region, Start.AddDays(6), due: 5, overdue: 1);
        // Nothing was required before, whoever was there.
        await StandsAsync(region, Start.AddDays(-1), due: 0, overdue: 0);
        var needs = await client.NeedsAsync($"unit={region.CommuneA.Code}&role=deputy");
        needs
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                need => need.RequirementId.ShouldBe(sooner),
                // In being since 2022: the days run from when it came into force.
                need => (need.Since, need.DueOn).ShouldBe((Start, Start.AddDays(5)))
            );

        // Ended, the wider one is left.
        await (
            await client.PutAsync(
                $"/v1/training-requirements/{sooner}",
                new
                {
                    withinDays = 5,
                    validFrom = $"{Start:yyyy-MM-dd}",
                    validTo = $"{Start.AddDays(3):yyyy-MM-dd}",
                },
                "\"1\""
            )
        ).ShouldBeJsonAsync(200);
        await StandsAsync(region, Start.AddDays(6), due: 6, overdue: 0);
    }

    [Fact]
    public async Task Who_moved_with_a_merged_team_keeps_the_record_where_they_are_today()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        await client.RequireAsync(region.Province.Code, "leader", "digital-awareness", 90, "2024-01-01");
        var programme = await client.ProgrammeAsync(region, "digital-awareness");
        var before = region.MembersOf(region.VillageA1).Single(member => member.Role == "leader");
        var session = await client.SessionAsync(programme, region.Province.Code);
        await client.AttendAsync(session, [before.MemberId]);
        var day = new DateOnly(2025, 7, 1);
        var after = region.MembersOf(region.VillageB1).First() with
        {
            MemberId = Guid.NewGuid(),
            Role = "leader",
            JoinedOn = day,
            PersonId = before.MemberId,
        };
        var overdueBefore = (await client.NeedsAsync("status=overdue")).Count;

        await service.PublishAsync(
            new MembersChanged(
                DateTimeOffset.UtcNow,
                [before with { Version = 2, LeftOn = day, PersonId = before.MemberId }, after]
            )
        );

        (await client.NeedsAsync()).ShouldNotContain(need => need.MemberId == after.MemberId);
        (await client.NeedsAsync()).Count.ShouldBe(overdueBefore);
        (await client.FiguresAsync(region.CommuneA.Code)).ShouldBe((0, 0));
        (await client.FiguresAsync(region.CommuneB.Code)).ShouldBe((1, 1));
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((1, 1));
        // As of a day before the merger they are a member of the team that they were in.
        (await client.FiguresAsync(region.CommuneA.Code, "?to=2025-06-30")).Trained.ShouldBe(1);

        // Once more, in the new team: the same person, told of once.
        await client.AttendAsync(
            await client.SessionAsync(programme, region.Province.Code, "2025-08-01"),
            [after.MemberId]
        );
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((1, 2));
        var told = await service.InDatabaseAsync(db =>
            Task.FromResult(db.TrainedMembers.Where(row => row.MemberId == after.MemberId).ToList())
        );
        told.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_unit_that_merged_required_holds_in_its_heir()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var required = await client.RequireAsync(region.CommuneA.Code, "leader", "portals", 10, "2024-01-01");
        var today = TimeProvider.System.Today();
        // Commune A goes into B with its villages.
        UnitFact Moved(UnitFact unit) =>
            unit with
            {
                Version = 2,
                Placements =
                [
                    unit.Placements[0] with
                    {
                        ValidTo = today,
                    },
                    new UnitPlacementFact(region.CommuneB.UnitId, today, null),
                ],
            };

        await service.PublishAsync(
            new UnitsChanged(
                DateTimeOffset.UtcNow,
                [Moved(region.CommuneA) with { ValidTo = today }, Moved(region.VillageA1), Moved(region.VillageA2)]
            )
        );

        (await client.NeedsAsync())
            .Select(need => need.Unit)
            .Order()
            .ShouldBe([region.VillageA1.Code, region.VillageA2.Code, region.VillageB1.Code]);
        await StandsAsync(region, today, due: 0, overdue: 3, communes: [region.CommuneB]);
        var coverage = await client.GetFromJsonAsync<CoverageResponse>($"/v1/training-coverage/{region.Province.Code}");
        coverage!.Children.Select(child => child.Code).ShouldBe([region.CommuneB.Code]);
        // Its heir changes it.
        var terms = new { withinDays = 20, validFrom = "2024-01-01" };
        await (
            await service.Client(region.CommuneB.Code).PutAsync($"/v1/training-requirements/{required}", terms, "\"1\"")
        ).ShouldBeJsonAsync(200);
    }

    [Fact]
    public async Task The_list_is_paged_exported_and_answers_for_invitations()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        await client.RequireAsync(region.Province.Code, null, "portals", 10, "2024-01-01");
        await client.RequireAsync(region.Province.Code, "leader", "e-commerce", 10, "2024-01-01");

        var pages = new List<NeedResponse>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await client.GetFromJsonAsync<Page<NeedResponse>>($"/v1/training-needs?limit=2&cursor={cursor}");
            pages.AddRange(page!.Items);
            cursor = page.Next;
        }
        pages.Count.ShouldBe(9);
        pages.Select(need => (need.MemberId, need.Topic)).Distinct().Count().ShouldBe(9);
        pages.ShouldBe(await client.NeedsAsync());

        var csv = await client.GetStringAsync("/v1/training-needs?format=csv&topic=e-commerce");
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1 + 3);
        csv.ShouldContain("Due on");
        var inVietnamese = await service
            .Client(region.CommuneA.Code, "vi")
            .GetStringAsync("/v1/training-needs?format=csv&topic=e-commerce");
        inVietnamese.ShouldContain("Tổ trưởng,e-commerce");
        inVietnamese.ShouldContain("Quá hạn");

        await using var scope = service.Services.CreateAsyncScope();
        var query = scope.ServiceProvider.GetRequiredService<NeedsQuery>();
        var commune = region.CommuneA.UnitId;
        var leaders = region.Members.Where(member => member.Role == "leader").Select(member => member.MemberId);
        (await query.MembersAsync(commune, "e-commerce", CancellationToken.None)).ShouldBe(
            leaders.Where(id => region.MembersOf(region.VillageB1).All(member => member.MemberId != id)),
            ignoreOrder: true
        );
        (await query.MembersAsync(commune, null, CancellationToken.None)).Count.ShouldBe(4);
        (await query.MembersAsync(commune, "law-and-policy", CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_questions_are_refused_by_name()
    {
        var region = await Region.CreateAsync(service);
        var commune = service.Client(region.CommuneA.Code);

        await (await commune.GetAsync($"/v1/training-needs?unit={region.Province.Code}")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.Province.Code}."
        );
        await (await commune.GetAsync("/v1/training-needs?unit=nowhere")).ShouldBeProblemAsync(
            404,
            "training-need.unit-unknown",
            "No unit bears the code nowhere today."
        );
        await (await commune.GetAsync("/v1/training-needs?status=late")).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("status", "request.value-unknown", "The value must be one of: due, overdue.")
        );
        (await (await commune.GetAsync("/v1/training-needs?topic=cooking")).ShouldBeJsonAsync(400))["errors"]![0]![
            "field"
        ]!
            .GetValue<string>()
            .ShouldBe("topic");
    }

    /// <summary>The figures of a unit and of all below it, by list and by count, at each level, by role and by topic.</summary>
    private async Task StandsAsync(
        Region region,
        DateOnly asOf,
        int due,
        int overdue,
        IReadOnlyList<UnitFact>? communes = null
    )
    {
        var client = service.Client(region.Province.Code);
        UnitFact[] units =
        [
            region.Province,
            .. communes ?? [region.CommuneA, region.CommuneB],
            region.VillageA1,
            region.VillageA2,
            region.VillageB1,
        ];
        foreach (var unit in units)
        {
            var needs = await client.NeedsAsync($"unit={unit.Code}&asOf={asOf:yyyy-MM-dd}");
            var coverage = (
                await client.GetFromJsonAsync<CoverageResponse>(
                    $"/v1/training-coverage/{unit.Code}?to={asOf:yyyy-MM-dd}"
                )
            )!;
            (long, long) counted = (
                needs.Count(need => need.Status == "due"),
                needs.Count(need => need.Status == "overdue")
            );
            (coverage.Unit.Due, coverage.Unit.Overdue).ShouldBe(counted);
            (coverage.Topics.Sum(topic => topic.Due), coverage.Topics.Sum(topic => topic.Overdue)).ShouldBe(counted);
            (coverage.Roles.Sum(role => role.Due), coverage.Roles.Sum(role => role.Overdue)).ShouldBe(counted);
            if (unit.Level < 4)
                (coverage.Children.Sum(child => child.Due), coverage.Children.Sum(child => child.Overdue)).ShouldBe(
                    counted
                );
            if (unit != region.Province)
                continue;
            counted.ShouldBe((due, overdue));
            await ShouldAgreeAsync("topic=portals", need => need.Topic == "portals");
            await ShouldAgreeAsync("role=leader", need => need.Role == "leader");
            await ShouldAgreeAsync(
                "topic=digital-awareness&role=leader",
                need => need is { Topic: "digital-awareness", Role: "leader" }
            );

            async Task ShouldAgreeAsync(string filter, Func<NeedResponse, bool> isAsked)
            {
                var query = $"{filter}&unit={unit.Code}&asOf={asOf:yyyy-MM-dd}";
                (await client.NeedsAsync(query)).ShouldBe(needs.Where(isAsked));
                var part = await client.GetFromJsonAsync<CoverageResponse>(
                    $"/v1/training-coverage/{unit.Code}?to={asOf:yyyy-MM-dd}&{filter}"
                );
                (part!.Unit.Due + part.Unit.Overdue).ShouldBe(needs.Count(isAsked));
            }
        }
    }
}
