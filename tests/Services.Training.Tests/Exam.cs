using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>What tests of quizzes do all the time. Choices that are right begin with "Đúng".</summary>
internal static class Exam
{
    public const string Portals = "portals";
    public const string Payment = "cashless-payment";

    public static object Question(
        string owner,
        string topic = Portals,
        bool many = false,
        Guid? id = null,
        string text = "Cổng nào là của quốc gia?",
        string validFrom = "2023-01-01",
        string? validTo = null
    ) =>
        new
        {
            id,
            topic,
            kind = many ? "multiple" : "single",
            text,
            choices = new[]
            {
                new { text = "Đúng: dichvucong.gov.vn", right = true },
                new { text = many ? "Đúng: cả hai" : "Trang lạ gửi qua tin nhắn", right = many },
                new { text = "Không cổng nào", right = false },
            },
            points = many ? 2 : 1,
            validFrom,
            validTo,
            ownerUnit = owner,
        };

    public static object Quiz(
        Guid? programmeId,
        Guid? sessionId = null,
        Guid? id = null,
        int attempts = 2,
        int portals = 2,
        string title = "Bài kiểm tra cuối khóa"
    ) =>
        new
        {
            id,
            programmeId,
            sessionId,
            title,
            draws = new[] { new { topic = Portals, questions = portals }, new { topic = Payment, questions = 1 } },
            passMark = 50,
            attempts,
            minutes = 30,
        };

    public static async Task<JsonObject> CreatedAsync(this HttpClient client, string path, object body) =>
        await (await client.PostAsJsonAsync(path, body)).ShouldBeJsonAsync(201);

    /// <summary>Three questions of one point about portals, and one of two points about payment.</summary>
    public static async Task FillBankAsync(this HttpClient client, Region region)
    {
        foreach (var number in Enumerable.Range(1, 3))
            await client.CreatedAsync("/v1/questions", Question(region.Province.Code, text: $"Câu hỏi {number}"));
        await client.CreatedAsync("/v1/questions", Question(region.Province.Code, Payment, many: true));
    }

    /// <summary>A quiz of four points, two of which pass, on the programme.</summary>
    public static async Task<Guid> QuizAsync(this HttpClient client, Region region, Guid programme, int attempts = 2)
    {
        await client.FillBankAsync(region);
        return Id(await client.CreatedAsync("/v1/quizzes", Quiz(programme, attempts: attempts)));
    }

    public static Task<HttpResponseMessage> StartAsync(
        this HttpClient client,
        Guid quiz,
        Guid session,
        Guid member,
        Guid? id = null
    ) =>
        client.PostAsJsonAsync(
            $"/v1/quizzes/{quiz}/attempts",
            new
            {
                id,
                sessionId = session,
                memberId = member,
            }
        );

    public static async Task<JsonObject> StartedAsync(this HttpClient client, Guid quiz, Guid session, Guid member) =>
        await (await client.StartAsync(quiz, session, member)).ShouldBeJsonAsync(201);

    public static Task<HttpResponseMessage> SubmitAsync(this HttpClient client, JsonObject attempt, object answers) =>
        client.PutAsync($"{PathOf(attempt)}/answers", new { answers }, null);

    public static async Task PassAsync(this HttpClient client, Guid quiz, Guid session, Guid member)
    {
        var attempt = await client.StartedAsync(quiz, session, member);
        var answer = await (await client.SubmitAsync(attempt, Answers(attempt))).ShouldBeJsonAsync(200);
        ((string?)answer["status"]).ShouldBe("passed");
    }

    public static string PathOf(JsonObject attempt) => $"/v1/quizzes/{attempt["quizId"]}/attempts/{attempt["id"]}";

    public static Guid Id(JsonObject of) => of["id"]!.GetValue<Guid>();

    /// <summary>The right answers, or those that are all wrong.</summary>
    public static object[] Answers(JsonObject attempt, bool right = true) =>
        [
            .. attempt["questions"]!
                .AsArray()
                .Select(question => new
                {
                    question = (int)question!["number"]!,
                    choices = question["choices"]!
                        .AsArray()
                        .Where(choice =>
                            ((string)choice!["text"]!).StartsWith("Đúng", StringComparison.Ordinal) == right
                        )
                        .Select(choice => (string)choice!["code"]!)
                        .ToArray(),
                }),
        ];
}
