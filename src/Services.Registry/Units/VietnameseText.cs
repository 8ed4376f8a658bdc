using System.Text;
using CongNgheSo.ServiceDefaults.Text;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>One spelling for storing, one key for telling names apart, one for searching.</summary>
public static class VietnameseText
{
    /// <summary>grave, acute, tilde, hook above, dot below.</summary>
    private const string Tones = "\u0300\u0301\u0303\u0309\u0323";

    /// <summary>NFC, trimmed, single spaces: how text is stored.</summary>
    public static string Clean(string text) => StoredText.Clean(text);

    /// <summary>The same; null where there is nothing but space.</summary>
    public static string? CleanOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : Clean(text);

    /// <summary>
    /// Equal for two spellings of one name: letter case and the place of the tone mark (Hòa, Hoà) do not matter;
    /// the tone itself does.
    /// </summary>
    public static string NameKey(string text) =>
        string.Join(' ', Clean(text).ToLowerInvariant().Split(' ').Select(TonesLast));

    /// <summary>Lower case without any mark: what people type when they search.</summary>
    public static string SearchKey(string text) => SearchText.Key(text);

    /// <summary>"Nguyễn Văn An" as "an nguyễn văn an": personal names sort by the given name, which comes last.</summary>
    public static string PersonSortKey(string cleanName)
    {
        ArgumentNullException.ThrowIfNull(cleanName);
        return $"{cleanName[(cleanName.LastIndexOf(' ') + 1)..]} {cleanName}".ToLowerInvariant();
    }

    private static string TonesLast(string word)
    {
        var letters = word.Normalize(NormalizationForm.FormD);
        return string.Concat(letters.Where(letter => !Tones.Contains(letter)))
            + string.Concat(letters.Where(letter => Tones.Contains(letter)).Order());
    }
}
