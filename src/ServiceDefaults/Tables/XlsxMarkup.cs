using System.Text;
using System.Xml;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>What all workbooks that are written here have in common.</summary>
internal static class XlsxMarkup
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public const string Package = "http://schemas.openxmlformats.org/package/2006";
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private const int LongestText = 32_767;

    /// <summary>0 is "A", 26 is "AA".</summary>
    public static string NameOf(int column) =>
        column < 26 ? $"{(char)('A' + column)}" : $"{NameOf((column / 26) - 1)}{(char)('A' + (column % 26))}";

    /// <summary>What XML has no way to write is left out, and what no cell can hold is cut off.</summary>
    public static string Escaped(string text)
    {
        var shown = text.Length <= LongestText ? text : text[..LongestText];
        // Else readers take what follows for the code of a letter.
        shown = shown.Replace("_x", "_x005F_x", StringComparison.Ordinal);
        var escaped = new StringBuilder(shown.Length + 16);
        for (var index = 0; index < shown.Length; index++)
        {
            var letter = shown[index];
            _ = letter switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                _ when XmlConvert.IsXmlChar(letter) => escaped.Append(letter),
                _ when index + 1 < shown.Length && char.IsSurrogatePair(letter, shown[index + 1]) => escaped
                    .Append(letter)
                    .Append(shown[++index]),
                _ => escaped,
            };
        }
        return escaped.ToString();
    }
}
