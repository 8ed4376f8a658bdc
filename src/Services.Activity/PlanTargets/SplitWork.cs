using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.Services.Activity.Plans;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>One split of a target: what it is split into, what stood there before, and what is to stand there.</summary>
internal sealed class SplitWork
{
    private readonly PlanTarget whole;
    private readonly Dictionary<PartKey, PlanTarget> standing;
    private readonly Dictionary<int, SplitPlace> places;
    private readonly DateOnly day;
    private TargetSplit? split;

    private SplitWork(
        PlanTarget whole,
        IEnumerable<PlanTarget> standing,
        Dictionary<int, SplitPlace> places,
        DateOnly day
    )
    {
        (this.whole, this.places, this.day) = (whole, places, day);
        this.standing = standing.ToDictionary(KeyOf);
    }

    /// <summary>Why it cannot be split so; null where it can.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>Reads all that the split needs, and works it out.</summary>
    public static async Task<SplitWork> ReadAsync(
        ActivityDbContext db,
        PlanTarget whole,
        SplitTargetRequest request,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        var measured = await db
            .PlanTargets.Where(each =>
                each.PlanId == whole.PlanId
                && each.Indicator == whole.Indicator
                && !each.Withdrawn
                && each.Id != whole.Id
            )
            .ToListAsync(cancellationToken);
        var standing = measured.FindAll(each => each.Measure == whole.Measure);
        int[] ids = [.. standing.Select(each => each.UnitId), whole.UnitId];
        var places = await db
            .Units.Where(unit => ids.Contains(unit.Id))
            .Select(unit => new SplitPlace(unit.Id, unit.Code, unit.Level, unit.ValidTo))
            .ToDictionaryAsync(place => place.Id, cancellationToken);
        var work = new SplitWork(whole, standing, places, day);
        var preparation = new SplitPreparation(db, whole, places[whole.UnitId], work.standing, day);
        (work.split, work.Refusal) = await preparation.WorkOutAsync(request, cancellationToken);
        return work;
    }

    /// <summary>Writes the shares.</summary>
    /// <returns>What each part is now, and the targets that changed.</returns>
    public (IReadOnlyList<TargetPartResponse> Parts, List<PlanTarget> Changed) Apply(TargetWriter writer)
    {
        var isShare = whole.Measure.IsShare;
        var changed = new List<PlanTarget>();
        var parts = new List<TargetPartResponse>();
        var wholes = new Dictionary<int, PlanTarget> { [whole.UnitId] = whole };
        foreach (var (part, value, byHand, weight) in split!.Shares)
        {
            var parent = wholes[part.ParentId];
            var known = standing.GetValueOrDefault(part.Key);
            long? before = known?.Value;
            if (known is null)
            {
                known = writer.AddPart(parent, new PlanOwner(part.UnitId, part.TeamId), value, byHand);
                changed.Add(known);
            }
            else
            {
                if (known.Value != value || known.ByHand != byHand)
                {
                    writer.Set(known, value, byHand);
                    changed.Add(known);
                }
                known.BecomePartOf(parent.Id);
            }
            if (part.TeamId is null)
                wholes[part.UnitId] = known;
            standing[part.Key] = known;
            parts.Add(
                new TargetPartResponse(
                    known.Id,
                    known.Version,
                    part.Code,
                    part.FullName,
                    part.Level,
                    part.TeamId,
                    isShare ? null : value,
                    isShare ? TargetContentRules.PercentOf(value) : null,
                    isShare && before is { } percent ? TargetContentRules.PercentOf(percent) : before,
                    byHand,
                    weight
                )
            );
        }
        return (parts, changed);
    }

    /// <summary>Takes back what were parts of a whole that was split, and are none any more though their unit still is.</summary>
    public Task<IReadOnlyList<PlanTarget>> WithdrawAsync(TargetWriter writer, CancellationToken cancellationToken)
    {
        var now = split!.Shares.Select(share => share.Part.Key).ToHashSet();
        var intoTeams = split.Shares.Exists(share => share.Part.TeamId is not null);
        var parents = split.Shares.Select(share => share.Part.ParentId).ToHashSet();
        var wholes = standing.Values.Append(whole).Where(each => each.TeamId is null && parents.Contains(each.UnitId));
        var wholeIds = wholes.Select(each => each.Id).ToHashSet();
        return writer.WithdrawAsync(
            whole.PlanId,
            standing
                .Values.Where(each =>
                    each.ParentId is { } parent
                    && wholeIds.Contains(parent)
                    && each.TeamId is not null == intoTeams
                    && !now.Contains(KeyOf(each))
                    && !HasEnded(each)
                )
                .Select(each => each.Id),
            cancellationToken
        );
    }

    /// <summary>Codes of parts that were split before, and not now, into what is no longer their value.</summary>
    public IReadOnlyList<string> SplitAgain()
    {
        var parents = split!.Shares.Select(share => share.Part.ParentId).ToHashSet();
        var sums = standing
            .Values.Where(each => each is { Withdrawn: false, ParentId: not null } && !HasEnded(each))
            .ToLookup(each => each.ParentId!.Value, each => each.Value);
        return whole.Measure.IsShare
            ? []
            :
            [
                .. split
                    .Shares.Where(share => share.Part.TeamId is null && !parents.Contains(share.Part.UnitId))
                    .Where(share =>
                        sums[standing[share.Part.Key].Id].ToList() is { Count: > 0 } values
                        && values.Sum() != share.Value
                    )
                    .Select(share => share.Part.Code),
            ];
    }

    private static PartKey KeyOf(PlanTarget target) => PartKey.Of(target.UnitId, target.TeamId);

    /// <summary>What was planned for a unit that has ended stays as it was.</summary>
    private bool HasEnded(PlanTarget target) => places.GetValueOrDefault(target.UnitId)?.ValidTo <= day;

    /// <summary>What texts call the part that a target was for.</summary>
    public string NameOf(PlanTarget target) => target.TeamId?.ToString() ?? places[target.UnitId].Code;
}

/// <summary>What a split needs to know of a unit.</summary>
internal sealed record SplitPlace(int Id, string Code, int Level, DateOnly? ValidTo);
