using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Members;

public static class ListMembers
{
    /// <summary>Lists who is in a team on a day, by given name as Vietnamese sorts.</summary>
    /// <remarks>Needs the scope members.read as well. That it was read, by whom and when, is kept on record.</remarks>
    /// <param name="asOf">The day (yyyy-MM-dd); today in Vietnam where absent.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<MemberResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (team, problem) = await db.FindTeamAsync(id, caller, cancellationToken);
        if (team is null)
            return problem!;
        var day = asOf ?? clock.Today();
        var members = db
            .Members.AsNoTracking()
            .Where(member => member.TeamId == id)
            .Where(member => member.JoinedOn <= day && (member.LeftOn == null || member.LeftOn > day));
        // The cursor must not carry a name: it names the member, whose sort key is looked up.
        if (Paging.Read<Guid?>(cursor) is { } last)
        {
            var after = await db
                .Members.Where(member => member.Id == last)
                .Select(member => member.SortKey)
                .FirstOrDefaultAsync(cancellationToken);
            members = members.Where(member =>
                EF.Functions.GreaterThan(ValueTuple.Create(member.SortKey, member.Id), ValueTuple.Create(after, last))
            );
        }
        var read = await members
            .OrderBy(member => member.SortKey)
            .ThenBy(member => member.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<MemberResponse> items = [.. read.Select(MemberResponse.Of)];
        var page = items.ToPage(limit, member => (Guid?)member.Id);
        db.MemberReadings.Add(new MemberReading(caller.ClientId, id, page.Items.Count, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(page);
    }
}
