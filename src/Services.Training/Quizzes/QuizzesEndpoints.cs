using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Topics;

namespace CongNgheSo.Services.Training.Quizzes;

public static class QuizzesEndpoints
{
    public static void MapQuizzes(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/quizzes").RequireScope(Scopes.TrainingRead);
        var writing = app.WithFreshTopics().MapNoun("/v1/quizzes").RequireScope(Scopes.TrainingWrite);

        reading.MapGet("/", ListQuizzes.Handle);
        reading.MapGet("/{id:guid}", GetQuiz.Handle);
        writing.MapPost("/", CreateQuiz.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}", ChangeQuiz.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/withdrawal", WithdrawQuiz.Handle).ReadsIfMatch(required: false);
    }
}
