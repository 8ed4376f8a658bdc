using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Files;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Activity.Activities;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Attachments;

public static class AddAttachment
{
    public const int MaxMegabytes = 10;
    public const int MaxFiles = 20;

    /// <summary>Adds a file of up to 10 MB to an activity, which has at most 20.</summary>
    /// <remarks>
    /// JPEG, PNG, WebP, HEIC, PDF, DOCX, XLSX, PPTX or ODT, told by the content; the name's extension and the content type
    /// must agree. It is sent as the field <c>file</c> of a form, or as the body with its name in Content-Disposition. Photos are
    /// kept without place, camera, comments and previews; the picture itself is not touched. Answers 201; 200 when the
    /// same file is sent again under its id or Idempotency-Key; 409 when the activity is voided, or the id stands for
    /// another file.
    /// </remarks>
    /// <param name="attachmentId">The client's own UUID, so that a retry is safe.</param>
    public static async Task<Results<Created<AttachmentResponse>, Ok<AttachmentResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpRequest request,
        Caller caller,
        ActivityDbContext db,
        FileKeeper<ActivityDbContext> files,
        TimeProvider clock,
        Guid? attachmentId = null,
        CancellationToken cancellationToken = default
    )
    {
        var (activity, problem) = await db.FindActivityAsync(id, caller, cancellationToken);
        if (activity is null)
            return problem!;
        if (attachmentId == Guid.Empty)
            return CommonProblems.IdEmpty.Result();
        var ownId = StableId.Of(attachmentId, request, caller) ?? Guid.CreateVersion7();
        await using var file = await ReceivedFile.ReadAsync(request, MaxMegabytes, cancellationToken);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var voided = await LockAsync(db, id, cancellationToken);
        if (await db.Attachments.FindAsync([ownId], cancellationToken) is { } existing)
            return Repeat(existing, id, file);
        if (voided)
            return ActivityProblems.AlreadyVoided.Result(id);
        if (
            await db.Attachments.CountAsync(each => each.ActivityId == id && each.RemovedAt == null, cancellationToken)
            >= MaxFiles
        )
            return AttachmentProblems.TooMany.Result(MaxFiles);
        await files.KeepAsync(file, cancellationToken);
        var attachment = new Attachment(ownId, id, file, caller.ClientId, clock.GetUtcNow());
        db.Attachments.Add(attachment);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        // Sent to another activity at the same moment.
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            return AttachmentProblems.IdTaken.Result(ownId);
        }
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Created($"/v1/activities/{id}/attachments/{ownId}", AttachmentResponse.Of(attachment));
    }

    /// <summary>Holds the activity, so that nobody voids it or adds the twenty-first file meanwhile.</summary>
    private static async Task<bool> LockAsync(ActivityDbContext db, Guid id, CancellationToken cancellationToken) =>
        (
            await db
                .Database.SqlQuery<bool>(
                    $"SELECT voided AS \"Value\" FROM activities WHERE id = {id} FOR NO KEY UPDATE"
                )
                .ToListAsync(cancellationToken)
        ).Single();

    private static Results<Created<AttachmentResponse>, Ok<AttachmentResponse>, ProblemHttpResult> Repeat(
        Attachment existing,
        Guid activityId,
        ReceivedFile file
    ) =>
        existing.RecordedHash != Attachment.HashOf(activityId, file) ? AttachmentProblems.IdTaken.Result(existing.Id)
        : existing.RemovedAt is not null ? AttachmentProblems.Removed.Result(existing.Id)
        : TypedResults.Ok(AttachmentResponse.Of(existing));
}
