using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>A workbook of one sheet. Texts stand in their cells, so that nothing has to be known before it is written.</summary>
internal sealed class XlsxWriter : TableWriter
{
    private const int BufferCharacters = 1 << 14;
    private const int LongestText = 32_767;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private readonly ZipArchive zip;
    private readonly Stream sheet;
    private readonly StringBuilder buffer = new(BufferCharacters * 2);
    private int rows;

    private XlsxWriter(ZipArchive zip, Stream sheet) => (this.zip, this.sheet) = (zip, sheet);

    public static async Task<TableWriter> CreateAsync(
        Stream output,
        string dayFormat,
        CancellationToken cancellationToken
    )
    {
        var zip = await ZipArchive.CreateAsync(
            output,
            ZipArchiveMode.Create,
            leaveOpen: true,
            entryNameEncoding: null,
            cancellationToken
        );
        foreach (var (path, text) in Parts(dayFormat))
        {
            await using var part = await zip.CreateEntry(path).OpenAsync(cancellationToken);
            await part.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        }
        var entry = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest);
        var writer = new XlsxWriter(zip, await entry.OpenAsync(cancellationToken));
        writer.buffer.Append($"""<worksheet xmlns="{Main}"><sheetData>""");
        return writer;
    }

    public override async ValueTask WriteAsync(IReadOnlyList<TableCell> row, CancellationToken cancellationToken)
    {
        rows++;
        buffer.Append(CultureInfo.InvariantCulture, $"<row r=\"{rows}\">");
        for (var column = 0; column < row.Count; column++)
            if (row[column].Text.Length > 0)
                Append(row[column], column);
        buffer.Append("</row>");
        if (buffer.Length > BufferCharacters)
            await FlushAsync(cancellationToken);
    }

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        buffer.Append("</sheetData></worksheet>");
        await FlushAsync(cancellationToken);
        await sheet.DisposeAsync();
        await zip.DisposeAsync();
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Append(TableCell cell, int column)
    {
        buffer.Append("<c r=\"").Append(NameOf(column)).Append(rows);
        _ = cell.Kind switch
        {
            TableCellKind.Number => buffer.Append("\"><v>").Append(cell.Text).Append("</v></c>"),
            TableCellKind.Boolean => buffer
                .Append("\" t=\"b\"><v>")
                .Append(cell.Text == "TRUE" ? '1' : '0')
                .Append("</v></c>"),
            TableCellKind.Day => buffer
                .Append("\" s=\"1\"><v>")
                .Append((int)DayOf(cell).ToDateTime(default).ToOADate())
                .Append("</v></c>"),
            _ => buffer
                .Append("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">")
                .Append(Escaped(cell.Text))
                .Append("</t></is></c>"),
        };
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await sheet.WriteAsync(Encoding.UTF8.GetBytes(buffer.ToString()), cancellationToken);
        buffer.Clear();
    }

    /// <summary>0 is "A", 26 is "AA".</summary>
    private static string NameOf(int column) =>
        column < 26 ? $"{(char)('A' + column)}" : $"{NameOf((column / 26) - 1)}{(char)('A' + (column % 26))}";

    /// <summary>What XML has no way to write is left out, and what no cell can hold is cut off.</summary>
    private static string Escaped(string text)
    {
        var shown = text.Length <= LongestText ? text : text[..LongestText];
        var escaped = new StringBuilder(shown.Length + 16);
        for (var index = 0; index < shown.Length; index++)
        {
            var letter = shown[index];
            _ = letter switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                _ when XmlConvert.IsXmlChar(letter) => escaped.Append(letter),
                _ when index + 1 < shown.Length && char.IsSurrogatePair(letter, shown[index + 1]) => escaped
                    .Append(letter)
                    .Append(shown[++index]),
                _ => escaped,
            };
        }
        return escaped.ToString();
    }

    private static IEnumerable<(string Path, string Text)> Parts(string dayFormat) =>
        [
            (
                "[Content_Types].xml",
                $"""
                <Types xmlns="{Package}/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Default Extension="xml" ContentType="application/xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="{Type}.sheet.main+xml"/>
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Type}.worksheet+xml"/>
                <Override PartName="/xl/styles.xml" ContentType="{Type}.styles+xml"/>
                </Types>
                """
            ),
            (
                "_rels/.rels",
                $"""
                <Relationships xmlns="{Package}/relationships">
                <Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/>
                </Relationships>
                """
            ),
            (
                "xl/workbook.xml",
                $"""
                <workbook xmlns="{Main}" xmlns:r="{Relations}">
                <sheets><sheet name="CongNgheSo" sheetId="1" r:id="rId1"/></sheets></workbook>
                """
            ),
            (
                "xl/_rels/workbook.xml.rels",
                $"""
                <Relationships xmlns="{Package}/relationships">
                <Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/>
                <Relationship Id="rId2" Type="{Relations}/styles" Target="styles.xml"/>
                </Relationships>
                """
            ),
            (
                "xl/styles.xml",
                $"""
                <styleSheet xmlns="{Main}">
                <numFmts count="1"><numFmt numFmtId="164" formatCode="{dayFormat.ToLowerInvariant()}"/></numFmts>
                <fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
                <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
                <borders count="1"><border/></borders>
                <cellStyleXfs count="1"><xf/></cellStyleXfs>
                <cellXfs count="2"><xf xfId="0"/><xf numFmtId="164" xfId="0" applyNumberFormat="1"/></cellXfs>
                </styleSheet>
                """
            ),
        ];
}
