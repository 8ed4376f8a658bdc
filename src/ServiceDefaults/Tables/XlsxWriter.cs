using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using static CongNgheSo.ServiceDefaults.Tables.XlsxMarkup;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>A workbook of one sheet. Texts stand in their cells, so that nothing has to be known before it is written.</summary>
internal sealed class XlsxWriter : TableWriter
{
    private const int BufferCharacters = 1 << 14;

    private readonly Stream output;
    private readonly Pending pending = new();
    private readonly ZipArchive zip;
    private readonly Stream sheet;
    private readonly StringBuilder buffer = new(BufferCharacters * 2);
    private int rows;

    /// <param name="output">Where it goes; need not be able to seek; stays open.</param>
    /// <param name="dayFormat">How days are written, in .NET's letters.</param>
    public XlsxWriter(Stream output, string dayFormat)
    {
        this.output = output;
        zip = new ZipArchive(pending, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (path, text) in Parts(dayFormat))
        {
            using var part = zip.CreateEntry(path).Open();
            part.Write(Encoding.UTF8.GetBytes(text));
        }
        sheet = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
        buffer.Append($"""<worksheet xmlns="{Main}"><sheetData>""");
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
        zip.Dispose();
        await pending.MoveToAsync(output, cancellationToken);
    }

    /// <summary>What was not completed stays so: none of what this writes gets to the output.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            sheet.Dispose();
            zip.Dispose();
            pending.Dispose();
        }
        base.Dispose(disposing);
    }

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
        await pending.MoveToAsync(output, cancellationToken);
    }

    private static IEnumerable<(string Path, string Text)> Parts(string dayFormat) =>
        [
            (
                "[Content_Types].xml",
                $"""
                <Types xmlns="{Package}/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Default Extension="xml" ContentType="application/xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="{MediaType}.sheet.main+xml"/>
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{MediaType}.worksheet+xml"/>
                <Override PartName="/xl/styles.xml" ContentType="{MediaType}.styles+xml"/>
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

    /// <summary>What the zip writes at once, on its way to a stream that must not be made to wait.</summary>
    private sealed class Pending : Stream
    {
        private readonly ArrayBufferWriter<byte> bytes = new(BufferCharacters);

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public async ValueTask MoveToAsync(Stream output, CancellationToken cancellationToken)
        {
            await output.WriteAsync(bytes.WrittenMemory, cancellationToken);
            bytes.ResetWrittenCount();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => bytes.Write(buffer);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
