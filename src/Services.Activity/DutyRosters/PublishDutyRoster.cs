using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.DutyRosters;

public static class PublishDutyRoster
{
    /// <summary>Puts a roster into force: its shifts are listed, can be missed and served. Days below the minimum are breaches.</summary>
    /// <remarks>If-Match names the version being published; sending the same again answers as before.</remarks>
    public static async Task<Results<Ok<DutyRosterResponse>, ProblemHttpResult>> Handle(
        Guid id,
        HttpContext http,
        DutyRosterChange change,
        CancellationToken cancellationToken
    )
    {
        var (roster, problem) = await change.ApplyAsync(
            id,
            http,
            isDone: roster => Task.FromResult(roster.Status == DutyRoster.Published),
            change: roster =>
            {
                roster.Publish();
                return Task.FromResult<ProblemHttpResult?>(null);
            },
            cancellationToken
        );
        return roster is null ? problem! : TypedResults.Ok(DutyRosterResponse.Of(roster));
    }
}
