using System.Globalization;
using System.Text;

namespace CongNgheSo.ServiceDefaults.Text;

/// <summary>What people type when they search: no marks, no capitals.</summary>
public static class SearchText
{
    private const int MostWords = 8;

    /// <summary>Lower case without any mark, đ as d, single spaces: "Đồng  Văn" and "dong van" are equal.</summary>
    public static string Key(string text)
    {
        var key = new StringBuilder();
        foreach (var letter in StoredText.Clean(text).ToLowerInvariant().Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                // đ does not decompose; ð is what some keyboards and converters leave in its place.
                key.Append(letter is 'đ' or 'ð' ? 'd' : letter);
        return key.ToString();
    }

    /// <summary>The keys of the words of a question, eight at most; none where there is no question.</summary>
    public static IReadOnlyList<string> Words(string? question) =>
        string.IsNullOrWhiteSpace(question) ? [] : [.. Key(question).Split(' ').Take(MostWords)];
}
