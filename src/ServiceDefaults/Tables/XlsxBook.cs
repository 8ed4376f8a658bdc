using System.Globalization;
using System.IO.Compression;
using System.Text;
using static CongNgheSo.ServiceDefaults.Tables.XlsxMarkup;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>
/// A workbook that is laid out to be printed on A4: head, tables and signatures, in Times New Roman. All of it is in memory;
/// long lists go through <see cref="TableWriter"/>.
/// </summary>
public sealed class XlsxBook
{
    private readonly List<XlsxSheet> sheets = [];

    /// <summary>Adds a sheet behind the others.</summary>
    /// <param name="name">Its name: up to 31 characters, without any of : \ / ? * [ ].</param>
    /// <param name="landscape">True where it is printed across.</param>
    /// <param name="widths">The widths of its columns, in characters.</param>
    public XlsxSheet AddSheet(string name, bool landscape, params IReadOnlyList<double> widths)
    {
        var sheet = new XlsxSheet(name, landscape, widths);
        sheets.Add(sheet);
        return sheet;
    }

    /// <summary>Writes the file.</summary>
    /// <param name="output">Where it goes; has to be able to seek; stays open.</param>
    public void Save(Stream output)
    {
        var styles = new XlsxStyleTable();
        var contents = sheets.ConvertAll(sheet => sheet.ToXml(styles));
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        Write("[Content_Types].xml", ContentTypes());
        Write(
            "_rels/.rels",
            $"""
            <Relationships xmlns="{Package}/relationships">
            <Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/>
            </Relationships>
            """
        );
        Write("xl/workbook.xml", Workbook());
        Write("xl/_rels/workbook.xml.rels", WorkbookRelations());
        Write("xl/styles.xml", styles.ToXml());
        for (var number = 0; number < contents.Count; number++)
            Write($"xl/worksheets/sheet{number + 1}.xml", contents[number]);

        void Write(string path, string text)
        {
            using var part = zip.CreateEntry(path).Open();
            part.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    private string ContentTypes() =>
        $"""
            <Types xmlns="{Package}/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{MediaType}.sheet.main+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="{MediaType}.styles+xml"/>
            {Each(number =>
                $"<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{MediaType}.worksheet+xml\"/>"
            )}
            </Types>
            """;

    private string Workbook()
    {
        var titles = sheets
            .Select((sheet, index) => (sheet, index))
            .Where(each => each.sheet.RepeatedRow is not null)
            .Select(each =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{each.index}\">'{Escaped(each.sheet.Name)}'!${each.sheet.RepeatedRow}:${each.sheet.RepeatedRow}</definedName>"
                )
            )
            .ToArray();
        return $"""
            <workbook xmlns="{Main}" xmlns:r="{Relations}">
            <sheets>{Each(number =>
                $"<sheet name=\"{Escaped(sheets[number - 1].Name)}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"
            )}</sheets>
            {(titles is [] ? "" : $"<definedNames>{string.Concat(titles)}</definedNames>")}
            </workbook>
            """;
    }

    private string WorkbookRelations() =>
        $"""
            <Relationships xmlns="{Package}/relationships">
            {Each(number =>
                $"<Relationship Id=\"rId{number}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
            )}
            <Relationship Id="rId{sheets.Count + 1}" Type="{Relations}/styles" Target="styles.xml"/>
            </Relationships>
            """;

    private string Each(Func<int, string> part) => string.Concat(Enumerable.Range(1, sheets.Count).Select(part));
}
