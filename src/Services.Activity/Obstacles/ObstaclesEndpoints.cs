using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Activity.Topics;

namespace CongNgheSo.Services.Activity.Obstacles;

public static class ObstaclesEndpoints
{
    public static void MapObstacles(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/obstacles").RequireScope(Scopes.ActivityRead);
        var writing = app.WithFreshCatalogue().MapNoun("/v1/obstacles").RequireScope(Scopes.ActivityWrite);

        reading.MapGet("/", ListObstacles.Handle).Exports("obstacles", ObstacleExport.Columns);
        reading.MapGet("/summary", SummariseObstacles.Handle);
        reading.MapGet("/{id:guid}", GetObstacle.Handle);
        reading.MapGet("/{id:guid}/steps", ListObstacleSteps.Handle);
        writing.MapPost("/", RaiseObstacle.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}/escalation", EscalateObstacle.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/answer", AnswerObstacle.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/duplicates", JoinObstacles.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/reopening", ReopenObstacle.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/confirmation", CloseObstacle.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/withdrawal", WithdrawObstacle.Handle).ReadsIfMatch();
    }
}
