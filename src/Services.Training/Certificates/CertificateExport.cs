using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Training.Certificates;

internal static class CertificateExport
{
    private static readonly Dictionary<string, string> Statuses = new()
    {
        ["valid"] = "Còn hiệu lực",
        ["expired"] = "Hết hạn",
        ["revoked"] = "Đã thu hồi",
        ["erased"] = "Đã xóa theo yêu cầu",
    };

    public static readonly ExportColumn<CertificateResponse>[] Columns =
    [
        new("Số", "Number", certificate => certificate.Number),
        new("Họ và tên", "Holder", certificate => certificate.HolderName),
        new("Mã định danh thành viên", "Member id", certificate => certificate.MemberId),
        new("Chương trình", "Programme", certificate => certificate.Programme),
        new("Cấp độ", "Level", certificate => certificate.LevelName),
        new("Đơn vị cấp", "Issuer", certificate => certificate.Issuer),
        new("Ngày tập huấn", "Held on", certificate => certificate.HeldOn),
        new("Ngày cấp", "Issued on", certificate => certificate.IssuedOn),
        new("Có giá trị đến", "Expires on", certificate => certificate.ExpiresOn),
        new("Tình trạng", "Status", certificate => Statuses.Named(certificate.Status)),
    ];
}
