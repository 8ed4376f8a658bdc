using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>Reads documents back as people's programs do.</summary>
internal static class OfficialFile
{
    private static readonly XNamespace Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>The text of a PDF file's pages, each as it is laid out.</summary>
    public static async Task<string[]> PagesAsync(byte[] pdf) =>
        [.. (await RunAsync("pdftotext", pdf, "-layout", "-", "-")).TrimEnd('\f').Split('\f')];

    /// <summary>Its fonts: name and whether it is embedded.</summary>
    public static async Task<(string Name, bool IsEmbedded)[]> FontsAsync(byte[] pdf) =>
        [
            .. (await RunAsync("pdffonts", pdf, "-"))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Skip(2)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(words => (words[0], words[^5] == "yes")),
        ];

    /// <summary>The words of a text, single spaces between them.</summary>
    public static string Words(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The rows of a workbook's sheet: what each filled cell holds, a number or a text.</summary>
    public static List<object[]> Rows(byte[] xlsx, int sheet) =>
        [
            .. Part(xlsx, $"xl/worksheets/sheet{sheet}.xml")
                .Descendants(Sheet + "row")
                .Select(row => row.Elements(Sheet + "c").Select(Value).OfType<object>().ToArray()),
        ];

    /// <summary>What is wrong with a workbook by the schemas of its format.</summary>
    public static string[] ErrorsOf(byte[] xlsx)
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(xlsx), isEditable: false);
        return [.. new OpenXmlValidator().Validate(book).Select(error => $"{error.Path?.XPath}: {error.Description}")];
    }

    public static XElement Part(byte[] xlsx, string path)
    {
        using var zip = new ZipArchive(new MemoryStream(xlsx));
        using var part = zip.GetEntry(path)!.Open();
        return XElement.Load(part);
    }

    public static XName Name(string local) => Sheet + local;

    private static object? Value(XElement cell) =>
        cell.Element(Sheet + "is")?.Value is { Length: > 0 } text ? text
        : cell.Element(Sheet + "v")?.Value is { } number ? decimal.Parse(number, CultureInfo.InvariantCulture)
        : null;

    private static async Task<string> RunAsync(string program, byte[] input, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        var text = await output;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return text;
    }
}
