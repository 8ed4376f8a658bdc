using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Activities;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Attachments;

public static class ListAttachments
{
    /// <summary>Lists the files of an activity, the first one first.</summary>
    /// <param name="removed">True lists those that were removed instead, with who did it and when.</param>
    public static async Task<Results<Ok<IReadOnlyList<AttachmentResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        ActivityDbContext db,
        bool removed = false,
        CancellationToken cancellationToken = default
    )
    {
        var (activity, problem) = await db.FindActivityAsync(id, caller, cancellationToken);
        if (activity is null)
            return problem!;
        var attachments = await db
            .Attachments.AsNoTracking()
            .Where(each => each.ActivityId == id && (each.RemovedAt != null) == removed)
            .OrderBy(each => each.AddedAt)
            .ThenBy(each => each.Id)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<AttachmentResponse>>([.. attachments.Select(AttachmentResponse.Of)]);
    }
}
