using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.ObstacleAnswers;

public static class ObstacleAnswersEndpoints
{
    public static void MapObstacleAnswers(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/obstacles/answers").RequireScope(Scopes.ActivityRead);
        var writing = app.MapNoun("/v1/obstacles/answers").RequireScope(Scopes.ActivityWrite);

        reading.MapGet("/", SearchAnswers.Handle).Exports("obstacle-answers", AnswerExport.Columns);
        reading.MapGet("/{id:guid}", GetAnswer.Handle);
        writing.MapPut("/{id:guid}/helped/{teamId:guid}", MarkHelped.Handle);
    }
}
