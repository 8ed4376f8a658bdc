using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Tests;

public sealed class QuizAttemptTests(TrainingService service)
{
    [Fact]
    public async Task Right_answers_are_told_when_nothing_can_follow()
    {
        var (client, quiz, session, member) = await ReadyAsync();

        var attempt = await client.StartedAsync(quiz, session, member);
        ((string?)attempt["status"]).ShouldBe("open");
        attempt["questions"]!.AsArray().Count.ShouldBe(3);
        attempt.ToJsonString().ShouldNotContain("true");
        var read = await client.GetFromJsonAsync<JsonObject>(Exam.PathOf(attempt));
        JsonNode.DeepEquals(read, attempt).ShouldBeTrue();

        var wrong = Exam.Answers(attempt, right: false);
        var failed = await (await client.SubmitAsync(attempt, wrong)).ShouldBeJsonAsync(200);
        ((string?)failed["status"], (int?)failed["points"], (int?)failed["mostPoints"]).ShouldBe(("failed", 0, 4));
        failed["questions"]!.AsArray().ShouldAllBe(question => (bool)question!["correct"]! == false);
        // Another attempt can follow.
        failed.ToJsonString().ShouldNotContain("true");

        var second = await client.StartedAsync(quiz, session, member);
        ((int?)second["number"]).ShouldBe(2);
        var passed = await (await client.SubmitAsync(second, Exam.Answers(second))).ShouldBeJsonAsync(200);
        ((string?)passed["status"], (int?)passed["points"]).ShouldBe(("passed", 4));
        foreach (var choice in passed["questions"]!.AsArray().SelectMany(question => question!["choices"]!.AsArray()))
            ((bool)choice!["right"]!).ShouldBe(((string)choice["text"]!).StartsWith("Đúng", StringComparison.Ordinal));
        await (await client.StartAsync(quiz, session, member)).ShouldBeProblemAsync(
            409,
            "quiz-attempt.already-passed",
            $"The member has passed with attempt {Exam.Id(second)}."
        );
    }

    [Fact]
    public async Task Half_a_right_answer_counts_nothing_and_what_is_not_answered_neither()
    {
        var (client, quiz, session, member) = await ReadyAsync();
        var attempt = await client.StartedAsync(quiz, session, member);
        var answers = Exam.Answers(attempt).Cast<dynamic>().ToArray();
        // The third has two right choices and two points; the second is not answered.
        object[] given =
        [
            new { question = 1, choices = answers[0].choices },
            new { question = 2, choices = Array.Empty<string>() },
            new { question = 3, choices = new[] { (string)answers[2].choices[0] } },
        ];

        var answer = await (await client.SubmitAsync(attempt, given)).ShouldBeJsonAsync(200);

        ((string?)answer["status"], (int?)answer["points"]).ShouldBe(("failed", 1));
    }

    [Fact]
    public async Task A_retry_answers_as_before_and_other_answers_are_refused()
    {
        var (client, quiz, session, member) = await ReadyAsync();
        var id = Guid.NewGuid();
        var attempt = await (await client.StartAsync(quiz, session, member, id)).ShouldBeJsonAsync(201);
        var again = await (await client.StartAsync(quiz, session, member, id)).ShouldBeJsonAsync(200);
        JsonNode.DeepEquals(again, attempt).ShouldBeTrue();
        await (await client.StartAsync(quiz, session, member)).ShouldBeProblemAsync(
            409,
            "quiz-attempt.open",
            $"The member's attempt {id} has not ended yet."
        );
        var right = Exam.Answers(attempt);
        var first = await (await client.SubmitAsync(attempt, right)).ShouldBeJsonAsync(200);
        var second = await (await client.SubmitAsync(attempt, right.Reverse())).ShouldBeJsonAsync(200);
        JsonNode.DeepEquals(second, first).ShouldBeTrue();
        await (await client.SubmitAsync(attempt, Exam.Answers(attempt, right: false))).ShouldBeProblemAsync(
            409,
            "quiz-attempt.ended",
            $"Attempt {id} has been submitted with other answers."
        );
    }

