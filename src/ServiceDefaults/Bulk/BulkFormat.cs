using Microsoft.Net.Http.Headers;

namespace CongNgheSo.ServiceDefaults.Bulk;

/// <summary>The formats that lists come and go in.</summary>
public enum BulkFormat
{
    Json,
    Ndjson,
    Csv,
    Xlsx,
}

/// <summary>Media types and file endings of the formats.</summary>
public static class BulkFormats
{
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The format that a Content-Type names; null where it is none that is read.</summary>
    public static BulkFormat? Of(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? type.MediaType.Value?.ToLowerInvariant() switch
            {
                "application/json" => BulkFormat.Json,
                "application/x-ndjson" => BulkFormat.Ndjson,
                "text/csv" => BulkFormat.Csv,
                Xlsx => BulkFormat.Xlsx,
                _ => null,
            }
            : null;

    /// <summary>"json", "ndjson", "csv" or "xlsx": in queries, answers and as the ending of a file's name.</summary>
    public static string Name(this BulkFormat format) =>
        format switch
        {
            BulkFormat.Json => "json",
            BulkFormat.Ndjson => "ndjson",
            BulkFormat.Csv => "csv",
            _ => "xlsx",
        };

    public static string MediaType(this BulkFormat format) =>
        format switch
        {
            BulkFormat.Json => "application/json",
            BulkFormat.Ndjson => "application/x-ndjson",
            BulkFormat.Csv => "text/csv; charset=utf-8",
            _ => Xlsx,
        };

    /// <summary>True where rows are cells under headings.</summary>
    public static bool IsTable(this BulkFormat format) => format is BulkFormat.Csv or BulkFormat.Xlsx;
}
