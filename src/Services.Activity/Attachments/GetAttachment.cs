using CongNgheSo.ServiceDefaults.Files;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Activities;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Attachments;

public static class GetAttachment
{
    /// <summary>Downloads a file of an activity.</summary>
    /// <remarks>The ETag is the content's hash; ranges (206) and If-None-Match (304) are understood.</remarks>
    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Handle(
        Guid id,
        Guid attachmentId,
        HttpResponse response,
        Caller caller,
        ActivityDbContext db,
        FileKeeper<ActivityDbContext> files,
        CancellationToken cancellationToken
    )
    {
        var (activity, problem) = await db.FindActivityAsync(id, caller, cancellationToken);
        if (activity is null)
            return problem!;
        var attachment = await db.FindAttachmentAsync(id, attachmentId, cancellationToken);
        // Removed between the two looks, its content is gone too.
        if (attachment is null || await files.OpenAsync(attachment.FileHash, cancellationToken) is not { } content)
            return AttachmentProblems.NotFound.Result(attachmentId);
        return response.SendFile(content, attachment.FileName, attachment.MediaType, attachment.FileHash);
    }

    internal static Task<Attachment?> FindAttachmentAsync(
        this ActivityDbContext db,
        Guid activityId,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        db
            .Attachments.AsNoTracking()
            .SingleOrDefaultAsync(
                each => each.Id == id && each.ActivityId == activityId && each.RemovedAt == null,
                cancellationToken
            );
}
