using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.TeamDecisions;

/// <summary>A decision about a team.</summary>
/// <param name="TeamVersion">The team's version that it made.</param>
/// <param name="Type">"establishment", "consolidation" (kiện toàn), "renaming" (of its name or kind), "merger" or "dissolution".</param>
/// <param name="DecisionNumber">Its number ("12/QĐ-UBND").</param>
/// <param name="DecisionDate">The day on which it was signed.</param>
/// <param name="Signatory">The body that issued it (cơ quan ban hành), where known.</param>
/// <param name="EffectiveOn">First day on which it holds.</param>
/// <param name="Kind">The team's kind under it.</param>
/// <param name="Name">The team's own name under it; null where it has none.</param>
/// <param name="Ends">True where the team is no longer in being from that day on.</param>
/// <param name="Reason">Why, where said.</param>
/// <param name="MergerId">The merger that it was part of (see /v1/team-mergers).</param>
public sealed record TeamDecisionResponse(
    int TeamVersion,
    string Type,
    string DecisionNumber,
    DateOnly DecisionDate,
    string? Signatory,
    DateOnly EffectiveOn,
    string Kind,
    string? Name,
    bool Ends,
    string? Reason,
    Guid? MergerId
)
{
    internal static TeamDecisionResponse Of(TeamDecision decision) =>
        new(
            decision.TeamVersion,
            decision.Type,
            decision.DecisionNumber,
            decision.DecisionDate,
            decision.Signatory,
            decision.EffectiveOn,
            decision.Kind,
            decision.Name,
            decision.Ends,
            decision.Reason,
            decision.MergerId
        );
}

public static class ListTeamDecisions
{
    /// <summary>Lists the decisions about a team, oldest first, also when it is no longer in being.</summary>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<TeamDecisionResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        RegistryDbContext db,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (team, problem) = await db.FindTeamAsync(id, caller, cancellationToken);
        if (team is null)
            return problem!;
        var after = Paging.Read<int>(cursor);
        var read = await db
            .TeamDecisions.AsNoTracking()
            .Where(decision => decision.TeamId == id && decision.TeamVersion > after)
            .OrderBy(decision => decision.TeamVersion)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<TeamDecisionResponse> items = [.. read.Select(TeamDecisionResponse.Of)];
        return TypedResults.Ok(items.ToPage(limit, decision => decision.TeamVersion));
    }
}
