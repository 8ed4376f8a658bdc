using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>From what is asked to shares: the parts, what is set by hand, what the others are measured by.</summary>
/// <param name="db">The database.</param>
/// <param name="whole">The target that is split.</param>
/// <param name="place">Its unit.</param>
/// <param name="standing">The plan's other targets of the same measure.</param>
/// <param name="day">The day of the tree, the teams and the figures.</param>
internal sealed class SplitPreparation(
    ActivityDbContext db,
    PlanTarget whole,
    SplitPlace place,
    IReadOnlyDictionary<PartKey, PlanTarget> standing,
    DateOnly day
)
{
    private const int MostParts = 20_000;
    private const int MissingNamed = 50;

    /// <summary>Works the split out, or says why it cannot be.</summary>
    public async Task<(TargetSplit?, Refusal?)> WorkOutAsync(
        SplitTargetRequest request,
        CancellationToken cancellationToken
    )
    {
        var intoTeams = request.Into == SplitTargetRules.Teams;
        if (
            whole.Measure.IsShare != (request.By == SplitTargetRules.Same)
            || (intoTeams && request.By is SplitTargetRules.ByFigure or SplitTargetRules.ByTeams)
            || whole.TeamId is not null
        )
            return Refused(TargetProblems.SplitUnfit, "by");
        if (intoTeams && place.Level < 3)
            return Refused(TargetProblems.TeamsOfCommune, "into", place.Code);
        var reader = new SplitParts(db, day);
        var parts = intoTeams
            ? await reader.TeamsOfAsync(whole.UnitId, cancellationToken)
            : await reader.UnitsBelowAsync(whole.UnitId, request.ToLevel, cancellationToken);
        if (parts.Count == 0)
            return Refused(TargetProblems.NothingBelow, "toLevel", place.Code);
        if (parts.Count > MostParts)
            return Refused(TargetProblems.SplitTooLarge, "toLevel", MostParts);
        var byHand = parts
            .Where(part => standing.GetValueOrDefault(part.Key) is { } known && known.ByHand)
            .ToDictionary(part => part, part => standing[part.Key].Value);
        if (TakeHand(request, parts, byHand) is { } refusal)
            return (null, refusal);
        var (weights, missing) = await WeighAsync(reader, request, parts, byHand, cancellationToken);
        if (missing is not null)
            return (null, missing);
        var split = new TargetSplit(parts, byHand, weights, whole.Measure.IsShare);
        return split.Split(whole.UnitId, place.Code, whole.Value) is { } unfit ? (null, unfit) : (split, null);
    }

    /// <summary>Puts what the request sets by hand to what was set before, and takes away what it no longer sets.</summary>
    private Refusal? TakeHand(
        SplitTargetRequest request,
        IReadOnlyList<SplitPart> parts,
        Dictionary<SplitPart, long> byHand
    )
    {
        var byName = parts.ToDictionary(part => part.Name);
        foreach (var share in request.Hand ?? [])
        {
            var name = share.TeamId?.ToString() ?? share.UnitCode!.Trim();
            if (!byName.TryGetValue(name, out var part))
                return new Refusal(TargetProblems.HandUnknown, "hand", name);
            if (share.Value is null && share.Percent is null)
                byHand.Remove(part);
            else if (share.Percent is not null == whole.Measure.IsShare)
                byHand[part] = TargetContentRules.Stored(share.Value, share.Percent);
            else
                return new Refusal(TargetProblems.ValueUnfit, "hand", TargetContentRules.Highest);
        }
        return null;
    }

    private async Task<(Dictionary<SplitPart, long>? Weights, Refusal? Missing)> WeighAsync(
        SplitParts reader,
        SplitTargetRequest request,
        List<SplitPart> parts,
        Dictionary<SplitPart, long> byHand,
        CancellationToken cancellationToken
    )
    {
        switch (request.By)
        {
            case SplitTargetRules.Equal:
                return (parts.ToDictionary(part => part, _ => 1L), null);
            case SplitTargetRules.ByTeams:
                var teams = await reader.CountTeamsAsync(whole.UnitId, parts, cancellationToken);
                return (parts.ToDictionary(part => part, part => teams[part.UnitId]), null);
            case SplitTargetRules.ByFigure:
                int[] ids = [.. parts.Where(part => !byHand.ContainsKey(part)).Select(part => part.UnitId)];
                var figures = await db.FiguresAsync(ids, request.Figure!, day, cancellationToken);
                var missing = parts.FindAll(part => figures.GetValueOrDefault(part.UnitId) is { Value: null });
                if (missing.Count > 0)
                    return (
                        null,
                        new Refusal(
                            TargetProblems.FigureMissing,
                            "figure",
                            string.Join(", ", missing.Take(MissingNamed).Select(part => part.Code))
                        )
                    );
                return (
                    parts.ToDictionary(part => part, part => figures.GetValueOrDefault(part.UnitId)?.Value ?? 0),
                    null
                );
            default:
                return (null, null);
        }
    }

    private static (TargetSplit?, Refusal?) Refused(ProblemType problem, string field, params object?[] arguments) =>
        (null, new Refusal(problem, field, arguments));
}
