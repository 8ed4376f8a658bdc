using System.IO.Compression;
using System.Text;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class TableTests(RegistryService service)
{
    private const int Many = 100_000;

    public static TheoryData<string, int, string> Hostile() =>
        new()
        {
            { "no zip", 400, "table.not-xlsx" },
            { "nothing", 400, "table.not-xlsx" },
            { "a zip of something else", 400, "table.not-xlsx" },
            { "cut off", 400, "table.not-xlsx" },
            { "encrypted", 400, "table.encrypted" },
            { "macros", 400, "table.macros" },
            { "no sheet", 400, "table.no-sheet" },
            { "a hidden sheet", 400, "table.no-sheet" },
            { "a document type", 400, "table.not-xlsx" },
            { "a bomb", 413, "table.too-large" },
            { "many texts", 413, "table.too-large" },
            { "rows out of order", 400, "table.not-xlsx" },
            { "no number", 400, "table.not-xlsx" },
            { "no such text", 400, "table.not-xlsx" },
            { "too many rows", 413, "team-import.too-many-rows" },
        };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_workbook_that_is_none_or_too_much_is_refused_with_a_reason(string kind, int status, string code)
    {
        var file = Make(kind);
        var answer = await (
            await service.Client("02").PostAsync("/v1/team-imports", ImportJobs.Workbook(file))
        ).ShouldBeJsonAsync(status);
        ((string)answer["code"]!).ShouldBe(code);
        var failed = await service.Client("02").ImportAsync(ImportJobs.Workbook(file));
        ((string)failed["status"]!, (string)failed["failure"]!["code"]!).ShouldBe(("failed", code));
    }

    [Theory]
    [InlineData(BulkFormat.Csv)]
    [InlineData(BulkFormat.Xlsx)]
    public async Task Rows_are_written_and_read_one_at_a_time(BulkFormat format)
    {
        await using var file = TemporaryFile.Create();
        using var writer = TableWriter.Create(format, file, "dd/MM/yyyy");
        var row = new TableCell[10];
        for (var number = 0; number < Many; number++)
        {
            for (var column = 0; column < row.Length; column++)
                row[column] = new TableCell($"Tổ {number} {column}");
            await writer.WriteAsync(row, default);
        }
        await writer.CompleteAsync(default);
        file.Position = 0;

        var (before, read) = (GC.GetTotalMemory(forceFullCollection: true), 0);
        await foreach (var each in TableReader.ReadAsync(format, file))
        {
            read++;
            each[9].Text.ShouldBe($"Tổ {each.Number - 1} 9");
            if (read == 1 && format == BulkFormat.Csv)
                file.Position.ShouldBeLessThan(file.Length / 10);
            // All of them together are 100 MB.
            if (read is Many / 2 or Many)
                (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(20 << 20);
        }
        read.ShouldBe(Many);
    }

    [Fact]
    public async Task What_is_written_is_read_again()
    {
        TableCell[] cells =
        [
            new("=1+1"),
            new("'0912"),
            new("a,\"b\"\nc; <&> _x0041_"),
            new("08494", TableCellKind.Text),
            new("8494", TableCellKind.Number),
            new("2026-02-28", TableCellKind.Day),
            new("Tổ 🇻🇳"),
        ];
        foreach (var format in new[] { BulkFormat.Csv, BulkFormat.Xlsx })
        {
            using var file = new MemoryStream();
            using var writer = TableWriter.Create(format, file, "yyyy-MM-dd");
            await writer.WriteAsync(cells, default);
            await writer.CompleteAsync(default);
            file.Position = 0;
            var rows = await TableReader.ReadAsync(format, file).ToListAsync();
            rows.ShouldHaveSingleItem().Cells.Select(cell => cell.Text).ShouldBe(cells.Select(cell => cell.Text));
        }
    }

    [Fact]
    public async Task A_table_that_was_cut_off_cannot_be_taken_for_a_whole_one()
    {
        using var file = new MemoryStream();
        using var writer = TableWriter.Create(BulkFormat.Xlsx, file, "dd/MM/yyyy");
        for (var row = 0; row < 10_000; row++)
            await writer.WriteAsync([new TableCell($"{row}")], default);
        file.Position = 0;
        await Should.ThrowAsync<RefusedRequestException>(async () =>
            await TableReader.ReadAsync(BulkFormat.Xlsx, file).ToListAsync()
        );
    }

    private static byte[] Make(string kind)
    {
        var good = new TeamSheet().AddHead().Add(1, "00688", "CNSCĐ", "1/QĐ", "01/04/2022").ToFile();
        return kind switch
        {
            "no zip" => "STT;Họ và tên"u8.ToArray(),
            "nothing" => [],
            "cut off" => good[..(good.Length / 2)],
            "encrypted" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            "a zip of something else" => Zip(("mimetype", "application/epub+zip")),
            "macros" => Changed(good, zip => Write(zip, "xl/vbaProject.bin", "x")),
            "no sheet" => Changed(good, zip => Replace(zip, "workbook.xml", "<x:sheet ", "<x:other ")),
            "a hidden sheet" => Changed(
                good,
                zip => Replace(zip, "workbook.xml", "<x:sheet ", "<x:sheet state=\"hidden\" ")
            ),
            "a document type" => Changed(
                good,
                zip =>
                    Replace(
                        zip,
                        "sheet.xml",
                        "<x:worksheet",
                        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x:worksheet"
                    )
            ),
            "a bomb" => Changed(good, zip => Write(zip, "xl/media/image.bin", new string('0', 513 << 20))),
            "many texts" => Changed(
                good,
                zip =>
                    Write(
                        zip,
                        zip.Entries.Single(entry =>
                            entry.Name.StartsWith("sharedStrings", StringComparison.Ordinal)
                        ).FullName,
                        $"<sst>{string.Concat(Enumerable.Repeat("<si><t/></si>", 3 << 20))}</sst>"
                    )
            ),
            "rows out of order" => Changed(good, zip => Replace(zip, "sheet.xml", "<x:row r=\"6\"", "<x:row r=\"5\"")),
            "no number" => Changed(good, zip => Replace(zip, "sheet.xml", "<x:v>1</x:v>", "<x:v>one</x:v>")),
            "no such text" => Changed(good, zip => Replace(zip, "sheet.xml", "t=\"s\"><x:v>0", "t=\"s\"><x:v>999")),
            "too many rows" => TooLong(),
            _ => throw new ArgumentException(kind),
        };

        static byte[] TooLong()
        {
            var sheet = new TeamSheet().AddHead();
            for (var row = 0; row <= Many; row++)
                sheet.Add(1, "00688", "CNSCĐ", "1/QĐ", "01/04/2022");
            return sheet.ToFile();
        }
    }

    private static byte[] Zip(params (string Path, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
            foreach (var (path, text) in parts)
                Write(zip, path, text);
        return file.ToArray();
    }

    private static byte[] Changed(byte[] workbook, Action<ZipArchive> change)
    {
        using var file = new MemoryStream();
        file.Write(workbook);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
            change(zip);
        return file.ToArray();
    }

    private static void Replace(ZipArchive zip, string name, string old, string text)
    {
        var entry = zip.Entries.Single(entry =>
            entry.Name == name || entry.Name == "sheet1.xml" && name == "sheet.xml"
        );
        string content;
        using (var reader = new StreamReader(entry.Open()))
            content = reader.ReadToEnd();
        content.ShouldContain(old);
        Write(zip, entry.FullName, content.Replace(old, text, StringComparison.Ordinal));
    }

    private static void Write(ZipArchive zip, string path, string text)
    {
        if (zip.Mode == ZipArchiveMode.Update)
            zip.GetEntry(path)?.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(path).Open(), Encoding.ASCII);
        writer.Write(text);
    }
}
