using System.IO.Compression;
using System.Xml;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>
/// The first visible sheet of a workbook, read row after row. A workbook is a zip of XML that anybody may have made: how
/// much is unpacked is bounded, document types are refused, nothing outside of it is looked at.
/// </summary>
internal sealed class XlsxFile : IDisposable
{
    private const int MaxEntries = 2_000;
    private const long MaxUnpackedBytes = 512 << 20;

    private static readonly XmlReaderSettings Xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = MaxUnpackedBytes,
    };

    private readonly ZipArchive zip;
    private readonly string sheet;
    private readonly XlsxStrings strings;
    private readonly XlsxStyles styles;
    private readonly bool counts1904;

    private XlsxFile(ZipArchive zip)
    {
        this.zip = zip;
        var targets = XlsxWorkbook.Targets(Read("xl/_rels/workbook.xml.rels"));
        (sheet, counts1904) = XlsxWorkbook.FirstSheet(Read("xl/workbook.xml"), targets);
        strings = targets.Values.FirstOrDefault(target => target.Type == "sharedStrings") is { Path: { } texts }
            ? XlsxStrings.Read(Read(texts))
            : XlsxStrings.None;
        styles = targets.Values.FirstOrDefault(target => target.Type == "styles") is { Path: { } formats }
            ? XlsxStyles.Read(Read(formats))
            : XlsxStyles.None;
    }

    /// <param name="file">A stream that can seek; stays open.</param>
    /// <exception cref="RefusedRequestException">It is no workbook that is read here.</exception>
    public static XlsxFile Open(Stream file)
    {
        if (IsCompoundFile(file))
            throw new RefusedRequestException(TableProblems.Encrypted);
        return Refusing(() =>
        {
            var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            try
            {
                Bound(zip);
                return new XlsxFile(zip);
            }
            catch
            {
                zip.Dispose();
                throw;
            }
        });
    }

    /// <summary>The rows that hold anything; a cell merged downwards stands in each of its rows.</summary>
    public IEnumerable<TableRow> Rows()
    {
        var merges = Refusing(() => XlsxMerges.Read(Read(sheet)));
        using var rows = new XlsxRows(Read(sheet), strings, styles, counts1904).Read().GetEnumerator();
        while (Refusing(rows.MoveNext))
        {
            var (row, isBlank) = (rows.Current, rows.Current.IsBlank);
            var filled = merges.Fill(row);
            if (!isBlank)
                yield return filled;
        }
    }

    public void Dispose() => zip.Dispose();

    /// <summary>How the old .xls begins, and what an encrypted workbook is wrapped in.</summary>
    private static bool IsCompoundFile(Stream file)
    {
        file.Position = 0;
        Span<byte> start = stackalloc byte[4];
        var isCompound =
            file.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start is [0xD0, 0xCF, 0x11, 0xE0];
        file.Position = 0;
        return isCompound;
    }

    /// <summary>By what the entries announce; more than that is never unpacked of them.</summary>
    private static void Bound(ZipArchive zip)
    {
        if (zip.Entries.Any(entry => entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            throw new RefusedRequestException(TableProblems.Macros);
        if (zip.Entries.Count > MaxEntries || zip.Entries.Sum(entry => (decimal)entry.Length) > MaxUnpackedBytes)
            throw new RefusedRequestException(TableProblems.TooLarge);
    }

    private XmlReader Read(string path) =>
        XmlReader.Create(
            (zip.GetEntry(path) ?? throw new InvalidDataException($"The part {path} is missing.")).Open(),
            Xml
        );

    private static T Refusing<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        // All of it is about what the file holds: none of these comes from the disk.
        catch (Exception exception)
            when (exception is InvalidDataException or XmlException or FormatException or OverflowException)
        {
            throw new RefusedRequestException(TableProblems.NotXlsx);
        }
    }
}
