using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Members;

/// <summary>Somebody read the names of a team's members.</summary>
/// <param name="ReadAt">When (UTC).</param>
/// <param name="ClientId">Id of the client that read them.</param>
/// <param name="TeamId">The team.</param>
/// <param name="Members">How many people were in the answer.</param>
/// <param name="What">"names" (with phone numbers masked) or "names-and-phones".</param>
public sealed record MemberReadingResponse(
    DateTimeOffset ReadAt,
    string ClientId,
    Guid TeamId,
    int Members,
    string What
);

public static class ListMemberReadings
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    /// <summary>Lists who has read the names of members, newest first, within what the caller may see.</summary>
    /// <param name="team">Id of a team: only readings of its members.</param>
    /// <param name="from">First day (yyyy-MM-dd), in Vietnam.</param>
    /// <param name="to">Last day (yyyy-MM-dd), in Vietnam.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<MemberReadingResponse>>> Handle(
        Caller caller,
        RegistryDbContext db,
        Guid? team = null,
        DateOnly? from = null,
        DateOnly? to = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var readings = db
            .MemberReadings.AsNoTracking()
            .Where(reading => db.Teams.Within(caller.Unit).Any(each => each.Id == reading.TeamId));
        if (team is not null)
            readings = readings.Where(reading => reading.TeamId == team);
        if (from is { } first)
        {
            var begin = Midnight(first);
            readings = readings.Where(reading => reading.ReadAt >= begin);
        }
        // Nothing comes after the last day that there is.
        if (to is { } last && last < DateOnly.MaxValue)
        {
            var end = Midnight(last.AddDays(1));
            readings = readings.Where(reading => reading.ReadAt < end);
        }
        if (Paging.Read<long?>(cursor) is { } before)
            readings = readings.Where(reading => reading.Id < before);
        var read = await readings
            .OrderByDescending(reading => reading.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var page = read.ToPage(limit, reading => (long?)reading.Id);
        return TypedResults.Ok(
            new Page<MemberReadingResponse>(
                [
                    .. page.Items.Select(reading => new MemberReadingResponse(
                        reading.ReadAt,
                        reading.ClientId,
                        reading.TeamId,
                        reading.Members,
                        reading.What
                    )),
                ],
                page.Next
            )
        );
    }

    /// <summary>The first moment of a day in Vietnam. That of the first day there is would lie before time began.</summary>
    private static DateTimeOffset Midnight(DateOnly day) =>
        day == DateOnly.MinValue
            ? DateTimeOffset.MinValue
            : new DateTimeOffset(day, TimeOnly.MinValue, Vietnam).ToUniversalTime();
}
