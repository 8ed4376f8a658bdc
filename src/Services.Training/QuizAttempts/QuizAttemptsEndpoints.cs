using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Training.QuizAttempts;

public static class QuizAttemptsEndpoints
{
    public static void MapQuizAttempts(this IEndpointRouteBuilder app)
    {
        const string path = "/v1/quizzes/{id:guid}/attempts";
        var reading = app.MapNoun(path).RequireScope(Scopes.TrainingRead);
        var writing = app.MapNoun(path).RequireScope(Scopes.TrainingWrite);

        reading.MapGet("/", ListAttempts.Handle).Exports("quiz-attempts", AttemptExport.Columns);
        reading.MapGet("/{attemptId:guid}", GetAttempt.Handle);
        writing.MapPost("/", StartAttempt.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{attemptId:guid}/answers", SubmitAnswers.Handle);
    }
}
