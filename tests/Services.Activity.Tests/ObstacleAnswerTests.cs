using System.Net;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>What was answered once is found by all.</summary>
public sealed class ObstacleAnswerTests(ActivityService service)
{
    [Fact]
    public async Task All_words_must_be_there_and_those_of_the_question_come_first()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var word = $"w{Guid.NewGuid():N}";
        var inAnswer = await PublishAsync(region, region.TeamA, $"Chữ ký số {word}", "Đăng ký lại khi quên mật khẩu");
        var inQuestion = await PublishAsync(region, region.TeamA, $"Quên MẬT KHẨU VNeID {word}", "Ra xã");
        await PublishAsync(region, region.TeamA, $"Quên thẻ {word}", "Ra xã");
        await PublishAsync(region, region.TeamA, "Quên mật khẩu", "Ra xã");
        var hidden = await region.RaiseAsync(region.TeamA, title: $"Quên mật khẩu {word}");
        await region.As(region.VillageA).StepAsync(hidden, "answer", 1, new { answer = "Ẩn", publish = false });
        var client = service.Client("99-nowhere", "en", Scopes.ActivityRead);

        (await Found($"quen mat khau {word}")).ShouldBe([inQuestion, inAnswer]);
        (await Found($"{word}  Mật-Khẩu,  QUÊN")).ShouldBe([inQuestion, inAnswer]);
        // Decomposed letters, and a last word that is only begun.
        (await Found($"{word} quên mật khẩ".Normalize(System.Text.NormalizationForm.FormD))).ShouldBe([
            inQuestion,
            inAnswer,
        ]);
        (await Found($"mat ken {word}")).ShouldBeEmpty();
        (await Found("!? & | ' ( :*")).ShouldBeEmpty();
        (await Found($"dang ky {word}")).ShouldBe([inAnswer]);

        async Task<Guid[]> Found(string q) =>
            await client.IdsAsync($"/v1/obstacles/answers?q={Uri.EscapeDataString(q)}");
    }

    [Fact]
    public async Task What_helped_most_comes_first_and_a_team_counts_once()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var word = $"w{Guid.NewGuid():N}";
        var answers = new List<Guid>();
        for (var count = 0; count < 4; count++)
            answers.Add(await PublishAsync(region, region.TeamA, $"Câu hỏi {word}", "Trả lời"));
        foreach (var (answer, team) in new[] { (1, region.TeamA), (1, region.TeamB), (3, region.TeamC) })
            for (var attempt = 0; attempt < 2; attempt++)
                (await HelpedAsync(region.As(region.Province), answers[answer], team)).StatusCode.ShouldBe(
                    HttpStatusCode.NoContent
                );

        var read = new List<JsonNode>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await service.Client().ReadAsync($"/v1/obstacles/answers?q={word}&limit=1&cursor={cursor}");
            read.Add(page["items"]!.AsArray().ShouldHaveSingleItem()!);
            cursor = (string?)page["next"];
        }
        read.Select(item => (int)item["helped"]!).ShouldBe([2, 1, 0, 0]);
        read.Select(item => (Guid)item["id"]!).Take(2).ShouldBe([answers[1], answers[3]]);
        read.Select(item => (Guid)item["id"]!).ShouldBe(answers, ignoreOrder: true);

        await (await HelpedAsync(region.As(region.CommuneA), answers[0], region.TeamB)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.VillageB.Code}."
        );
        var nothing = Guid.NewGuid();
        await (await HelpedAsync(region.As(region.VillageA), nothing, region.TeamA)).ShouldBeProblemAsync(
            404,
            "obstacle-answer.not-found",
            $"There is no answer {nothing}, or it is no longer published."
        );
    }

    [Fact]
    public async Task Many_teams_at_the_same_moment_all_count()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var answer = await PublishAsync(region, region.TeamA, "Câu hỏi", "Trả lời");
        TeamFact[] teams = [region.TeamA, region.TeamB, region.TeamC];

        await Task.WhenAll(
            Enumerable.Range(0, 12).Select(number => HelpedAsync(service.Client(), answer, teams[number % 3]))
        );

        ((int)(await service.Client().ReadAsync($"/v1/obstacles/answers/{answer}"))["helped"]!).ShouldBe(3);
    }

    [Fact]
    public async Task The_public_sees_the_question_as_it_was_put_for_it_and_no_place_below_a_province()
    {
        var region = await ObstacleRegion.CreateAsync(service);
        var id = await region.RaiseAsync(region.TeamA, title: $"Thôn {region.VillageA.Code} quên mật khẩu");
        await region
            .As(region.CommuneA)
            .StepAsync(id, "answer", 1, new { answer = "Đặt lại", question = " Quên   mật khẩu? " });

        var found = await service.Client().ReadAsync($"/v1/obstacles/answers/{id}");
        await (await service.Client().GetAsync($"/v1/obstacles/answers/{id}")).ShouldBeJsonAsync(
            200,
            new
            {
                id,
                cause = "forgotten-account",
                topic = "public-services",
                question = "Quên mật khẩu?",
                answer = "Đặt lại",
                provinceCode = region.Province.Code,
                provinceName = region.Province.FullName,
                answeredOn = ObstacleRegion.Today,
                helped = 0,
            }
        );
        found.ToJsonString().ShouldNotContain(region.VillageA.Code);

        var query = $"province={region.Province.Code}";
        (await service.Client().IdsAsync($"/v1/obstacles/answers?{query}&topic=public-services")).ShouldBe([id]);
        (await service.Client().IdsAsync($"/v1/obstacles/answers?{query}&cause=no-signal")).ShouldBeEmpty();
        (await service.Client().IdsAsync($"/v1/obstacles/answers?{query}&topic=online-safety")).ShouldBeEmpty();
        (
            await service.Client(language: "vi").GetStringAsync($"/v1/obstacles/answers?{query}&format=csv")
        ).ShouldStartWith("Mã định danh câu trả lời,Nguyên nhân,Lĩnh vực,Câu hỏi,Câu trả lời,Mã tỉnh,");
    }

    private static async Task<Guid> PublishAsync(ObstacleRegion region, TeamFact team, string title, string answer)
    {
        var id = await region.RaiseAsync(team, title: title);
        await region.As(region.Province).StepAsync(id, "answer", 1, new { answer });
        return id;
    }

    private static Task<HttpResponseMessage> HelpedAsync(HttpClient client, Guid answer, TeamFact team) =>
        client.PutAsync($"/v1/obstacles/answers/{answer}/helped/{team.TeamId}", null);
}
