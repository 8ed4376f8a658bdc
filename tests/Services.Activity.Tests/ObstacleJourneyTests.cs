using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>An obstacle goes up the tree until somebody answers it.</summary>
public sealed class ObstacleJourneyTests(ActivityService service)
{
    [Fact]
    public async Task The_forgotten_password_travels_to_the_province_and_is_found_by_another()
    {
        var (here, elsewhere) = (await ObstacleRegion.CreateAsync(service), await ObstacleRegion.CreateAsync(service));
        var word = $"x{Guid.NewGuid():N}";
        var id = await here.RaiseAsync(here.TeamA, title: $"Quên mật khẩu cổng dịch vụ công {word}");
        var village = here.As(here.VillageA);
        (await village.ObstacleAsync(id)).State().ShouldBe(("open", here.VillageA.Code, false));

        UnitFact[] way = [here.VillageA, here.CommuneA, here.District, here.Province];
        int[] days = [3, 5, 5, 10];
        for (var step = 0; step < 3; step++)
        {
            var passed = await here.As(way[step])
                .StepAsync(id, "escalation", step + 1, new { note = $"Chuyển {step}" });
            passed.State().ShouldBe(("open", way[step + 1].Code, false));
            ((string)passed["dueOn"]!).ShouldBe(ObstacleRegion.Day(days[step + 1]));
        }
        var answered = await here.As(here.Province)
            .StepAsync(id, "answer", 4, new { answer = "Đặt lại mật khẩu bằng VNeID mức 2." });
        (answered.State(), (string?)answered["answeredBy"], (string?)answered["answeredOn"]).ShouldBe(
            (("answered", null, false), here.Province.Code, ObstacleRegion.Today)
        );
        (await village.StepAsync(id, "confirmation", 5, new { })).State().Status.ShouldBe("closed");

        var steps = await village.GetFromJsonAsync<JsonArray>($"/v1/obstacles/{id}/steps");
        steps!
            .Select(step =>
                $"{step!["version"]} {step["kind"]} {step["level"]} {step["unitCode"]} {step["takenFor"]} {step["takenBy"]}"
            )
            .ShouldBe([
                $"1 raised 4 {way[0].Code} {way[0].Code} test-client",
                $"2 escalated 3 {way[1].Code} {way[0].Code} test-client",
                $"3 escalated 2 {way[2].Code} {way[1].Code} test-client",
                $"4 escalated 1 {way[3].Code} {way[2].Code} test-client",
                $"5 answered 1 {way[3].Code} {way[3].Code} test-client",
                $"6 closed 1 {way[3].Code} {way[0].Code} test-client",
            ]);
        ((string?)steps![1]!["note"]).ShouldBe("Chuyển 0");

        var found = await elsewhere.As(elsewhere.VillageC).ReadAsync($"/v1/obstacles/answers?q=QUEN mat khau {word}");
        await (await elsewhere.As(elsewhere.VillageC).GetAsync($"/v1/obstacles/answers/{id}")).ShouldBeJsonAsync(
            200,
            found["items"]!.AsArray().ShouldHaveSingleItem()
        );
        found["items"]![0]!
            .AsObject()
            .Select(field => field.Key)
            .ShouldBe(
                ["id", "cause", "topic", "question", "answer", "provinceCode", "provinceName", "answeredOn", "helped"],
                ignoreOrder: true
            );
        // The answer is for everybody, the obstacle is not.
        await (await elsewhere.As(elsewhere.Province).GetAsync($"/v1/obstacles/{id}")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {here.VillageA.Code}."
        );

        var heard = await service.Events.WaitForAsync(heard =>
            heard.RoutingKey == $"activity.obstacles-changed.v1.{here.Province.Code}"
            && heard.As<ObstaclesChanged>().Facts.Any(fact => fact.ObstacleId == id && fact.Version == 5)
        );
        heard
            .As<ObstaclesChanged>()
            .Facts.ShouldBe([
                new ObstacleFact(
                    id,
                    5,
                    here.VillageA.UnitId,
                    TimeProvider.System.Today(),
                    "forgotten-account",
                    "answered",
                    1,
                    null,
                    TimeProvider.System.Today()
                ),
            ]);
        heard.Body.ShouldNotContain("VNeID");
    }

    [Fact]
    public async Task Without_districts_the_commune_passes_it_on_to_the_province_and_the_ministry_is_the_last()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var id = await region.RaiseAsync(region.TeamC, levels: 1);

