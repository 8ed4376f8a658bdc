using System.IO.Compression;
using System.Text;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>
/// Small files of every type that is taken. The photos are real ones of eight by eight points, lying on their side, whose
/// Exif names the camera SECRETCAM and a place in Hà Giang.
/// </summary>
internal static class SampleFiles
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static byte[] Photo(string extension) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "photos", $"photo.{extension}"));

    public static byte[] Pdf { get; } =
        "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"u8.ToArray();

    public static byte[] Docx { get; } =
        Zip(("[Content_Types].xml", Types("/word/document.xml", Word)), ("word/document.xml", "<document/>"));

    public static byte[] Xlsx { get; } =
        Zip(("[Content_Types].xml", Types("/xl/workbook.xml", Excel)), ("xl/workbook.xml", "<workbook/>"));

    public static byte[] Odt { get; } =
        Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<office/>"));

    /// <summary>A file of each extension.</summary>
    public static byte[] Of(string extension) =>
        extension switch
        {
            "pdf" => Pdf,
            "docx" => Docx,
            "xlsx" => Xlsx,
            "odt" => Odt,
            _ => Photo(extension),
        };

    public static byte[] WithMacros() =>
        Zip(
            ("[Content_Types].xml", Types("/word/document.xml", Word)),
            ("word/document.xml", "<document/>"),
            ("word/vbaProject.bin", "Sub AutoOpen()")
        );

    public static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        return file.ToArray();
    }

    /// <summary>A PNG with an HTML page in a text chunk, and again behind its end.</summary>
    public static byte[] PngWithPage()
    {
        var png = Photo("png");
        byte[] text = [.. "tEXtComment\0"u8, .. Page];
        byte[] chunk = [.. BigEndian(text.Length - 4), .. text, .. BigEndian(unchecked((int)Crc(text)))];
        const int afterHeader = 8 + 25;
        return [.. png[..afterHeader], .. chunk, .. png[afterHeader..], .. Page];
    }

    public static ReadOnlySpan<byte> Page => "<html><script>alert(document.domain)</script></html>"u8;

    private static string Types(string part, string type) =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Override PartName="{part}" ContentType="{type}.main+xml"/></Types>
            """;

    private static byte[] BigEndian(int number)
    {
        var bytes = BitConverter.GetBytes(number);
        Array.Reverse(bytes);
        return bytes;
    }

    private static uint Crc(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var each in bytes)
        {
            sum ^= each;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 0 ? sum >> 1 : 0xEDB88320 ^ (sum >> 1);
        }
        return ~sum;
    }
}
