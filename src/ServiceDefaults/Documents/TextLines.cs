using System.Text;
using PdfSharp.Drawing;

namespace CongNgheSo.ServiceDefaults.Documents;

/// <summary>A line of text that fits.</summary>
/// <param name="Words">Its words.</param>
/// <param name="Width">Their width with one space between them, in points.</param>
/// <param name="EndsParagraph">True for a paragraph's last line, which is not stretched.</param>
internal sealed record TextLine(IReadOnlyList<string> Words, double Width, bool EndsParagraph);

/// <summary>Breaks text into lines between words, not at no-break spaces; a word that is longer than a line breaks where the line ends.</summary>
internal static class TextLines
{
    /// <param name="page">Measures.</param>
    /// <param name="text">Paragraphs, each on lines of its own.</param>
    /// <param name="font">The font.</param>
    /// <param name="width">Room for a line, in points.</param>
    /// <param name="indent">How much less room the first line of a paragraph has.</param>
    public static List<TextLine> Break(XGraphics page, string text, XFont font, double width, double indent = 0)
    {
        var lines = new List<TextLine>();
        var space = page.MeasureString(" ", font).Width;
        foreach (var paragraph in text.Split('\n'))
        {
            var words = new List<string>();
            var (used, room) = (0.0, width - indent);
            foreach (var word in Words(page, Printable(paragraph), font, width))
            {
                var length = page.MeasureString(word, font).Width;
                if (words.Count > 0 && used + space + length > room)
                {
                    lines.Add(new TextLine(words, used, EndsParagraph: false));
                    (words, used, room) = ([], 0, width);
                }
                used += (words.Count > 0 ? space : 0) + length;
                words.Add(word);
            }
            lines.Add(new TextLine(words, used, EndsParagraph: true));
        }
        return lines;
    }

    private static IEnumerable<string> Words(XGraphics page, string paragraph, XFont font, double width)
    {
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word;
            while (rest.Length > 1 && page.MeasureString(rest, font).Width > width)
            {
                var fits = 1;
                while (page.MeasureString(rest[..(fits + 1)], font).Width <= width)
                    fits++;
                if (char.IsHighSurrogate(rest[fits - 1]))
                    fits += fits > 1 ? -1 : 1;
                yield return rest[..fits];
                rest = rest[fits..];
            }
            yield return rest;
        }
    }

    /// <summary>Composed, as fonts have the letters, and without what is no letter.</summary>
    private static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormC))
            if (letter == '\t')
                printable.Append(' ');
            else if (!char.IsControl(letter))
                printable.Append(letter);
        return printable.ToString();
    }
}
