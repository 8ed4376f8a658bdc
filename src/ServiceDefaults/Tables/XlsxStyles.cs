using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>Which of a workbook's cell styles show a number as a day.</summary>
internal sealed partial class XlsxStyles
{
    private readonly List<bool> isDay = [];

    private XlsxStyles() { }

    public static XlsxStyles None { get; } = new();

    public bool IsDay(string? style) =>
        int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && index < isDay.Count
        && isDay[index];

    public static XlsxStyles Read(XmlReader part)
    {
        var styles = new XlsxStyles();
        var dayFormats = new HashSet<int>();
        var ofCells = false;
        using (part)
            while (part.Read())
            {
                if (part.LocalName == "cellXfs")
                    ofCells = part.NodeType == XmlNodeType.Element;
                else if (part is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && ShowsDay(part))
                    dayFormats.Add(Number(part, "numFmtId"));
                else if (ofCells && part is { NodeType: XmlNodeType.Element, LocalName: "xf" })
                    styles.isDay.Add(
                        IsBuiltIn(Number(part, "numFmtId")) || dayFormats.Contains(Number(part, "numFmtId"))
                    );
            }
        return styles;
    }

    private static int Number(XmlReader element, string attribute) =>
        int.TryParse(element.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    /// <summary>The formats of days that every workbook knows without saying so; 18 to 21 are times.</summary>
    private static bool IsBuiltIn(int format) =>
        format is (>= 14 and <= 17) or 22 or (>= 27 and <= 36) or (>= 50 and <= 58);

    private static bool ShowsDay(XmlReader format) =>
        Literal().Replace(format.GetAttribute("formatCode") ?? "", "").AsSpan().IndexOfAny("dDyY") >= 0;

    /// <summary>Text in quotes, colours and currencies in brackets, single letters after a backslash.</summary>
    [GeneratedRegex(
        """
            "[^"]*"|\[[^\]]*\]|\\.
            """
    )]
    private static partial Regex Literal();
}
