using System.Collections.Frozen;
using System.Text.RegularExpressions;
using CongNgheSo.Services.Registry.Units;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>"Thôn Nà Tho, xã Lũng Cú, huyện Đồng Văn": the name of a unit with those of the units above it.</summary>
/// <param name="Parts">The names from one end to the other, in the order in which they are written.</param>
internal sealed partial record UnitNameText(IReadOnlyList<UnitNamePart> Parts)
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["tdp"] = "tổ dân phố",
        ["kp"] = "khu phố",
        ["x"] = "xã",
        ["p"] = "phường",
        ["tt"] = "thị trấn",
        ["h"] = "huyện",
        ["q"] = "quận",
        ["tx"] = "thị xã",
        ["tp"] = "thành phố",
        ["t"] = "tỉnh",
    }.ToFrozenDictionary();

    /// <summary>Null where the text is none, which the rules of the field tell of.</summary>
    public static UnitNameText? Of(string text)
    {
        try
        {
            var parts = Separator()
                .Split(VietnameseText.Clean(text))
                .Where(part => part.Length > 0)
                .Select(part => UnitNamePart.Of(Abbreviation().Replace(part, Spell)))
                .ToList();
            return parts.Count == 0 ? null : new UnitNameText(parts);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Spell(Match match) =>
        Types.TryGetValue(match.Groups["type"].Value.ToLowerInvariant(), out var type) ? type + " " : match.Value;

    /// <summary>Commas and the like; a hyphen only between spaces, because names have some inside.</summary>
    [GeneratedRegex(@"\s*[,;/|>\\]\s*|\s+[-–—]\s+|\s*[–—]\s*")]
    private static partial Regex Separator();

    /// <summary>"TP. Hà Giang", "TDP 5", "X. Lũng Cú": one letter needs its dot.</summary>
    [GeneratedRegex(
        @"^(?<type>[A-Za-z]{1,3})\.\s*(?=\S)|^(?<type>[Tt][Dd][Pp]|[Tt][Tt]|[Tt][Pp]|[Tt][Xx]|[Kk][Pp])\s+(?=\S)"
    )]
    private static partial Regex Abbreviation();
}

/// <summary>One name, with its type or without.</summary>
/// <param name="Text">As it is written, abbreviations spelt out.</param>
/// <param name="NameKey">Equal for two spellings of the name.</param>
/// <param name="SearchKey">Equal without marks, too.</param>
internal sealed record UnitNamePart(string Text, string NameKey, string SearchKey)
{
    private const int LongestShown = 60;

    public static UnitNamePart Of(string text) =>
        new(text, VietnameseText.NameKey(text), VietnameseText.SearchKey(text));

    /// <summary>For people to read. A long number got there by mistake, and may be somebody's.</summary>
    public string Shown =>
        Text.Count(char.IsAsciiDigit) >= 9 ? "…"
        : Text.Length <= LongestShown ? Text
        : Text[..LongestShown] + "…";
}
