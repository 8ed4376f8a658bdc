using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Training.Materials;

internal static class MaterialExport
{
    public static readonly ExportColumn<MaterialResponse>[] Columns =
    [
        new("Mã định danh", "Id", material => material.Id),
        new("Tên tài liệu", "Title", material => material.Title),
        new("Cấp độ", "Level", material => material.Level),
        new("Chủ đề", "Topics", material => string.Join(", ", material.Topics)),
        new("Đơn vị", "Owner unit", material => material.OwnerUnit),
        new("Hiệu lực từ", "Valid from", material => material.ValidFrom),
        new("Hết hiệu lực", "Valid to", material => material.ValidTo),
        new("Phiên bản mới nhất", "Latest edition", material => material.LatestEdition),
    ];
}
