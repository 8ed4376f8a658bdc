using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Members;

public static class ListMembers
{
    /// <summary>Lists who is in a team on a day, by given name as Vietnamese sorts.</summary>
    /// <remarks>
    /// Names, with phone numbers masked, need the scope members.read as well, whole phone numbers members.phones too; without,
    /// roles and backgrounds are told. That names were read, by whom, when and with what, is kept on record.
    /// </remarks>
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
        var page = read.ToPage(limit, member => (Guid?)member.Id);
        if (!caller.Scopes.Contains(Scopes.MembersRead))
            return TypedResults.Ok(
                new Page<MemberResponse>([.. page.Items.Select(MemberResponse.WithoutName)], page.Next)
            );
        var wholePhones = caller.Scopes.Contains(Scopes.MembersPhones);
        var otherTeams = await OtherTeamsAsync(db, page.Items, caller, cancellationToken);
        db.MemberReadings.Add(
            new MemberReading(
                caller.ClientId,
                id,
                page.Items.Count,
                clock.GetUtcNow(),
                wholePhones ? MemberReading.NamesAndPhones : MemberReading.Names
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(
            new Page<MemberResponse>(
                [
                    .. page.Items.Select(member =>
                        MemberResponse.WithName(member, wholePhones, otherTeams[member.Id].Order())
                    ),
                ],
                page.Next
            )
        );
    }

    /// <summary>By member, the other teams in which the same name and number serve.</summary>
    private static async Task<ILookup<Guid, Guid>> OtherTeamsAsync(
        RegistryDbContext db,
        IReadOnlyList<Member> members,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var ids = members.Select(member => member.Id).ToArray();
        var pairs = await (
            from member in db.Members
            where ids.Contains(member.Id) && member.Phone != null
            from same in db.Members
            where same.Phone == member.Phone && same.NameKey == member.NameKey
            where same.TeamId != member.TeamId && same.LeftOn == null
            join team in db.Teams.Within(caller.Unit) on same.TeamId equals team.Id
            where team.DissolvedOn == null
            select new { member.Id, same.TeamId }
        ).ToListAsync(cancellationToken);
        return pairs.ToLookup(pair => pair.Id, pair => pair.TeamId);
    }
}
