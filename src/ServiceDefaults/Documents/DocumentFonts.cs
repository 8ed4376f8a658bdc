using System.Buffers.Binary;
using System.Collections.Concurrent;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace CongNgheSo.ServiceDefaults.Documents;

/// <summary>
/// The typeface of official documents. NĐ 30/2020/NĐ-CP asks for Times New Roman, which is not free; Liberation Serif has its
/// measures, so that lines break in the same places, and all letters of Vietnamese from its second edition on.
/// </summary>
public sealed class DocumentFonts : IFontResolver
{
    /// <summary>The family, for an <see cref="XFont"/>.</summary>
    public const string Serif = "Liberation Serif";

    private const string Package = "fonts-liberation2 (fonts-liberation where that is version 2 or later)";
    private const ushort FirstRevisionWithVietnamese = 2;

    private static readonly string[] UsualDirectories =
    [
        "/usr/share/fonts/truetype/liberation2",
        "/usr/share/fonts/truetype/liberation",
        "/usr/share/fonts/liberation-serif",
        "/usr/share/fonts/liberation-fonts",
    ];

    private static readonly Lock Changing = new();
    private static DocumentFonts? current;

    private readonly ConcurrentDictionary<string, byte[]> faces = new();
    private readonly string[] directories;

    private DocumentFonts(string? directory) => directories = directory is null ? UsualDirectories : [directory];

    /// <summary>
    /// Names the directory of the fonts, for the whole process; the usual ones of Debian and Fedora where absent. PDFsharp takes
    /// one resolver and keeps it, so the first call decides.
    /// </summary>
    public static DocumentFonts Use(string? directory)
    {
        lock (Changing)
        {
            if (current is null)
                GlobalFontSettings.FontResolver = current = new DocumentFonts(directory);
            return current;
        }
    }

    /// <summary>A font of the family.</summary>
    /// <param name="size">In points.</param>
    /// <param name="style">Regular, bold, italic or both.</param>
    /// <exception cref="InvalidOperationException">The fonts are not installed; the text names the package.</exception>
    public static XFont Font(double size, XFontStyleEx style = XFontStyleEx.Regular) => new(Serif, size, style);

    /// <summary>Throws where a face is missing.</summary>
    /// <exception cref="InvalidOperationException">The fonts are not installed; the text names the package.</exception>
    public void Check()
    {
        foreach (var face in new[] { "Regular", "Bold", "Italic", "BoldItalic" })
            GetFont(face);
    }

    public FontResolverInfo? ResolveTypeface(string familyName, bool bold, bool italic) =>
        familyName == Serif
            ? new FontResolverInfo(
                (bold, italic) switch
                {
                    (true, true) => "BoldItalic",
                    (true, false) => "Bold",
                    (false, true) => "Italic",
                    _ => "Regular",
                }
            )
            : null;

    public byte[] GetFont(string faceName) => faces.GetOrAdd(faceName, Read);

    private byte[] Read(string face)
    {
        foreach (var directory in directories)
        {
            var path = Path.Combine(directory, $"LiberationSerif-{face}.ttf");
            if (
                File.Exists(path)
                && File.ReadAllBytes(path) is var font
                && Revision(font) >= FirstRevisionWithVietnamese
            )
                return font;
        }
        throw new InvalidOperationException(
            $"LiberationSerif-{face}.ttf, version {FirstRevisionWithVietnamese} or later, is in none of "
                + $"{string.Join(", ", directories)}. Install the package {Package}, or set Documents__FontDirectory."
        );
    }

    /// <summary>The whole part of the font's revision, from its "head" table; 0 where it has none.</summary>
    private static ushort Revision(ReadOnlySpan<byte> font)
    {
        const int firstRecord = 12;
        const int recordLength = 16;
        const int revisionInHead = 4;
        var tables = font.Length < firstRecord ? 0 : BinaryPrimitives.ReadUInt16BigEndian(font[4..]);
        for (var table = 0; table < tables; table++)
        {
            var record = font[(firstRecord + (table * recordLength))..];
            if (record[..4].SequenceEqual("head"u8))
                return BinaryPrimitives.ReadUInt16BigEndian(
                    font[(int)(BinaryPrimitives.ReadUInt32BigEndian(record[8..]) + revisionInHead)..]
                );
        }
        return 0;
    }
}
