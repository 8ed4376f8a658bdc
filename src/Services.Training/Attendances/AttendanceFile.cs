using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Tables;
using FluentValidation;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>A file of attendance: its rows to be recorded, and afterwards those of them that were refused.</summary>
internal sealed class AttendanceFile(
    BulkFormat format,
    Stream file,
    IValidator<RecordAttendanceRequest> rules,
    CancellationToken cancellationToken
)
{
    private const string ErrorsVi = "Lỗi";
    private const string ErrorsEn = "Errors";

    /// <summary>Names stay readable; what is escaped else protects pages of HTML, which this is none.</summary>
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Every row with what is wrong with it by itself.</summary>
    public async IAsyncEnumerable<BulkRow<RecordAttendanceRequest>> RowsAsync()
    {
        await foreach (var node in NodesAsync())
        {
            var row = BulkReader.Convert<RecordAttendanceRequest>(node);
            yield return row.Value is null ? row : row with { Errors = rules.Errors(row.Value) };
        }
    }

    /// <summary>Writes the rows that have errors as they were sent, with the reasons in a last column or field.</summary>
    public async Task WriteRejectedAsync(IReadOnlyList<RowError> errors, Stream output)
    {
        file.Position = 0;
        var reasons = errors
            .GroupBy(error => error.Row)
            .ToDictionary(row => row.Key, row => string.Join(" ", row.Select(Written)));
        if (format.IsTable())
            await WriteTableAsync(reasons, output);
        else
            await WriteJsonAsync(reasons, output);
    }

    private static string Column => BilingualError.WantsEnglish ? ErrorsEn : ErrorsVi;

    private static string Written(RowError error) =>
        error.Field.Length == 0 ? error.Text : $"{error.Field}: {error.Text}";

    private async IAsyncEnumerable<BulkRow<JsonNode>> NodesAsync()
    {
        file.Position = 0;
        if (format.IsTable())
        {
            await foreach (var (cells, said) in AttendanceSheet.ReadAsync(format, file, cancellationToken))
                if (said is not null)
                    yield return new BulkRow<JsonNode>(cells.Number, said, []);
        }
        else
            await foreach (var row in BulkReader.ReadNodesAsync(format, file, cancellationToken))
            {
                // The reasons of before, where this file was one of rejected rows itself.
                if (row.Value is JsonObject said)
                    _ = said.Remove(ErrorsVi) | said.Remove(ErrorsEn);
                yield return row;
            }
    }

    private async Task WriteTableAsync(Dictionary<int, string> reasons, Stream output)
    {
        var dialect = format == BulkFormat.Csv ? await CsvDialect.OfAsync(file, cancellationToken) : null;
        using var writer = TableWriter.Create(format, output, "dd/MM/yyyy", dialect);
        int[] kept = [];
        await foreach (var (row, said) in AttendanceSheet.ReadAsync(format, file, cancellationToken))
            if (said is null)
            {
                // The reasons of before make way here too.
                kept =
                [
                    .. Enumerable
                        .Range(0, row.Cells.Count)
                        .Where(column => row[column].Text is not (ErrorsVi or ErrorsEn)),
                ];
                await WriteAsync(row, Column);
            }
            else if (reasons.TryGetValue(row.Number, out var why))
                await WriteAsync(row, why);
        await writer.CompleteAsync(cancellationToken);

        ValueTask WriteAsync(TableRow row, string last) =>
            writer.WriteAsync([.. kept.Select(column => row[column]), new TableCell(last)], cancellationToken);
    }

    private async Task WriteJsonAsync(Dictionary<int, string> reasons, Stream output)
    {
        var isArray = format == BulkFormat.Json;
        var rejected = new List<string>();
        await foreach (var row in NodesAsync())
            if (reasons.TryGetValue(row.Number, out var why))
            {
                var said = row.Value as JsonObject ?? [];
                said[Column] = why;
                rejected.Add(said.ToJsonString(Json));
            }
        await using var text = new StreamWriter(output, leaveOpen: true);
        await text.WriteAsync(
            isArray ? $"[{string.Join(",\n", rejected)}]\n" : string.Concat(rejected.Select(row => row + "\n"))
        );
    }
}
