using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Tables;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Reporting.Exports;

/// <summary>A list that can be exported: it is read by its own handler, page after page, so that rights and filters are those of the list.</summary>
internal abstract class ExportTable(string name, string[] parameters)
{
    public string Name { get; } = name;

    /// <summary>What can be asked for.</summary>
    public string[] Parameters { get; } = parameters;

    /// <summary>Why the list refuses this; null where it does not.</summary>
    public abstract Task<ProblemHttpResult?> TryAsync(ExportQuery query);

    /// <summary>Writes all of it.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="writer">Where it goes.</param>
    /// <param name="progress">Called after each page, with the number of its rows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task WriteAsync(
        ExportQuery query,
        TableWriter writer,
        Func<int, Task> progress,
        CancellationToken cancellationToken
    );
}

internal sealed class ExportTable<T>(
    string name,
    string[] parameters,
    IReadOnlyList<ExportColumn<T>> columns,
    Func<ExportQuery, Task<Results<Ok<Page<T>>, ProblemHttpResult>>> read
) : ExportTable(name, parameters)
{
    public override async Task<ProblemHttpResult?> TryAsync(ExportQuery query) =>
        (await read(query)).Result as ProblemHttpResult;

    public override async Task WriteAsync(
        ExportQuery query,
        TableWriter writer,
        Func<int, Task> progress,
        CancellationToken cancellationToken
    )
    {
        await writer.WriteAsync([.. columns.Select(column => TableWriter.Cell(column.Heading))], cancellationToken);
        do
        {
            if ((await read(query)).Result is not Ok<Page<T>> { Value: { } page })
                // Judged when it was asked for; nobody may take half a table for a whole one.
                throw new InvalidOperationException($"A page of the table {Name} was refused.");
            foreach (var item in page.Items)
                await writer.WriteAsync(
                    [.. columns.Select(column => TableWriter.Cell(column.Value(item)))],
                    cancellationToken
                );
            await progress(page.Items.Count);
            query = query with { Cursor = page.Next };
        } while (query.Cursor is not null);
        await writer.CompleteAsync(cancellationToken);
    }
}
