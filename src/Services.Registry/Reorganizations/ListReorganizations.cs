using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>A legal act in short.</summary>
/// <param name="Id">Id of the act.</param>
/// <param name="Number">Its number.</param>
/// <param name="IssuingBody">Who issued it.</param>
/// <param name="EffectiveOn">First day on which it holds.</param>
/// <param name="Note">What else was said.</param>
/// <param name="Status">"scheduled" until its day, then "applied"; or "revoked".</param>
/// <param name="RecordedAt">When it was recorded (UTC).</param>
/// <param name="RevokedAt">When it was revoked (UTC); null while it stands.</param>
/// <param name="RevocationReason">Why it was revoked.</param>
public sealed record ReorganizationSummary(
    Guid Id,
    string Number,
    string IssuingBody,
    DateOnly EffectiveOn,
    string? Note,
    string Status,
    DateTimeOffset RecordedAt,
    DateTimeOffset? RevokedAt,
    string? RevocationReason
)
{
    internal static ReorganizationSummary Of(Reorganization act) =>
        new(
            act.Id,
            act.Number,
            act.IssuingBody,
            act.EffectiveOn,
            act.Note,
            act.Status,
            act.RecordedAt,
            act.RevokedAt,
            act.RevocationReason
        );
}

public static class ListReorganizations
{
    /// <summary>Lists the acts that changed the tree, or will, by day.</summary>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<ReorganizationSummary>>> Handle(
        RegistryDbContext db,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var acts = db.Reorganizations.AsNoTracking();
        if (Paging.Read<ActKey>(cursor) is { } after)
            acts = acts.Where(act =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(act.EffectiveOn, act.Id),
                    ValueTuple.Create(after.EffectiveOn, after.Id)
                )
            );
        var read = await acts.OrderBy(act => act.EffectiveOn)
            .ThenBy(act => act.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<ReorganizationSummary> items = read.ConvertAll(ReorganizationSummary.Of);
        return TypedResults.Ok(items.ToPage(limit, act => new ActKey(act.EffectiveOn, act.Id)));
    }

    private sealed record ActKey(DateOnly EffectiveOn, Guid Id);
}
