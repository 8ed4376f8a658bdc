using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Activity.InitiativeApplications;

/// <summary>An application of an initiative.</summary>
/// <param name="Id">Id of the application.</param>
/// <param name="Version">1 when recorded; 2 when withdrawn. Also the ETag.</param>
/// <param name="InitiativeId">The initiative.</param>
/// <param name="TeamId">The team that applied it; null where the unit itself did.</param>
/// <param name="UnitCode">Code of the unit, or of the team's unit.</param>
/// <param name="AppliedOn">The day (Vietnam time).</param>
/// <param name="Note">How, and what came of it.</param>
/// <param name="Withdrawn">True once it no longer counts.</param>
/// <param name="WithdrawalReason">Why it was withdrawn.</param>
public sealed record InitiativeApplicationResponse(
    Guid Id,
    int Version,
    Guid InitiativeId,
    Guid? TeamId,
    string UnitCode,
    DateOnly AppliedOn,
    string? Note,
    bool Withdrawn,
    string? WithdrawalReason
)
{
    internal static readonly ExportColumn<InitiativeApplicationResponse>[] Columns =
    [
        new("Mã định danh lượt áp dụng", "Id", application => application.Id),
        new("Mã đơn vị", "Unit code", application => application.UnitCode),
        new("Mã định danh tổ", "Team", application => application.TeamId),
        new("Ngày áp dụng", "Applied on", application => application.AppliedOn),
        new("Ghi chú", "Note", application => application.Note),
        new("Lý do rút", "Withdrawn because", application => application.WithdrawalReason),
    ];

    internal static InitiativeApplicationResponse Of(InitiativeApplication application) =>
        new(
            application.Id,
            application.Version,
            application.InitiativeId,
            application.TeamId,
            application.UnitCode,
            application.AppliedOn,
            application.Note,
            application.Withdrawn,
            application.WithdrawalReason
        );
}
