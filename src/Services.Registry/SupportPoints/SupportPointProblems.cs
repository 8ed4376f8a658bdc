using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.SupportPoints;

/// <summary>What can go wrong with a support point.</summary>
public static class SupportPointProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "support-point.not-found",
        "Đơn vị {0} và các đơn vị cấp trên chưa có đầu mối hỗ trợ.",
        "Neither unit {0} nor any unit above it has a support point."
    );

    public static readonly ProblemType PhoneInvalid = new(
        400,
        "support-point.phone-invalid",
        "Số điện thoại cơ quan gồm từ 3 đến 12 chữ số.",
        "An office's phone number has 3 to 12 digits."
    );
}
