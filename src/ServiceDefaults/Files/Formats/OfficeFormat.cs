using System.IO.Compression;
using System.Text;
using System.Xml;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.ServiceDefaults.Files.Formats;

/// <summary>
/// Documents that are zips: OOXML says by its content types what it is, OpenDocument by its first entry. Nothing but
/// that is unpacked. What is in a document stays as it is, its authors' names too.
/// </summary>
internal static class OfficeFormat
{
    private const int MaxEntries = 10_000;
    private const long MaxUnpackedBytes = 512 << 20;
    private const int MaxTypesCharacters = 1 << 20;
    private const string Main = ".main+xml";

    public static void Copy(Stream source, Stream target) => source.CopyTo(target);

    /// <exception cref="InvalidDataException">It is no zip, or one that would unpack to too much.</exception>
    /// <exception cref="RefusedRequestException">It holds macros.</exception>
    public static FileKind? KindOf(Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > MaxEntries || zip.Entries.Sum(entry => (decimal)entry.Length) > MaxUnpackedBytes)
            throw new InvalidDataException("It unpacks to too much.");
        var kind =
            zip.GetEntry("[Content_Types].xml") is { } types ? OoxmlKind(types, zip)
            : zip.GetEntry("mimetype") is { } type && Text(type) == FileKind.Odt.MediaType ? FileKind.Odt
            : null;
        return kind is not null && zip.Entries.Any(IsMacro)
            ? throw new RefusedRequestException(FileProblems.Macros)
            : kind;
    }

    private static FileKind? OoxmlKind(ZipArchiveEntry types, ZipArchive zip)
    {
        foreach (var (part, type) in Overrides(types))
        {
            if (type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase))
                throw new RefusedRequestException(FileProblems.Macros);
            foreach (var kind in new[] { FileKind.Docx, FileKind.Xlsx, FileKind.Pptx })
                if (type == kind.MediaType + Main && zip.GetEntry(part.TrimStart('/')) is not null)
                    return kind;
        }
        return null;
    }

    private static List<(string Part, string Type)> Overrides(ZipArchiveEntry types)
    {
        try
        {
            using var xml = XmlReader.Create(
                types.Open(),
                new XmlReaderSettings
                {
                    DtdProcessing = DtdProcessing.Prohibit,
                    XmlResolver = null,
                    CloseInput = true,
                    MaxCharactersInDocument = MaxTypesCharacters,
                }
            );
            var overrides = new List<(string, string)>();
            while (xml.Read())
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "Override" })
                    overrides.Add((xml.GetAttribute("PartName") ?? "", xml.GetAttribute("ContentType") ?? ""));
            return overrides;
        }
        catch (XmlException exception)
        {
            throw new InvalidDataException("The content types cannot be read.", exception);
        }
    }

    private static string Text(ZipArchiveEntry entry)
    {
        Span<byte> bytes = stackalloc byte[128];
        using var content = entry.Open();
        return Encoding.ASCII.GetString(bytes[..content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)]);
    }

    private static bool IsMacro(ZipArchiveEntry entry) =>
        entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        || entry.FullName.StartsWith("Basic/", StringComparison.Ordinal)
        || entry.FullName.StartsWith("Scripts/", StringComparison.Ordinal);
}
