using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Topics;

namespace CongNgheSo.Services.Activity.Activities;

public static class ActivitiesEndpoints
{
    public static void MapActivities(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/activities").RequireScope(Scopes.ActivityRead);
        var writing = app.WithFreshCatalogue().MapNoun("/v1/activities").RequireScope(Scopes.ActivityWrite);

        reading.MapGet("/", ListActivities.Handle);
        reading.MapGet("/{id:guid}", GetActivity.Handle);
        reading.MapGet("/{id:guid}/versions", ListActivityVersions.Handle);
        writing.MapPost("/", RecordActivity.Handle).ReadsIdempotencyKey();
        writing
            .MapPost("/batch", RecordActivityBatch.Handle)
            .AcceptsRows<RecordActivityRequest>()
            .TakesGzip()
            .ReadsIdempotencyKey();
        writing
            .MapPost("/stream", StreamActivities.Handle)
            .Accepts<RecordActivityRequest[]>("application/x-ndjson")
            .TakesGzip()
            .StreamsItsBody()
            .ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}/correction", CorrectActivity.Handle).ReadsIfMatch();
        writing.MapPut("/{id:guid}/voiding", VoidActivity.Handle).ReadsIfMatch();
    }
}