        (await region.As(region.CommuneC).StepAsync(id, "escalation", 2, new { note = "x" }))
            .State()
            .WaitsAt.ShouldBe(region.Province.Code);
        (await region.As(region.Province).StepAsync(id, "escalation", 3, new { note = "x" }))
            .State()
            .WaitsAt.ShouldBe("VN");
        await (await service.Client().TryStepAsync(id, "escalation", 4, new { note = "x" })).ShouldBeProblemAsync(
            409,
            "obstacle.at-the-top",
            $"Obstacle {id} waits at the highest level and cannot be passed on."
        );
    }

    [Theory]
    [InlineData("escalation", "note")]
    [InlineData("answer", "answer")]
    public async Task Only_the_level_at_which_it_waits_and_those_above_handle_it(string step, string field)
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var id = await region.RaiseAsync(region.TeamA, levels: 2);
        var body = new Dictionary<string, string> { [field] = "x" };

        foreach (var below in new[] { region.VillageA, region.CommuneA })
            await (await region.As(below).TryStepAsync(id, step, 3, body)).ShouldBeProblemAsync(
                403,
                "auth.unit-out-of-scope",
                $"The access token gives no right over unit {region.District.Code}."
            );
        await (await region.As(region.CommuneB).TryStepAsync(id, step, 3, body)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.VillageA.Code}."
        );
        await region.As(region.Province).StepAsync(id, step, 3, body);
    }

    [Fact]
    public async Task Every_step_can_be_sent_again_and_a_stale_one_cannot()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var commune = region.As(region.CommuneA);
        var id = await region.RaiseAsync(region.TeamA, levels: 1);

        // The second time it waits beyond the caller's right, and still is the caller's own step.
        var first = await commune.StepAsync(id, "escalation", 2, new { note = "Chuyển" });
        JsonNode
            .DeepEquals(first, await commune.StepAsync(id, "escalation", 2, new { note = "Chuyển" }))
            .ShouldBeTrue();
        foreach (
            var (step, body) in new (string, object)[]
            {
                ("escalation", new { note = "Khác" }),
                ("answer", new { answer = "Chuyển" }),
            }
        )
            await (await commune.TryStepAsync(id, step, 2, body)).ShouldBeProblemAsync(
                412,
                "request.version-stale",
                "Somebody else changed this meanwhile; read it again and resend (current version: 3)."
            );
        var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/obstacles/{id}/answer")
        {
            Content = JsonContent.Create(new { answer = "x" }),
        };
        await (await commune.SendAsync(request)).ShouldBeProblemAsync(
            428,
            "request.version-required",
            "Send an If-Match header with the version being changed."
        );
        for (var attempt = 0; attempt < 2; attempt++)
            (await region.As(region.District).StepAsync(id, "answer", 3, new { answer = "x", publish = false }))
                .State()
                .Status.ShouldBe("answered");
        ((int)(await commune.ObstacleAsync(id))["version"]!).ShouldBe(4);
    }

    [Fact]
    public async Task Of_many_who_act_at_the_same_moment_one_does()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var id = await region.RaiseAsync(region.TeamA);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(number =>
                    number % 2 == 0
                        ? region.As(region.VillageA).TryStepAsync(id, "escalation", 1, new { note = $"{number}" })
                        : region.As(region.CommuneA).TryStepAsync(id, "answer", 1, new { answer = $"{number}" })
                )
        );

        answers.Count(answer => (int)answer.StatusCode == 200).ShouldBe(1);
        answers.Count(answer => (int)answer.StatusCode == 412).ShouldBe(7);
        ((int)(await region.As(region.VillageA).ObstacleAsync(id))["version"]!).ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_that_did_not_help_comes_back_while_there_is_time()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var (village, commune) = (region.As(region.VillageA), region.As(region.CommuneA));
        var id = await region.RaiseAsync(region.TeamA, levels: 1);
        await (await village.TryStepAsync(id, "reopening", 2, new { reason = "x" })).ShouldBeProblemAsync(
            409,
            "obstacle.not-answered",
            $"Obstacle {id} is not in the state answered."
        );
        await commune.StepAsync(id, "answer", 2, new { answer = "Thử lại" });
        (await village.GetAsync($"/v1/obstacles/answers/{id}")).IsSuccessStatusCode.ShouldBeTrue();

        using (var late = new ReplicaInTime(service, days: 31))
            await (
                await late.As(region.VillageA).TryStepAsync(id, "reopening", 3, new { reason = "x" })
            ).ShouldBeProblemAsync(
                409,
                "obstacle.reopen-too-late",
                $"The answer to obstacle {id} could be sent back until {TimeProvider.System.Today().AddDays(30).Written()}; raise a new one."
            );
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var back = await village.StepAsync(id, "reopening", 3, new { reason = "Vẫn không được" });
            (back.State(), (string?)back["answer"], (string?)back["dueOn"]).ShouldBe(
                (("open", region.CommuneA.Code, false), null, ObstacleRegion.Day(5))
            );
        }
        await (await village.GetAsync($"/v1/obstacles/answers/{id}")).ShouldBeProblemAsync(
            404,
            "obstacle-answer.not-found",
            $"There is no answer {id}, or it is no longer published."
        );
        await commune.StepAsync(id, "answer", 4, new { answer = "Ra xã làm lại" });
        ((string?)(await village.ReadAsync($"/v1/obstacles/answers/{id}"))["answer"]).ShouldBe("Ra xã làm lại");
        await village.StepAsync(id, "confirmation", 5, new { note = "Được rồi" });
        await (await village.TryStepAsync(id, "reopening", 6, new { reason = "x" })).ShouldBeProblemAsync(
            409,
            "obstacle.not-answered",
            $"Obstacle {id} is not in the state answered."
        );
    }

    [Fact]
    public async Task What_is_withdrawn_is_over()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var id = await region.RaiseAsync(region.TeamA, levels: 1);

        for (var attempt = 0; attempt < 2; attempt++)
            (await region.As(region.VillageA).StepAsync(id, "withdrawal", 2, new { reason = "Nhập nhầm" }))
                .State()
                .ShouldBe(("withdrawn", null, false));
        foreach (
            var (step, body) in new (string, object)[]
            {
                ("escalation", new { note = "x" }),
                ("answer", new { answer = "x" }),
                ("withdrawal", new { reason = "x" }),
            }
        )
            await (await service.Client().TryStepAsync(id, step, 3, body)).ShouldBeProblemAsync(
                409,
                "obstacle.not-open",
                $"Obstacle {id} has been answered or withdrawn."
            );
    }

    [Fact]
    public async Task Raising_can_be_sent_again()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var village = region.As(region.VillageA);
        var obstacle = ObstacleRegion.Obstacle(region.TeamA);
        var id = Guid.NewGuid();
        obstacle["id"] = id;

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => village.PostAsJsonAsync("/v1/obstacles", obstacle))
        );
        answers.Select(answer => (int)answer.StatusCode).Order().ShouldBe([200, 200, 200, 201]);
        // Later the cause may have ended and the obstacle moved on: it is still the same one.
        await village.StepAsync(id, "escalation", 1, new { note = "x" });
        var again = await village.PostAsJsonAsync("/v1/obstacles", obstacle);
        again.Headers.ETag!.Tag.ShouldBe("\"2\"");
        (await again.ShouldBeJsonAsync(200)).State().WaitsAt.ShouldBe(region.CommuneA.Code);
        obstacle["title"] = "Khác";
        await (await village.PostAsJsonAsync("/v1/obstacles", obstacle)).ShouldBeProblemAsync(
            409,
            "obstacle.id-taken",
            $"The id {id} stands for an obstacle with other content."
        );

        obstacle.Remove("id");
        village.DefaultRequestHeaders.Add("Idempotency-Key", "key");
        var ids = new HashSet<Guid>();
        foreach (var status in new[] { 201, 200 })
            ids.Add(
                (Guid)
                    (await (await village.PostAsJsonAsync("/v1/obstacles", obstacle)).ShouldBeJsonAsync(status))["id"]!
            );
        ids.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_cannot_be_raised_is_refused_with_its_reason()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var client = region.As(region.VillageA);
        Task<HttpResponseMessage> Send(string field, JsonNode? value)
        {
            var obstacle = ObstacleRegion.Obstacle(region.TeamA);
            obstacle[field] = value;
            return client.PostAsJsonAsync("/v1/obstacles", obstacle);
        }

        var today = TimeProvider.System.Today().Written();
        await (await Send("cause", "bad-luck")).ShouldBeProblemAsync(
            422,
            "obstacle.cause-unknown",
            $"The catalogue has no cause bad-luck on {today} (see /v1/obstacles/causes)."
        );
        var nobody = Guid.NewGuid();
        await (await Send("teamId", nobody)).ShouldBeProblemAsync(
            422,
            "activity.team-unknown",
            $"There is no team {nobody}; if it was registered just now, resend in a moment."
        );
        await (await Send("teamId", region.TeamB.TeamId)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.VillageB.Code}."
        );
        var unplaced = await service.TeamAsync();
        await (await Send("teamId", unplaced.TeamId)).ShouldBeProblemAsync(
            422,
            "activity.team-unknown",
            $"There is no team {unplaced.TeamId}; if it was registered just now, resend in a moment."
        );
        foreach (
            var (field, value, code, text) in new (string, JsonNode?, string, string)[]
            {
                ("topic", "fishing", "activity.code-unknown", "The code is not in the catalogue (see /v1/topics)."),
                ("outcome", "fish", "activity.code-unknown", "The code is not in the catalogue (see /v1/topics)."),
                (
                    "raisedOn",
                    ObstacleRegion.Day(1),
                    "activity.date-out-of-range",
                    "The day must lie within the past year and not in the future."
                ),
                ("title", " ", "field.not-empty", "'title' must not be empty."),
            }
        )
            await (await Send(field, value)).ShouldBeProblemAsync(
                400,
                "request.invalid",
                "The request has invalid fields.",
                (field, code, text)
            );

        (
            await service
                .Client(region.VillageA.Code, "en", Scopes.ActivityRead)
                .PostAsJsonAsync("/v1/obstacles", ObstacleRegion.Obstacle(region.TeamA))
        ).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_team_that_is_not_in_being_raises_nothing()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var today = TimeProvider.System.Today();
        await service.PublishAsync(
            new TeamsChanged(DateTimeOffset.UtcNow, [region.TeamA with { Version = 2, DissolvedOn = today }])
        );

        await (
            await region.As(region.VillageA).PostAsJsonAsync("/v1/obstacles", ObstacleRegion.Obstacle(region.TeamA))
        ).ShouldBeProblemAsync(
            422,
            "activity.team-not-in-being",
            $"Team {region.TeamA.TeamId} was not yet established, or already dissolved, on {today.Written()}."
        );
    }
}
