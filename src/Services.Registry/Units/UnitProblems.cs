using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>What can go wrong with a unit.</summary>
public static class UnitProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "unit.not-found",
        "Không có đơn vị mang mã {0} vào ngày {1}.",
        "No unit bears the code {0} on {1}."
    );

    public static readonly ProblemType ParentUnknown = new(
        422,
        "unit.parent-unknown",
        "Hiện không có đơn vị cấp trên mang mã {0}.",
        "No unit bears the parent code {0} today."
    );

    public static readonly ProblemType ParentNotCommune = new(
        422,
        "unit.parent-not-commune",
        "{0} không phải là xã, phường, thị trấn hay đặc khu nên không thể có thôn, tổ dân phố.",
        "{0} is not a commune, so it cannot hold villages."
    );

    public static readonly ProblemType VillageTypeUnknown = new(
        400,
        "unit.village-type-unknown",
        "Loại đơn vị phải là một trong: {0}.",
        "The type must be one of: {0}."
    );

    public static readonly ProblemType VillageCodeInvalid = new(
        400,
        "unit.village-code-invalid",
        "Mã thôn phải gồm mã xã, dấu gạch nối và ít nhất ba chữ số, ví dụ 08494-003.",
        "A village's code is its commune's code, a hyphen and at least three digits, such as 08494-003."
    );

    public static readonly ProblemType VillageCodeTaken = new(
        409,
        "unit.village-code-taken",
        "Mã {0} đã được cấp cho một thôn khác.",
        "The code {0} has been given to another village."
    );

    public static readonly ProblemType VillageHasOtherCode = new(
        409,
        "unit.village-has-other-code",
        "Thôn này đã có mã {0}.",
        "This village already has the code {0}."
    );
}
