namespace CongNgheSo.ServiceDefaults.Bulk;

/// <summary>How somebody's CSV is written, so that what comes back to them opens as what they sent.</summary>
/// <param name="Separator">What stands between cells: comma, semicolon or tab.</param>
/// <param name="HasByteOrderMark">True where a mark tells spreadsheets the encoding.</param>
public sealed record CsvDialect(char Separator, bool HasByteOrderMark)
{
    /// <summary>What spreadsheets open without a question.</summary>
    public static readonly CsvDialect Usual = new(',', HasByteOrderMark: true);

    /// <summary>That of a file, which is read from its beginning and set back to it.</summary>
    /// <param name="csv">CSV that could be read before, in a stream that can seek.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<CsvDialect> OfAsync(Stream csv, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var mark = new byte[3];
        await csv.ReadAtLeastAsync(mark, mark.Length, throwOnEndOfStream: false, cancellationToken);
        csv.Position = 0;
        var separator = await CsvRecords.SeparatorAsync(csv, cancellationToken);
        csv.Position = 0;
        return new CsvDialect(
            separator is ';' or '\t' ? separator.Value : ',',
            mark is [0xEF, 0xBB, 0xBF] or [0xFF, 0xFE, _] or [0xFE, 0xFF, _]
        );
    }
}
