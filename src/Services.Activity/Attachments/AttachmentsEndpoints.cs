using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Files;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Activity.Attachments;

public static class AttachmentsEndpoints
{
    public static void AddAttachments(this WebApplicationBuilder builder) =>
        builder.AddFiles<ActivityDbContext>(
            "activity",
            db => db.Attachments.Where(each => each.RemovedAt == null).Select(each => each.FileHash)
        );

    public static void MapAttachments(this IEndpointRouteBuilder app)
    {
        const string path = "/v1/activities/{id:guid}/attachments";
        var reading = app.MapNoun(path).RequireScope(Scopes.ActivityRead);
        var writing = app.MapNoun(path).RequireScope(Scopes.ActivityWrite);

        reading.MapGet("/", ListAttachments.Handle);
        reading
            .MapGet("/{attachmentId:guid}", GetAttachment.Handle)
            .Produces<Stream>(200, "application/octet-stream", [.. FileKind.All.Select(kind => kind.MediaType)]);
        writing.MapPost("/", AddAttachment.Handle).AcceptsFile().ReadsIdempotencyKey();
        writing.MapDelete("/{attachmentId:guid}", RemoveAttachment.Handle);
    }
}
