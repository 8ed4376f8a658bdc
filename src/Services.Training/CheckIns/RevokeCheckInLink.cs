using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.CheckIns;

public static class RevokeCheckInLink
{
    /// <summary>Revokes a check-in link for good; whoever was checked in by it stays so.</summary>
    /// <remarks>Sending it again answers as before.</remarks>
    public static async Task<Results<Ok<CheckInLinkResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid linkId,
        TrainingDbContext db,
        CheckInLinks links,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (link, session, problem) = await links.FindAsync(id, linkId, cancellationToken);
        if (link is null)
            return problem!;
        link.Revoke(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(links.Response(link, session!));
    }
}
