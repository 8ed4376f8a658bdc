using System.Globalization;
using static CongNgheSo.ServiceDefaults.Tables.XlsxMarkup;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>How numbers are shown, by the conventions of Vietnam.</summary>
public enum XlsxNumbers
{
    /// <summary>As they come.</summary>
    Plain,

    /// <summary>1.234.567</summary>
    Whole,

    /// <summary>1.234,5</summary>
    OneDecimal,
}

/// <summary>How a cell looks.</summary>
/// <param name="Align">"left", "center", "right" or "justify".</param>
/// <param name="Size">Of the letters, in points.</param>
/// <param name="Border">True for a line around it.</param>
/// <param name="Wrap">True where a long text goes on in the next line.</param>
public sealed record XlsxStyle(
    string Align = "left",
    double Size = 12,
    bool Bold = false,
    bool Italic = false,
    bool Underline = false,
    bool Border = false,
    bool Wrap = false,
    XlsxNumbers Numbers = XlsxNumbers.Plain
);

/// <summary>The styles that a book uses, each once.</summary>
internal sealed class XlsxStyleTable
{
    private const int FirstOwnFormat = 164;

    private readonly List<XlsxStyle> styles = [new XlsxStyle()];

    public int IndexOf(XlsxStyle style)
    {
        var index = styles.IndexOf(style);
        if (index >= 0)
            return index;
        styles.Add(style);
        return styles.Count - 1;
    }

    public string ToXml() =>
        $"""
            <styleSheet xmlns="{Main}">
            <numFmts count="2"><numFmt numFmtId="{FirstOwnFormat}" formatCode="[$-42A]#,##0"/><numFmt numFmtId="{FirstOwnFormat
                + 1}" formatCode="[$-42A]#,##0.0"/></numFmts>
            <fonts count="{styles.Count}">{string.Concat(styles.Select(Font))}</fonts>
            <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
            <borders count="2"><border/><border>{Line("left")}{Line("right")}{Line("top")}{Line("bottom")}</border></borders>
            <cellStyleXfs count="1"><xf/></cellStyleXfs>
            <cellXfs count="{styles.Count}">{string.Concat(styles.Select(Cell))}</cellXfs>
            </styleSheet>
            """;

    private static string Line(string edge) => $"<{edge} style=\"thin\"/>";

    private static string Font(XlsxStyle style) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"<font>{(style.Bold ? "<b/>" : "")}{(style.Italic ? "<i/>" : "")}{(style.Underline ? "<u/>" : "")}<sz val=\"{style.Size}\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font>"
        );

    private static string Cell(XlsxStyle style, int font)
    {
        var format = style.Numbers == XlsxNumbers.Plain ? 0 : FirstOwnFormat + (int)style.Numbers - 1;
        return $"<xf numFmtId=\"{format}\" fontId=\"{font}\" borderId=\"{(style.Border ? 1 : 0)}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\" applyAlignment=\"1\">"
            + $"<alignment horizontal=\"{style.Align}\" vertical=\"center\"{(style.Wrap ? " wrapText=\"1\"" : "")}/></xf>";
    }
}
