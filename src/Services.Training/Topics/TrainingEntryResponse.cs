using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Training.Topics;

/// <summary>A topic of training, or an organisation that sends trainers.</summary>
/// <param name="Kind">"topic" or "organisation".</param>
/// <param name="Code">Stable code.</param>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
/// <param name="Version">1 when added; each change adds one. Also the ETag.</param>
/// <param name="Unit">"VN" for everybody, or the code of the province that added it for its own.</param>
/// <param name="ValidFrom">First day of sessions that may name it.</param>
/// <param name="ValidTo">First day of sessions that no longer may; null where no end is set.</param>
public sealed record TrainingEntryResponse(
    string Kind,
    string Code,
    string Vi,
    string En,
    int Version,
    string Unit,
    DateOnly ValidFrom,
    DateOnly? ValidTo
)
{
    internal static TrainingEntryResponse Of(TrainingEntry entry) =>
        new(entry.Kind, entry.Code, entry.Vi, entry.En, entry.Version, entry.UnitCode, entry.ValidFrom, entry.ValidTo);
}

internal static class TrainingEntryExport
{
    public static readonly ExportColumn<TrainingEntryResponse>[] Columns =
    [
        new("Loại", "Kind", entry => entry.Kind),
        new("Mã", "Code", entry => entry.Code),
        new("Tên tiếng Việt", "Vietnamese name", entry => entry.Vi),
        new("Tên tiếng Anh", "English name", entry => entry.En),
        new("Mã đơn vị", "Unit code", entry => entry.Unit),
        new("Hiệu lực từ ngày", "Valid from", entry => entry.ValidFrom),
        new("Hết hiệu lực từ ngày", "Valid to", entry => entry.ValidTo),
    ];
}
