using CongNgheSo.ServiceDefaults.Files;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Activities;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Attachments;

public static partial class RemoveAttachment
{
    /// <summary>Removes a file of an activity, a voided one too; that it was there, and who removed it, is kept.</summary>
    /// <remarks>Answers 204; 404 when there is none of this id, or none any more: a retry whose first try arrived.</remarks>
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id,
        Guid attachmentId,
        Caller caller,
        ActivityDbContext db,
        FileKeeper<ActivityDbContext> files,
        TimeProvider clock,
        ILogger<Attachment> logger,
        CancellationToken cancellationToken
    )
    {
        var (activity, problem) = await db.FindActivityAsync(id, caller, cancellationToken);
        if (activity is null)
            return problem!;
        var attachment = await db.FindAttachmentAsync(id, attachmentId, cancellationToken);
        var now = clock.GetUtcNow();
        var removed = await db
            .Attachments.Where(each => each.Id == attachmentId && each.ActivityId == id && each.RemovedAt == null)
            .ExecuteUpdateAsync(
                update =>
                    update
                        .SetProperty(each => each.RemovedAt, now)
                        .SetProperty(each => each.RemovedBy, caller.ClientId),
                cancellationToken
            );
        if (attachment is null || removed == 0)
            return AttachmentProblems.NotFound.Result(attachmentId);
        try
        {
            await files.DiscardAsync(attachment.FileHash, cancellationToken);
        }
        catch (FilesAwayException away)
        {
            // Removed it is; the content goes with the next sweep.
            LogKept(logger, away, attachmentId);
        }
        return TypedResults.NoContent();
    }

    [LoggerMessage(LogLevel.Warning, "The content of the removed attachment {Attachment} is left to the sweep")]
    private static partial void LogKept(ILogger logger, Exception exception, Guid attachment);
}
