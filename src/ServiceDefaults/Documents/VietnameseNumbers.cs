using System.Globalization;

namespace CongNgheSo.ServiceDefaults.Documents;

/// <summary>Numbers as people here write them: 1.234.567,8.</summary>
public static class VietnameseNumbers
{
    private static readonly NumberFormatInfo Format = new()
    {
        NumberGroupSeparator = ".",
        NumberDecimalSeparator = ",",
        NegativeSign = "-",
    };

    /// <summary>A whole number: 1.234.567.</summary>
    public static string Written(this long value) => value.ToString("#,##0", Format);

    /// <summary>A number with one decimal: 1.234,5.</summary>
    public static string Written(this decimal value) => value.ToString("#,##0.0", Format);
}
