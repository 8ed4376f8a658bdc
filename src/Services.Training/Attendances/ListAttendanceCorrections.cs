using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>Why the list of a session that was confirmed is no longer what it was.</summary>
/// <param name="Id">Id of the correction.</param>
/// <param name="Reason">Why.</param>
/// <param name="Rows">How many rows it changed.</param>
/// <param name="CorrectedBy">Id of the client that sent it.</param>
/// <param name="CorrectedAt">When (UTC).</param>
public sealed record AttendanceCorrectionResponse(
    Guid Id,
    string Reason,
    int Rows,
    string CorrectedBy,
    DateTimeOffset CorrectedAt
);

public static class ListAttendanceCorrections
{
    /// <summary>Lists the corrections of a session's attendance since it was confirmed, in order.</summary>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<AttendanceCorrectionResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (session, problem) = await db.FindSessionAsync(id, caller, clock, lockIt: false, cancellationToken);
        if (session is null)
            return problem!;
        var corrections = db.AttendanceCorrections.AsNoTracking().Where(row => row.SessionId == id);
        if (Paging.Read<CorrectionKey>(cursor) is { } after)
            corrections = corrections.Where(row => row.Id.CompareTo(after.Id) > 0);
        IReadOnlyList<AttendanceCorrectionResponse> items = await corrections
            .OrderBy(row => row.Id)
            .Take(Paging.Take(limit))
            .Select(row => new AttendanceCorrectionResponse(
                row.Id,
                row.Reason,
                row.Rows,
                row.CorrectedBy,
                row.CorrectedAt
            ))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(items.ToPage(limit, item => new CorrectionKey(item.Id)));
    }

    private sealed record CorrectionKey(Guid Id);
}
