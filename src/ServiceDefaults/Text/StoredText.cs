using System.Text;

namespace CongNgheSo.ServiceDefaults.Text;

/// <summary>One spelling for storing.</summary>
public static class StoredText
{
    private const StringSplitOptions Words = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>NFC, trimmed, single spaces.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Join(' ', text.Normalize(NormalizationForm.FormC).Split((char[]?)null, Words));
    }

    /// <summary>NFC and trimmed; lines stay lines.</summary>
    public static string CleanLines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Normalize(NormalizationForm.FormC).Trim();
    }

    /// <summary>The same; null where nothing remains.</summary>
    public static string? Optional(string? text) => string.IsNullOrWhiteSpace(text) ? null : CleanLines(text);
}
