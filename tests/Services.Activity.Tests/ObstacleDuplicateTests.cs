using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>What is the same is handled once, and counts where it was raised.</summary>
public sealed class ObstacleDuplicateTests(ActivityService service)
{
    [Fact]
    public async Task Answering_the_main_one_answers_all_and_each_counts_for_itself()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var main = await region.RaiseAsync(region.TeamA, levels: 2);
        var other = await region.RaiseAsync(region.TeamB, levels: 2, cause: "old-phone");
        var district = region.As(region.District);

        for (var attempt = 0; attempt < 2; attempt++)
            (
                (int)(await district.StepAsync(main, "duplicates", 3, new { ids = new[] { other } }))["version"]!
            ).ShouldBe(4);
        ((Guid?)(await district.ObstacleAsync(other))["mainId"]).ShouldBe(main);
        await (await district.TryStepAsync(other, "answer", 4, new { answer = "x" })).ShouldBeProblemAsync(
            409,
            "obstacle.joined",
            $"Obstacle {other} is handled with {main}; act on that one, or part them first."
        );
        await district.StepAsync(main, "escalation", 4, new { note = "Chuyển" });
        (await district.ObstacleAsync(other)).State().WaitsAt.ShouldBe(region.Province.Code);
        await region.As(region.Province).StepAsync(main, "answer", 5, new { answer = "Đã rõ" });

        var answered = await region.As(region.VillageB).ObstacleAsync(other);
        ((string?)answered["status"], (string?)answered["answer"], (int)answered["version"]!).ShouldBe(
            ("answered", "Đã rõ", 6)
        );
        // One question, one answer.
        (await district.GetAsync($"/v1/obstacles/answers/{other}")).IsSuccessStatusCode.ShouldBeFalse();
        var summary = await district.ReadAsync("/v1/obstacles/summary");
        summary["units"]!
            .AsArray()
            .Select(unit => $"{unit!["unitCode"]} {unit["causes"]![0]!["cause"]} {unit["counts"]!["answered"]}")
            .ShouldBe([$"{region.CommuneA.Code} forgotten-account 1", $"{region.CommuneB.Code} old-phone 1"]);
        await service.Events.WaitForAsync(heard =>
            heard.RoutingKey.StartsWith("activity.obstacles-changed", StringComparison.Ordinal)
            && heard.As<ObstaclesChanged>().Facts.Select(fact => (fact.ObstacleId, fact.Status)).ToHashSet()
                is { Count: 2 } facts
            && facts.SetEquals([(main, "answered"), (other, "answered")])
        );

        // Each team judges for itself.
        await region.As(region.VillageB).StepAsync(other, "reopening", 6, new { reason = "Máy khác" });
        (await district.ObstacleAsync(main)).State().Status.ShouldBe("answered");
        ((string?)(await district.ObstacleAsync(other))["mainId"]).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_joined_can_be_parted()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var (main, first, second) = (
            await region.RaiseAsync(region.TeamA, levels: 2),
            await region.RaiseAsync(region.TeamB, levels: 2),
            await region.RaiseAsync(region.TeamB, levels: 2)
        );
        var district = region.As(region.District);
        await district.StepAsync(main, "duplicates", 3, new { ids = new[] { first, second } });

        await district.StepAsync(main, "duplicates", 4, new { ids = new[] { second }, note = "Không giống" });
        ((int)(await district.StepAsync(main, "duplicates", 5, new { ids = new[] { second } }))["version"]!).ShouldBe(
            5
        );
        (await district.IdsAsync($"/v1/obstacles?main={main}")).ShouldBe([second]);
        await district.StepAsync(first, "answer", 5, new { answer = "Riêng" });

