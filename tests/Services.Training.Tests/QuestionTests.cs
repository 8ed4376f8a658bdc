using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

public sealed class QuestionTests(TrainingService service)
{
    private const string Path = "/v1/questions";

    [Fact]
    public async Task A_retry_answers_as_before_and_other_content_is_refused()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var id = Guid.NewGuid();
        var question = Exam.Question(region.Province.Code, id: id);

        var created = await client.CreatedAsync(Path, question);
        var again = await (await client.PostAsJsonAsync(Path, question)).ShouldBeJsonAsync(200);
        JsonNode.DeepEquals(again, created).ShouldBeTrue();
        await (
            await client.PostAsJsonAsync(Path, Exam.Question(region.Province.Code, id: id, text: "Khác?"))
        ).ShouldBeProblemAsync(409, "question.id-taken", $"Question {id} was created with other content.");
    }

    [Fact]
    public async Task Wrong_fields_are_named()
    {
        var answer = await service
            .Client()
            .PostAsJsonAsync(
                Path,
                new
                {
                    topic = "cooking",
                    kind = "single",
                    text = "?",
                    choices = new[] { new { text = "A", right = true }, new { text = " A ", right = true } },
                    points = 0,
                    validFrom = "2024-01-02",
                    validTo = "2024-01-02",
                    ownerUnit = "VN",
                }
            );

        var errors = (await answer.ShouldBeJsonAsync(400))["errors"]!.AsArray();
        errors
            .Select(error => ((string)error!["field"]!, (string)error["code"]!))
            .ShouldBe(
                [
                    ("topic", "training-programme.code-unknown"),
                    ("choices", "question.choice-repeated"),
                    ("choices", "question.rights-wrong"),
                    ("points", "field.inclusive-between"),
                    ("validTo", "question.period-reversed"),
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task A_change_needs_the_version_that_it_was_made_for()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var question = Exam.Question(region.Province.Code);
        var path = $"{Path}/{Exam.Id(await client.CreatedAsync(Path, question))}";
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(question))!.AsObject();
        body.Remove("id");
        body["points"] = 5;

        (await (await client.PutAsync(path, body, null)).ShouldBeJsonAsync(428)).ShouldNotBeNull();
        ((int?)(await (await client.PutAsync(path, body, "\"1\"")).ShouldBeJsonAsync(200))["version"]).ShouldBe(2);
        ((int?)(await (await client.PutAsync(path, body, "\"1\"")).ShouldBeJsonAsync(200))["version"]).ShouldBe(2);
        body["points"] = 6;
        ((string?)(await (await client.PutAsync(path, body, "\"1\"")).ShouldBeJsonAsync(412))["code"]).ShouldBe(
            "request.version-stale"
        );
    }

    [Fact]
    public async Task Only_who_maintains_them_sees_them()
    {
        var region = await Region.CreateAsync(service);
        var province = service.Client(region.Province.Code);
        var id = Exam.Id(await province.CreatedAsync(Path, Exam.Question(region.Province.Code)));
        var commune = service.Client(region.CommuneA.Code);

        // A commune may draw them, but not see what is right.
        await (await commune.GetAsync($"{Path}/{id}")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.Province.Code}."
        );
        (await commune.GetFromJsonAsync<JsonObject>(Path))!["items"]!.AsArray().ShouldBeEmpty();
        var teacher = service.Client(region.Province.Code, "en", Scopes.TrainingRead, Scopes.TrainingWrite);
        ((string?)(await (await teacher.GetAsync($"{Path}/{id}")).ShouldBeJsonAsync(403))["code"]).ShouldBe(
            "auth.scope-missing"
        );
        await (await commune.PostAsJsonAsync(Path, Exam.Question(region.CommuneB.Code))).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.CommuneB.Code}."
        );
        await (await province.PostAsJsonAsync(Path, Exam.Question("nowhere"))).ShouldBeProblemAsync(
            422,
            "question.unit-unknown",
            "No unit bears the code nowhere today."
        );
    }
}
