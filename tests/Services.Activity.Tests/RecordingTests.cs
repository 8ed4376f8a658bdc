using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Activities;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class RecordingTests(ActivityService service)
{
    [Fact]
    public async Task An_activity_is_recorded_once_however_often_it_is_sent()
    {
        var team = await service.TeamAsync();
        var client = service.Client(language: "vi");
        var id = Guid.NewGuid();
        var visit = Visit.Of(team, id);

        var first = await client.PostAsJsonAsync("/v1/activities", visit);
        first.Headers.Location!.OriginalString.ShouldBe($"/v1/activities/{id}");
        first.Headers.ETag!.Tag.ShouldBe("\"1\"");
        await first.ShouldBeJsonAsync(201, visit.Recorded());
        await (await client.PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(200, visit.Recorded());
        await (await client.GetAsync($"/v1/activities/{id}")).ShouldBeJsonAsync(200, visit.Recorded());
        await (await client.PostAsJsonAsync("/v1/activities", Visit.Of(team, id, people: 6))).ShouldBeProblemAsync(
            409,
            "activity.id-taken",
            $"Hoạt động {id} đã được ghi với nội dung khác; để sửa, hãy gửi bản đính chính."
        );
    }

    [Fact]
    public async Task An_idempotency_key_stands_for_an_id()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        client.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());

        var first = await (await client.PostAsJsonAsync("/v1/activities", Visit.Of(team))).ShouldBeJsonAsync(201);
        await (await client.PostAsJsonAsync("/v1/activities", Visit.Of(team))).ShouldBeJsonAsync(200, first);
    }

    [Theory]
    [InlineData("/v1/activities/")]
    [InlineData("/v1/Activities")]
    public async Task An_idempotency_key_stands_for_an_id_however_the_path_is_written(string path)
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        client.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());

        var first = await (await client.PostAsJsonAsync("/v1/activities", Visit.Of(team))).ShouldBeJsonAsync(201);
        await (await client.PostAsJsonAsync(path, Visit.Of(team))).ShouldBeJsonAsync(200, first);
    }

    [Theory]
    [InlineData("vi", "Tiêu đề Idempotency-Key cần có đúng một giá trị, không để trống.")]
    [InlineData("en", "The Idempotency-Key header needs exactly one value, not a blank one.")]
    public async Task A_blank_idempotency_key_is_refused(string language, string text)
    {
        var team = await service.TeamAsync();
        var client = service.Client(language: language);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Idempotency-Key", " ");

        foreach (var path in new[] { "/v1/activities", "/v1/activities/batch" })
        {
            object body = path.EndsWith("batch", StringComparison.Ordinal) ? new[] { Visit.Of(team) } : Visit.Of(team);
            await (await client.PostAsJsonAsync(path, body)).ShouldBeProblemAsync(
                400,
                "request.idempotency-key-invalid",
                text
            );
        }
        var read = await client.GetFromJsonAsync<Page<ActivityResponse>>($"/v1/activities?team={team.TeamId}");
        read!.Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100_001)]
    public async Task An_outcome_says_where_its_limits_lie(int count)
    {
        var visit = Visit.Of(await service.TeamAsync());
        visit["outcomes"] = new JsonObject { ["e-wallets"] = count };

        await (await service.Client().PostAsJsonAsync("/v1/activities", visit)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("outcomes.e-wallets", "activity.outcome-out-of-range", "An outcome's count must lie between 0 and 100000.")
        );
    }

    [Fact]
    public async Task The_id_of_all_zeros_stands_for_nothing()
    {
        var visit = Visit.Of(await service.TeamAsync(), Guid.Empty);
        visit["teamId"] = Guid.Empty;

        await (await service.Client(language: "vi").PostAsJsonAsync("/v1/activities", visit)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "Yêu cầu có trường không hợp lệ.",
            ("id", "request.id-empty", "UUID toàn số 0 không dùng làm id được."),
            ("teamId", "request.id-empty", "UUID toàn số 0 không dùng làm id được.")
        );
    }

    [Theory]
    [InlineData("/v1/activities?teamId=x", "teamId")]
    [InlineData("/v1/activities?team=0195a000-0000-7000-8000-000000000004&Limit=3&khác=1", "khác")]
    [InlineData("/v1/activities/0195a000-0000-7000-8000-000000000004?id=x", "id")]
    [InlineData("/v1/topics?lang=vi", "lang")]
    public async Task A_parameter_that_a_path_does_not_take_is_refused(string path, string parameter)
    {
        await (await service.Client().GetAsync(path)).ShouldBeProblemAsync(
            400,
            "request.parameter-unknown",
            $"This path takes no parameter {parameter}."
        );
        await (await service.Client(language: "vi").GetAsync(path)).ShouldBeProblemAsync(
            400,
            "request.parameter-unknown",
            $"Đường dẫn này không có tham số {parameter}."
        );
    }

    [Theory]
    [InlineData("vi", "Mã không có trong danh mục (xem /v1/topics).")]
    [InlineData("en", "The code is not in the catalogue (see /v1/topics).")]
    public async Task Wrong_fields_are_named_in_both_languages(string language, string text)
    {
        var team = await service.TeamAsync();
        var visit = Visit.Of(team, people: 1);
        visit["topic"] = "gardening";
        visit["outcomes"] = new JsonObject { ["carrots"] = 1 };

        var answer = await service.Client(language: language).PostAsJsonAsync("/v1/activities", visit);

        await answer.ShouldBeProblemAsync(
            400,
            "request.invalid",
            language == "vi" ? "Yêu cầu có trường không hợp lệ." : "The request has invalid fields.",
            ("topic", "activity.code-unknown", text),
            ("outcomes.carrots", "activity.code-unknown", text)
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-367)]
    public async Task The_day_is_within_the_past_year(int daysFromToday)
    {
        var team = await service.TeamAsync();
        var day = $"{TimeProvider.System.Today().AddDays(daysFromToday):yyyy-MM-dd}";

        var answer = await service.Client().PostAsJsonAsync("/v1/activities", Visit.Of(team, occurredOn: day));

        await answer.ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("occurredOn", "activity.date-out-of-range", "The day must lie within the past year and not in the future.")
        );
    }

    [Fact]
    public async Task Unknown_fields_are_named()
    {
        var visit = Visit.Of(await service.TeamAsync());
        visit["peopelGuided"] = 4;

        var answer = await service.Client(language: "vi").PostAsJsonAsync("/v1/activities", visit);

        await answer.ShouldBeProblemAsync(
            400,
            "request.invalid",
            "Yêu cầu có trường không hợp lệ.",
            ("peopelGuided", "request.field-unreadable", "Giá trị không đúng kiểu hoặc trường không tồn tại.")
        );
    }

    [Theory]
    [InlineData("\"peopleGuided\":6", "peopleGuided")]
    [InlineData("\"PeopleGuided\":6", "PeopleGuided")]
    [InlineData("\"outcomes\":{\"e-wallets\":2}", "outcomes")]
    public async Task Fields_that_stand_there_twice_are_named(string more, string field)
    {
        var body = $"{Visit.Of(await service.TeamAsync()).ToJsonString()[..^1]},{more}}}";

        var answer = await service.Client().PostAsync("/v1/activities", Visit.Json(body));

        await answer.ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            (field, "request.field-repeated", "The field stands there more than once.")
        );
    }

    [Theory]
    [InlineData("{", 1, 2)]
    [InlineData("{\n\"teamId\":}", 2, 10)]
    [InlineData("{} x", 1, 4)]
    [InlineData("x", 1, 1)]
    public async Task Broken_JSON_is_called_so(string body, int line, int position) =>
        await (await service.Client(language: "vi").PostAsync("/v1/activities", Visit.Json(body))).ShouldBeProblemAsync(
            400,
            "request.json-malformed",
            $"JSON viết sai cú pháp hoặc lồng quá sâu ở dòng {line}, byte {position}."
        );

    [Fact]
    public async Task A_team_must_be_known_in_being_and_within_reach()
    {
        var team = await service.TeamAsync("02");
        var dissolved = ActivityService.NewTeam() with { DissolvedOn = new DateOnly(2024, 1, 1) };
        await service.PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, [dissolved]));
        var unknown = ActivityService.NewTeam();
        var yesterday = TimeProvider.System.Today().AddDays(-1).ToString("dd'/'MM'/'yyyy", null);

        Task<HttpResponseMessage> Post(TeamFact of, string unit = "VN") =>
            service.Client(unit).PostAsJsonAsync("/v1/activities", Visit.Of(of));
        await (await Post(team, "04")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {team.UnitPath.Split('/')[^1]}."
        );
        await (await Post(dissolved)).ShouldBeProblemAsync(
            422,
            "activity.team-not-in-being",
            $"Team {dissolved.TeamId} was not yet established, or already dissolved, on {yesterday}."
        );
        await (await Post(unknown)).ShouldBeProblemAsync(
            422,
            "activity.team-unknown",
            $"There is no team {unknown.TeamId}; if it was registered just now, resend in a moment."
        );
    }

    [Fact]
    public async Task A_team_registered_just_now_is_waited_for()
    {
        var team = ActivityService.NewTeam();

        var recording = service.Client().PostAsJsonAsync("/v1/activities", Visit.Of(team));
        await Task.Delay(200);
        recording.IsCompleted.ShouldBeFalse();
        await service.PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, [team]));

        await (await recording).ShouldBeJsonAsync(201);
    }

    [Fact]
    public async Task Scopes_are_checked()
    {
        var reader = service.Client("VN", "en", Scopes.ActivityRead);

        await (await reader.PostAsJsonAsync("/v1/activities", new JsonObject())).ShouldBeProblemAsync(
            403,
            "auth.scope-missing",
            "The access token lacks the scope that this needs."
        );
        await (await service.CreateClient().GetAsync("/v1/activities")).ShouldBeProblemAsync(
            401,
            "auth.token-required",
            "Cần mã truy cập (access token) còn hiệu lực."
        );
        var absent = Guid.NewGuid();
        await (await reader.GetAsync($"/v1/activities/{absent}")).ShouldBeProblemAsync(
            404,
            "activity.not-found",
            $"There is no activity {absent}."
        );
    }

    [Fact]
    public async Task Lists_are_paged_without_gaps_or_doubles()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var recorded = new List<Guid>();
        for (var index = 0; index < 11; index++)
        {
            var day = TimeProvider.System.Today().AddDays(-1 - index / 4);
            recorded.Add(await client.RecordAsync(team, $"{day:yyyy-MM-dd}"));
        }

        var read = new List<ActivityResponse>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await client.GetFromJsonAsync<Page<ActivityResponse>>(
                $"/v1/activities?team={team.TeamId}&limit=3&cursor={cursor}"
            );
            page!.Items.Count.ShouldBeInRange(1, 3);
            read.AddRange(page.Items);
            cursor = page.Next;
        }

        read.Select(item => item.Id).ShouldBe(recorded, ignoreOrder: true);
        read.Select(item => item.OccurredOn).ShouldBe(read.Select(item => item.OccurredOn).OrderDescending());
        var others = await service
            .Client("04")
            .GetFromJsonAsync<Page<ActivityResponse>>($"/v1/activities?team={team.TeamId}");
        others!.Items.ShouldBeEmpty();
    }
}