        // Where the main one is taken back, or a duplicate is, the others wait on.
        await region.As(region.VillageB).StepAsync(second, "withdrawal", 4, new { reason = "Nhầm" });
        (await district.IdsAsync($"/v1/obstacles?main={main}")).ShouldBeEmpty();
        var third = await region.RaiseAsync(region.TeamB, levels: 2);
        await district.StepAsync(main, "duplicates", 5, new { ids = new[] { third } });
        await region.As(region.VillageA).StepAsync(main, "withdrawal", 6, new { reason = "Nhầm" });
        var freed = await district.ObstacleAsync(third);
        (freed.State(), (string?)freed["mainId"]).ShouldBe((("open", region.District.Code, false), null));
    }

    [Fact]
    public async Task What_cannot_be_joined_is_refused_and_nothing_is()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var main = await region.RaiseAsync(region.TeamA, levels: 2);
        var fine = await region.RaiseAsync(region.TeamB, levels: 2);
        var below = await region.RaiseAsync(region.TeamB, levels: 1);
        var withdrawn = await region.RaiseAsync(region.TeamB, levels: 2);
        await region.As(region.VillageB).StepAsync(withdrawn, "withdrawal", 3, new { reason = "x" });
        var leading = await region.RaiseAsync(region.TeamB, levels: 2);
        var led = await region.RaiseAsync(region.TeamB, levels: 2);
        var nobody = Guid.NewGuid();
        var district = region.As(region.District);
        await district.StepAsync(leading, "duplicates", 3, new { ids = new[] { led } });

        var cases = new (Guid Id, int Status, string Code, string Text)[]
        {
            (nobody, 422, "obstacle.duplicate-unknown", $"There is no obstacle {nobody} to join."),
            (main, 409, "obstacle.duplicate-of-itself", $"Obstacle {main} cannot be a duplicate of itself."),
            (
                below,
                409,
                "obstacle.waits-elsewhere",
                $"Obstacle {below} does not wait at {region.District.FullName} and cannot be joined."
            ),
            (withdrawn, 409, "obstacle.not-open", $"Obstacle {withdrawn} has been answered or withdrawn."),
            (
                leading,
                409,
                "obstacle.has-duplicates",
                $"Obstacle {leading} has duplicates of its own; part them first."
            ),
            (
                led,
                409,
                "obstacle.joined",
                $"Obstacle {led} is handled with {leading}; act on that one, or part them first."
            ),
        };
        foreach (var (id, status, code, text) in cases)
            await (
                await district.TryStepAsync(main, "duplicates", 3, new { ids = new[] { fine, id } })
            ).ShouldBeProblemAsync(status, code, text);
        await (
            await region.As(region.CommuneA).TryStepAsync(main, "duplicates", 3, new { ids = new[] { fine } })
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.District.Code}."
        );
        await (
            await district.TryStepAsync(
                main,
                "duplicates",
                3,
                new { ids = Enumerable.Range(0, 501).Select(_ => Guid.NewGuid()) }
            )
        ).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("ids", "obstacle.too-many-duplicates", "An obstacle has at most 500 duplicates.")
        );
        (await district.IdsAsync($"/v1/obstacles?main={main}")).ShouldBeEmpty();
        ((int)(await district.ObstacleAsync(main))["version"]!).ShouldBe(3);
    }

    [Fact]
    public async Task Joined_one_way_and_the_other_at_the_same_moment_there_is_one_main()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var (left, right) = (
            await region.RaiseAsync(region.TeamA, levels: 2),
            await region.RaiseAsync(region.TeamB, levels: 2)
        );
        var district = region.As(region.District);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .SelectMany(_ =>
                    new[]
                    {
                        district.TryStepAsync(left, "duplicates", 3, new { ids = new[] { right } }),
                        district.TryStepAsync(right, "duplicates", 3, new { ids = new[] { left } }),
                    }
                )
        );

        answers.ShouldAllBe(answer =>
            (int)answer.StatusCode == 200 || (int)answer.StatusCode == 412 || (int)answer.StatusCode == 409
        );
        JsonObject[] both = [await district.ObstacleAsync(left), await district.ObstacleAsync(right)];
        both.Count(each => each["mainId"] is null).ShouldBe(1);
        both.ShouldAllBe(each => (int)each["version"]! == 4);
    }

    [Fact]
    public async Task A_duplicate_that_is_withdrawn_meanwhile_does_not_hold_up_the_answer()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var main = await region.RaiseAsync(region.TeamA, levels: 2);
        var others = new List<Guid>();
        for (var count = 0; count < 6; count++)
            others.Add(await region.RaiseAsync(region.TeamB, levels: 2));
        var district = region.As(region.District);
        await district.StepAsync(main, "duplicates", 3, new { ids = others });

        var answer = district.TryStepAsync(main, "answer", 4, new { answer = "Chung", publish = false });
        var withdrawal = region.As(region.VillageB).TryStepAsync(others[0], "withdrawal", 4, new { reason = "x" });
        await (await answer).ShouldBeJsonAsync(200);
        ((int)(await withdrawal).StatusCode).ShouldBeOneOf(200, 409, 412);

        foreach (var other in others.Skip(1))
            (await district.ObstacleAsync(other)).State().Status.ShouldBe("answered");
        (await district.ObstacleAsync(others[0])).State().Status.ShouldBeOneOf("answered", "withdrawn");
    }
}
