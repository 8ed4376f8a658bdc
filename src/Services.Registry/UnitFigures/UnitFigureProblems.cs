using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.UnitFigures;

/// <summary>What can go wrong with a reference figure of a unit.</summary>
public static class UnitFigureProblems
{
    public static readonly ProblemType FigureUnknown = new(
        400,
        "unit-figure.figure-unknown",
        "Số liệu phải là một trong: {0}.",
        "The figure must be one of: {0}."
    );

    public static readonly ProblemType DateOutOfRange = new(
        400,
        "unit-figure.date-out-of-range",
        "Ngày bắt đầu áp dụng phải từ 01/01/1975 đến một năm sau hôm nay.",
        "The day from which it holds must lie between 1 January 1975 and a year from now."
    );

    public static readonly ProblemType RowRepeated = new(
        422,
        "unit-figure.row-repeated",
        "Số liệu này đã có ở một dòng trước với nội dung khác.",
        "The same figure stands in an earlier row with other content."
    );

    public static readonly ProblemType UnitUnknown = new(
        422,
        "unit-figure.unit-unknown",
        "Không có đơn vị mang mã {0} vào ngày {1}.",
        "No unit bore the code {0} on {1}."
    );
}
