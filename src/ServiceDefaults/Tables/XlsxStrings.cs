using System.Text;
using System.Xml;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>The texts that the cells of a workbook share. They have to be at hand while it is read, so they are bounded.</summary>
internal sealed class XlsxStrings
{
    private const int MaxCharacters = 32 << 20;

    private readonly List<string> texts = [];

    private XlsxStrings() { }

    public static XlsxStrings None { get; } = new();

    public string this[int index] =>
        index >= 0 && index < texts.Count ? texts[index] : throw new InvalidDataException("No such shared text.");

    public static XlsxStrings Read(XmlReader part)
    {
        var strings = new XlsxStrings();
        var characters = 0;
        using (part)
            while (NextText(part))
            {
                strings.texts.Add(Text(part));
                // A text costs something even where it is empty.
                characters += strings.texts[^1].Length + 16;
                if (characters > MaxCharacters)
                    throw new RefusedRequestException(TableProblems.TooLarge);
            }
        return strings;
    }

    /// <summary>The text of the element that the reader stands on, at whose end it is left; readings (rPh) are no text.</summary>
    public static string Text(XmlReader element)
    {
        if (element.IsEmptyElement)
            return "";
        var (depth, text, single) = (element.Depth, (StringBuilder?)null, "");
        while (element.Read() && element.Depth > depth)
        {
            if (element is { NodeType: XmlNodeType.Element, LocalName: "rPh" })
            {
                var reading = element.Depth;
                while (!element.IsEmptyElement && element.Read() && element.Depth > reading) { }
            }
            else if (IsText(element.NodeType))
            {
                if (single.Length == 0)
                    single = element.Value;
                else
                    (text ??= new StringBuilder(single)).Append(element.Value);
            }
        }
        var whole = text?.ToString() ?? single;
        // "_x000D_" is how a workbook writes what XML cannot.
        return whole.Contains("_x", StringComparison.Ordinal) ? XmlConvert.DecodeName(whole)! : whole;
    }

    private static bool IsText(XmlNodeType type) =>
        type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;

    private static bool NextText(XmlReader part)
    {
        while (part.Read())
            if (part is { NodeType: XmlNodeType.Element, LocalName: "si" })
                return true;
        return false;
    }
}
