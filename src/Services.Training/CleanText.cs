namespace CongNgheSo.Services.Training;

internal static class CleanText
{
    /// <summary>Text as it is kept: composed (NFC), without blanks around it; null where nothing remains.</summary>
    public static string? Clean(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().Normalize();
}
