using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Topics;

namespace CongNgheSo.Services.Training.Questions;

public static class QuestionsEndpoints
{
    public static void MapQuestions(this IEndpointRouteBuilder app)
    {
        // Reading too: the right answers are in it.
        var questions = app.WithFreshTopics().MapNoun("/v1/questions").RequireScope(Scopes.TrainingQuestions);

        questions.MapGet("/", ListQuestions.Handle).TakesOnlyTopics();
        questions.MapGet("/{id:guid}", GetQuestion.Handle);
        questions.MapPost("/", CreateQuestion.Handle).ReadsIdempotencyKey();
        questions.MapPut("/{id:guid}", ChangeQuestion.Handle).ReadsIfMatch();
    }
}
