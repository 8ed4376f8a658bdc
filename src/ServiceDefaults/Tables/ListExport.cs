using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>A column of an export.</summary>
/// <param name="Vi">Its heading in Vietnamese.</param>
/// <param name="En">Its heading in English.</param>
/// <param name="Value">A text, a number, a <see cref="DateOnly"/> or null.</param>
public sealed record ExportColumn<T>(string Vi, string En, Func<T, object?> Value)
{
    /// <summary>Its heading in the reader's language.</summary>
    public string Heading => BilingualError.WantsEnglish ? En : Vi;
}

/// <summary>
/// Gives a list as a whole file: its handler is called for page after page, and each is written before the next is read,
/// so that rights, filters, order and records of access are those of the list, and memory holds one page.
/// </summary>
public static class ListExport
{
    private const string Format = "format";

    /// <summary>Adds <c>?format=csv</c> and <c>?format=xlsx</c> to a list whose handler takes <c>limit</c> and <c>cursor</c>.</summary>
    /// <param name="list">The list's endpoint, which answers a <see cref="Page{T}"/>.</param>
    /// <param name="name">Name of the file, without its ending.</param>
    /// <param name="columns">What stands in it.</param>
    public static RouteHandlerBuilder Exports<T>(
        this RouteHandlerBuilder list,
        string name,
        IReadOnlyList<ExportColumn<T>> columns
    ) =>
        list.WithMetadata(
                new QueryParameter(Format, ["csv", "xlsx"], "The whole list as a file, without limit and cursor.")
            )
            .AddEndpointFilterFactory(
                (factory, next) =>
                {
                    var names = factory.MethodInfo.GetParameters().Select(parameter => parameter.Name).ToList();
                    var (limit, cursor) = (names.IndexOf("limit"), names.IndexOf("cursor"));
                    return context =>
                        context.HttpContext.Request.Query.ContainsKey(Format)
                            ? ExportAsync(context, ReadAsync, name, columns)
                            : next(context);

                    async Task<(Page<T>? Page, object? Other)> ReadAsync(
                        EndpointFilterInvocationContext context,
                        string? after
                    )
                    {
                        (context.Arguments[limit], context.Arguments[cursor]) = (Paging.MaxLimit, after);
                        var answer = await next(context);
                        var result = answer is INestedHttpResult nested ? nested.Result : answer;
                        return ((result as IValueHttpResult)?.Value as Page<T>, answer);
                    }
                }
            );

    private static async ValueTask<object?> ExportAsync<T>(
        EndpointFilterInvocationContext context,
        Func<EndpointFilterInvocationContext, string?, Task<(Page<T>? Page, object? Other)>> readAsync,
        string name,
        IReadOnlyList<ExportColumn<T>> columns
    )
    {
        var http = context.HttpContext;
        foreach (var paging in new[] { "limit", "cursor" })
            if (http.Request.Query.ContainsKey(paging))
                return CommonProblems.ParameterUnknown.Result(paging);
        BulkFormat? format = http.Request.Query[Format] switch
        {
            ["csv"] => BulkFormat.Csv,
            ["xlsx"] => BulkFormat.Xlsx,
            _ => null,
        };
        if (format is null)
            return Validation.Invalid([CommonProblems.FieldUnreadable.At(Format)]);
        // What refuses the list refuses the file, before any of it is written.
        var (first, refusal) = await readAsync(context, null);
        return first is null
            ? refusal
            : TypedResults.Stream(
                output => WriteAsync(output, first),
                format.Value.MediaType(),
                $"{name}.{format.Value.Name()}"
            );

        async Task WriteAsync(Stream output, Page<T>? page)
        {
            var dayFormat = BilingualError.WantsEnglish ? "yyyy-MM-dd" : "dd/MM/yyyy";
            using var writer = TableWriter.Create(format.Value, output, dayFormat);
            await writer.WriteAsync([.. columns.Select(column => new TableCell(column.Heading))], http.RequestAborted);
            while (page is not null)
            {
                foreach (var item in page.Items)
                    await writer.WriteAsync(
                        [.. columns.Select(column => TableWriter.Cell(column.Value(item)))],
                        http.RequestAborted
                    );
                page = page.Next is { } next
                    ? (await readAsync(context, next)).Page
                        // Nobody may take half a list for a whole one: the connection breaks.
                        ?? throw new InvalidOperationException("A page of the list was refused after the first.")
                    : null;
            }
            await writer.CompleteAsync(http.RequestAborted);
        }
    }
}
