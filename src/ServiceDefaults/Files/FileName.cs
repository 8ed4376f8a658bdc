using System.Globalization;
using System.Text;

namespace CongNgheSo.ServiceDefaults.Files;

/// <summary>
/// A file's name as it is shown and offered for saving, never a path here. What a sender's system or a bad intention puts
/// in is taken out: directories, characters that are not seen or turn the text around, and those that no disk takes.
/// </summary>
internal static class FileName
{
    private const int MaxLength = 150;

    /// <returns>Null where no name with an extension is left.</returns>
    public static string? Clean(string? name)
    {
        if (name is null)
            return null;
        // Half a surrogate pair would make composing throw.
        var text = string.Concat(name.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar).Select(Spell))
            .Normalize(NormalizationForm.FormC);
        text = text[(text.LastIndexOfAny(['/', '\\']) + 1)..];
        var extension = Path.GetExtension(text).Trim();
        var stem = string.Join(
                ' ',
                Path.GetFileNameWithoutExtension(text).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            )
            .Trim('.', ' ');
        if (stem.Length == 0 || extension.Length is < 2 or > 10)
            return null;
        return Cut(stem, MaxLength - extension.Length) + extension;
    }

    private static string Spell(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.SpaceSeparator => " ",
            UnicodeCategory.Control
            or UnicodeCategory.Format
            or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator => "",
            _ => rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : rune.ToString(),
        };

    /// <summary>Never between a letter and its marks.</summary>
    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var end = 0;
        while (StringInfo.GetNextTextElementLength(text, end) is var next && end + next <= length)
            end += next;
        return text[..end].TrimEnd();
    }
}
