using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>A target of a unit or a team within a plan.</summary>
/// <param name="Id">Id of the target.</param>
/// <param name="Version">1 when set; each change adds one. Also the ETag.</param>
/// <param name="PlanId">The plan.</param>
/// <param name="ParentId">The target that it is a part of; null where it was set for itself.</param>
/// <param name="UnitCode">Code of the unit that is to reach it; of a team's target, of the unit that the team served then.</param>
/// <param name="UnitName">Full name of that unit.</param>
/// <param name="TeamId">The team that is to reach it; null where the whole unit is.</param>
/// <param name="Indicator">Code of the indicator that is counted.</param>
/// <param name="Denominator">Code of the indicator of which it is a share; null where it is none.</param>
/// <param name="Reference">Code of the unit's reference figure of which it is a share; null where it is none.</param>
/// <param name="Value">The number to reach; null of a share.</param>
/// <param name="Percent">The share to reach in per cent; null of a number.</param>
/// <param name="From">First day of its period.</param>
/// <param name="To">Last day of its period.</param>
/// <param name="ByHand">True where somebody set the value; a split leaves it as it is.</param>
/// <param name="Withdrawn">True where it no longer counts.</param>
public sealed record TargetResponse(
    Guid Id,
    int Version,
    Guid PlanId,
    Guid? ParentId,
    string UnitCode,
    string UnitName,
    Guid? TeamId,
    string Indicator,
    string? Denominator,
    string? Reference,
    long? Value,
    decimal? Percent,
    DateOnly From,
    DateOnly To,
    bool ByHand,
    bool Withdrawn
)
{
    internal static TargetResponse Of(PlanTarget target, string unitCode, string unitName)
    {
        var isShare = target.Measure.IsShare;
        return new TargetResponse(
            target.Id,
            target.Version,
            target.PlanId,
            target.ParentId,
            unitCode,
            unitName,
            target.TeamId,
            target.Indicator,
            target.Denominator,
            target.Reference,
            isShare ? null : target.Value,
            isShare ? TargetContentRules.PercentOf(target.Value) : null,
            target.FirstDay,
            target.LastDay,
            target.ByHand,
            target.Withdrawn
        );
    }

    internal static async Task<TargetResponse> ReadAsync(
        ActivityDbContext db,
        PlanTarget target,
        CancellationToken cancellationToken
    )
    {
        var unit = await db.Units.AsNoTracking().SingleAsync(each => each.Id == target.UnitId, cancellationToken);
        return Of(target, unit.Code, unit.FullName);
    }
}
