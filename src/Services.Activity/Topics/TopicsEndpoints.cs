using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Activity.Topics;

public static class TopicsEndpoints
{
    public static void MapTopics(this IEndpointRouteBuilder app)
    {
        var topics = app.MapNoun("/v1/topics").RequireScope(Scopes.ActivityRead);

        topics.MapGet("/", ListTopics.Handle);
    }
}
