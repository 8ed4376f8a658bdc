using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

public sealed class QuizTests(TrainingService service)
{
    private const string Path = "/v1/quizzes";

    [Fact]
    public async Task A_programme_has_one_quiz_until_it_is_withdrawn()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var programme = await client.ProgrammeAsync(region);
        await client.FillBankAsync(region);
        var id = Guid.NewGuid();

        await client.CreatedAsync(Path, Exam.Quiz(programme, id: id));
        await (await client.PostAsJsonAsync(Path, Exam.Quiz(programme, id: id))).ShouldBeJsonAsync(200);
        await (await client.PostAsJsonAsync(Path, Exam.Quiz(programme, id: id, attempts: 3))).ShouldBeProblemAsync(
            409,
            "quiz.id-taken",
            $"Quiz {id} was created with other content."
        );
        await (await client.PostAsJsonAsync(Path, Exam.Quiz(programme))).ShouldBeProblemAsync(
            409,
            "quiz.exists",
            $"This programme or session has quiz {id} already."
        );
        var withdrawal = $"{Path}/{id}/withdrawal";
        await (await client.PutAsync(withdrawal, new { reason = "Soạn lại" }, "\"9\"")).ShouldBeJsonAsync(412);
        await (await client.PutAsync(withdrawal, new { reason = "Soạn lại" }, null)).ShouldBeJsonAsync(200);
        await (await client.PutAsync(withdrawal, new { reason = "Soạn lại" }, null)).ShouldBeJsonAsync(200);
        await (await client.PutAsync(withdrawal, new { reason = "Khác" }, null)).ShouldBeJsonAsync(409);
        await client.CreatedAsync(Path, Exam.Quiz(programme));
        var listed = await client.GetFromJsonAsync<JsonObject>($"{Path}?programme={programme}");
        listed!["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_at_once_make_one()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var programme = await client.ProgrammeAsync(region);
        await client.FillBankAsync(region);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => client.PostAsJsonAsync(Path, Exam.Quiz(programme)))
        );

        answers.Select(answer => (int)answer.StatusCode).Order().ShouldBe([201, 409, 409, 409, 409, 409]);
    }

    [Fact]
    public async Task The_bank_must_have_enough_valid_questions_of_the_owner_or_above()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var programme = await client.ProgrammeAsync(region);
        await client.FillBankAsync(region);
        // Neither one that has ended, nor one of a commune below, is drawn.
        await client.CreatedAsync("/v1/questions", Exam.Question(region.Province.Code, validTo: "2024-01-01"));
        await client.CreatedAsync("/v1/questions", Exam.Question(region.CommuneA.Code));

        await (await client.PostAsJsonAsync(Path, Exam.Quiz(programme, portals: 4))).ShouldBeProblemAsync(
            422,
            "quiz.questions-missing",
            "The bank has only 3 valid questions of topic portals; the quiz needs 4."
        );
        var quiz = await client.CreatedAsync(Path, Exam.Quiz(programme, portals: 3));
        var change = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Exam.Quiz(null, portals: 4)))!.AsObject();
        foreach (var field in new[] { "id", "programmeId", "sessionId" })
            change.Remove(field);
        var path = $"{Path}/{Exam.Id(quiz)}";
        await (await client.PutAsync(path, change, "\"1\"")).ShouldBeJsonAsync(422);
        change["draws"]![0]!["questions"] = 1;
        await (await client.PutAsync(path, change, "\"1\"")).ShouldBeJsonAsync(200);
        change["minutes"] = 5;
        await (await client.PutAsync(path, change, "\"1\"")).ShouldBeJsonAsync(412);
        await (await service.Client(region.CommuneA.Code).PutAsync(path, change, "\"2\"")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.Province.Code}."
        );
    }

    [Fact]
    public async Task It_belongs_to_one_programme_or_one_session()
    {
        var answer = await service
            .Client()
            .PostAsJsonAsync(Path, Exam.Quiz(Guid.NewGuid(), Guid.NewGuid(), portals: 0));
        var errors = (await answer.ShouldBeJsonAsync(400))["errors"]!.AsArray();
        errors
            .Select(error => ((string)error!["field"]!, (string)error["code"]!))
            .ShouldBe(
                [("programmeId", "quiz.subject-wrong"), ("draws[0].questions", "field.inclusive-between")],
                ignoreOrder: true
            );
        var unknown = Guid.NewGuid();
        await (await service.Client().PostAsJsonAsync(Path, Exam.Quiz(unknown))).ShouldBeProblemAsync(
            404,
            "training-programme.not-found",
            $"There is no training programme {unknown}."
        );
    }
}
