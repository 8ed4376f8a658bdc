using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>Goes through a file and the errors of its import side by side, and writes the rows that have some.</summary>
internal sealed class RejectedRows(IAsyncEnumerable<TeamImportError> errors, CancellationToken cancellationToken)
    : IAsyncDisposable
{
    /// <summary>Names stay readable; what is escaped else protects pages of HTML, which this is none.</summary>
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly IAsyncEnumerator<TeamImportError> errors = errors.GetAsyncEnumerator(cancellationToken);
    private readonly string column = BilingualError.WantsEnglish ? TeamColumns.ErrorsEn : TeamColumns.ErrorsVi;
    private bool isAtError;

    public async Task WriteAsync(BulkFormat format, Stream file, Stream output)
    {
        isAtError = await errors.MoveNextAsync();
        if (format.IsTable())
            await WriteTableAsync(format, file, output);
        else
            await WriteJsonAsync(format, file, output);
    }

    public ValueTask DisposeAsync() => errors.DisposeAsync();

    private async Task WriteTableAsync(BulkFormat format, Stream file, Stream output)
    {
        var dialect = format == BulkFormat.Csv ? await CsvDialect.OfAsync(file, cancellationToken) : null;
        await using var table = await TeamTable.OpenAsync(format, file, cancellationToken);
        using var writer = TableWriter.Create(format, output, "dd/MM/yyyy", dialect);
        // The reasons of before, where this list was one of rejected rows itself, make way.
        var kept = Enumerable
            .Range(0, table.Head.Headings.Count)
            .Where(index => !IsErrors(table.Head.Headings[index]))
            .ToArray();
        TableCell[] head = [.. kept.Select(index => new TableCell(table.Head.Headings[index])), new TableCell(column)];
        await writer.WriteAsync(head, cancellationToken);
        await foreach (var row in table.ReadAsync(cancellationToken))
            if (await TakeAsync(row.Number) is { } reasons)
                await writer.WriteAsync(
                    [.. kept.Select(index => row[index]), new TableCell(reasons)],
                    cancellationToken
                );
        await writer.CompleteAsync(cancellationToken);
    }

    private async Task WriteJsonAsync(BulkFormat format, Stream file, Stream output)
    {
        var isArray = format == BulkFormat.Json;
        var before = isArray ? "[\n" : "";
        await using var text = new StreamWriter(output, leaveOpen: true);
        await foreach (var row in BulkReader.ReadNodesAsync(format, file, cancellationToken))
            if (await TakeAsync(row.Number) is { } reasons)
            {
                var team = row.Value as JsonObject ?? [];
                team.Remove(TeamColumns.ErrorsVi);
                team.Remove(TeamColumns.ErrorsEn);
                team[column] = reasons;
                await text.WriteAsync(before + team.ToJsonString(Json));
                before = isArray ? ",\n" : "\n";
            }
        await text.WriteAsync(
            !isArray ? "\n"
            : before == "[\n" ? "[]\n"
            : "\n]\n"
        );
        await text.FlushAsync(cancellationToken);
    }

    /// <summary>All that is wrong with a row in one cell; null where nothing is. Both come in the order of the rows.</summary>
    private async ValueTask<string?> TakeAsync(int row)
    {
        List<string>? reasons = null;
        for (; isAtError && errors.Current.Row <= row; isAtError = await errors.MoveNextAsync())
            if (errors.Current.Row == row)
            {
                var (error, place) = (errors.Current, errors.Current.Column ?? errors.Current.Field);
                (reasons ??= []).Add(place.Length == 0 ? error.Reason.Text : $"{place}: {error.Reason.Text}");
            }
        return reasons is null ? null : string.Join(" ", reasons);
    }

    private static bool IsErrors(string heading) =>
        TeamValues.KeyOf(heading) is var key
        && (key == TeamValues.KeyOf(TeamColumns.ErrorsVi) || key == TeamValues.KeyOf(TeamColumns.ErrorsEn));
}