    [Fact]
    public async Task Many_at_once_begin_one_attempt_and_end_it_once()
    {
        var (client, quiz, session, member) = await ReadyAsync();

        var starts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.StartAsync(quiz, session, member)));
        starts.Select(answer => (int)answer.StatusCode).Order().ShouldBe([201, 409, 409, 409, 409, 409]);
        var attempt = await starts.Single(answer => (int)answer.StatusCode == 201).ShouldBeJsonAsync(201);

        var (right, wrong) = (Exam.Answers(attempt), Exam.Answers(attempt, right: false));
        var ends = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(index => client.SubmitAsync(attempt, index % 2 == 0 ? right : wrong))
        );
        // Whichever came first stands; those who sent the same are told so, the others are refused.
        ends.Count(answer => (int)answer.StatusCode == 200).ShouldBe(3);
        ends.Count(answer => (int)answer.StatusCode == 409).ShouldBe(3);
        ((int?)(await client.GetFromJsonAsync<JsonObject>(Exam.PathOf(attempt)))!["version"]).ShouldBe(2);
    }

    [Fact]
    public async Task Time_runs_out_and_attempts_are_used_up()
    {
        var (client, quiz, session, member) = await ReadyAsync(attempts: 2);
        var late = await client.StartedAsync(quiz, session, member);
        await EndAsync(late);

        ((string?)(await client.GetFromJsonAsync<JsonObject>(Exam.PathOf(late)))!["status"]).ShouldBe("expired");
        await (await client.SubmitAsync(late, Exam.Answers(late))).ShouldBeProblemAsync(
            409,
            "quiz-attempt.expired",
            $"The time of attempt {Exam.Id(late)} is over."
        );
        var last = await client.StartedAsync(quiz, session, member);
        var answers = Exam.Answers(last);
        await (await client.SubmitAsync(last, answers[..1])).ShouldBeJsonAsync(200);
        // What arrived in time is answered in the same way ever after.
        await EndAsync(last);
        await (await client.SubmitAsync(last, answers[..1])).ShouldBeJsonAsync(200);
        await (await client.StartAsync(quiz, session, member)).ShouldBeProblemAsync(
            409,
            "quiz-attempt.none-left",
            "The member has used up all 2 attempts."
        );

        Task EndAsync(JsonObject attempt)
        {
            var id = Exam.Id(attempt);
            var past = DateTimeOffset.UtcNow.AddSeconds(-1);
            return service.InDatabaseAsync(db =>
                db.QuizAttempts.Where(each => each.Id == id)
                    .ExecuteUpdateAsync(update => update.SetProperty(each => each.EndsAt, past))
            );
        }
    }

    [Fact]
    public async Task Who_did_not_attend_is_not_asked_nor_anybody_of_another_unit()
    {
        var region = await Region.CreateAsync(service);
        var province = service.Client(region.Province.Code);
        var programme = await province.ProgrammeAsync(region);
        var quiz = await province.QuizAsync(region, programme);
        var session = await province.SessionAsync(programme, region.Province.Code);
        var (here, there) = (region.MembersOf(region.VillageA1).First(), region.MembersOf(region.VillageB1).First());
        await province.AttendAsync(session, [there.MemberId]);
        var client = service.Client(region.CommuneA.Code);

        await (await client.StartAsync(quiz, session, here.MemberId)).ShouldBeProblemAsync(
            422,
            "quiz-attempt.not-attended",
            $"Member {here.MemberId} did not attend training session {session}."
        );
        await (await client.StartAsync(quiz, session, there.MemberId)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.VillageB1.Code}."
        );
        var unknown = Guid.NewGuid();
        ((string?)(await (await client.StartAsync(quiz, session, unknown)).ShouldBeJsonAsync(422))["code"]).ShouldBe(
            "quiz-attempt.member-unknown"
        );
        var theirs = await province.StartedAsync(quiz, session, there.MemberId);
        await (await client.GetAsync(Exam.PathOf(theirs))).ShouldBeJsonAsync(403);
        await (await client.SubmitAsync(theirs, Exam.Answers(theirs))).ShouldBeJsonAsync(403);
        var list = await client.GetFromJsonAsync<JsonObject>($"/v1/quizzes/{quiz}/attempts");
        list!["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sessions_own_quiz_stands_in_for_its_programmes()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var programme = await client.ProgrammeAsync(region);
        var general = await client.QuizAsync(region, programme);
        var session = await client.SessionAsync(programme, region.Province.Code);
        var member = region.Members[0].MemberId;
        await client.AttendAsync(session, [member]);
        var own = Exam.Id(await client.CreatedAsync("/v1/quizzes", Exam.Quiz(null, session)));

        await (await client.StartAsync(general, session, member)).ShouldBeProblemAsync(
            422,
            "quiz-attempt.not-asked",
            $"Training session {session} does not have quiz {general}."
        );
        await client.PassAsync(own, session, member);
        await client.PutAsync($"/v1/quizzes/{own}/withdrawal", new { reason = "Thôi" }, null);
        ((string?)(await (await client.StartAsync(own, session, member)).ShouldBeJsonAsync(409))["code"]).ShouldBe(
            "quiz.withdrawn"
        );
    }

    [Fact]
    public async Task Answers_that_are_none_are_named()
    {
        var (client, quiz, session, member) = await ReadyAsync();
        var attempt = await client.StartedAsync(quiz, session, member);

        foreach (var (question, choice) in new[] { (4, "a"), (1, "z") })
            await (
                await client.SubmitAsync(attempt, new[] { new { question, choices = new[] { choice } } })
            ).ShouldBeProblemAsync(
                422,
                "quiz-attempt.answer-unknown",
                $"The attempt has no question {question}, or that question no such choice."
            );
        var twice = new { question = 1, choices = new[] { "a" } };
        var errors = (await (await client.SubmitAsync(attempt, new[] { twice, twice })).ShouldBeJsonAsync(400))[
            "errors"
        ];
        ((string?)errors!.AsArray().Single()!["code"]).ShouldBe("quiz-attempt.answer-repeated");
        ((string?)(await client.GetFromJsonAsync<JsonObject>(Exam.PathOf(attempt)))!["status"]).ShouldBe("open");
    }

    /// <summary>A member who attended a session of a programme that has a quiz.</summary>
    private async Task<(HttpClient Client, Guid Quiz, Guid Session, Guid Member)> ReadyAsync(int attempts = 2)
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var programme = await client.ProgrammeAsync(region);
        var quiz = await client.QuizAsync(region, programme, attempts);
        var session = await client.SessionAsync(programme, region.Province.Code);
        var member = region.Members[0].MemberId;
        await client.AttendAsync(session, [member]);
        return (client, quiz, session, member);
    }
}
