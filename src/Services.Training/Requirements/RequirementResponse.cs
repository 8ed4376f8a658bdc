using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Training.Programmes;

namespace CongNgheSo.Services.Training.Requirements;

/// <summary>A topic that members must have been trained in.</summary>
/// <param name="Id">Id of the requirement.</param>
/// <param name="Version">1 when created; each change adds one. Also the ETag.</param>
/// <param name="Unit">Code of the unit for whose members, and those below it, it holds.</param>
/// <param name="Role">"leader", "deputy" or "member"; null for all roles.</param>
/// <param name="Topic">Code of the topic.</param>
/// <param name="WithinDays">Days from the one on which the role was taken, or from <c>validFrom</c> if that is later.</param>
/// <param name="ValidFrom">First day on which it holds.</param>
/// <param name="ValidTo">First day on which it no longer does; null where no end is set.</param>
public sealed record RequirementResponse(
    Guid Id,
    int Version,
    string Unit,
    string? Role,
    string Topic,
    int WithinDays,
    DateOnly ValidFrom,
    DateOnly? ValidTo
)
{
    internal static RequirementResponse Of(TrainingRequirement requirement) =>
        new(
            requirement.Id,
            requirement.Version,
            requirement.UnitCode,
            requirement.Role,
            requirement.Topic,
            requirement.WithinDays,
            requirement.ValidFrom,
            requirement.ValidTo
        );
}

internal static class RequirementExport
{
    public static readonly ExportColumn<RequirementResponse>[] Columns =
    [
        new("Mã yêu cầu", "Id", requirement => requirement.Id.ToString()),
        new("Mã đơn vị", "Unit code", requirement => requirement.Unit),
        new("Vai trò", "Role", requirement => TrainingCatalogue.RoleNames.Named(requirement.Role)),
        new("Mã chuyên đề", "Topic code", requirement => requirement.Topic),
        new("Trong số ngày", "Within days", requirement => requirement.WithinDays),
        new("Hiệu lực từ ngày", "Valid from", requirement => requirement.ValidFrom),
        new("Hết hiệu lực từ ngày", "Valid to", requirement => requirement.ValidTo),
    ];
}
