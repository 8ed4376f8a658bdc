using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CongNgheSo.ServiceDefaults.Bulk;

/// <summary>
/// Streams the rows of a JSON array, of NDJSON or of CSV with a header line, each read and validated by itself, so that
/// a broken row harms only itself.
/// </summary>
public static class BulkReader
{
    /// <summary>The longest line of NDJSON and the longest record of CSV; a longer one ends the whole request.</summary>
    internal const int MaxRowBytes = 1 << 20;

    /// <summary>How a row is read: no unknown or repeated fields, so that what is misspelt is told of and not lost.</summary>
    internal static readonly JsonSerializerOptions RowJson = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        Converters = { new StorableText() },
    };

    /// <summary>Documents an endpoint's body as rows of <typeparamref name="T"/> in any of the three formats.</summary>
    public static RouteHandlerBuilder AcceptsRows<T>(this RouteHandlerBuilder endpoint) =>
        endpoint.Accepts<T[]>("application/json", "application/x-ndjson", "text/csv");

    /// <summary>The rows of the body, or null where its content type is none of those.</summary>
    /// <exception cref="BadHttpRequestException">The body as a whole is not what its content type says.</exception>
    public static IAsyncEnumerable<BulkRow<T>>? ReadAsync<T>(
        HttpRequest request,
        IValidator<T> validator,
        CancellationToken cancellationToken
    )
        where T : class
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            return null;
        var rows = type.MediaType.Value?.ToLowerInvariant() switch
        {
            "application/json" => JsonRows.ReadArrayAsync<T>(request.BodyReader, cancellationToken),
            "application/x-ndjson" => JsonRows.ReadLinesAsync<T>(request.BodyReader, cancellationToken),
            "text/csv" => CsvRows.ReadAsync<T>(request.Body, cancellationToken),
            _ => null,
        };
        return rows is null ? null : Validated(rows, validator, cancellationToken);
    }

    /// <summary>The rows of a CSV file with a header line.</summary>
    public static IAsyncEnumerable<BulkRow<T>> ReadCsvAsync<T>(
        Stream csv,
        IValidator<T> validator,
        CancellationToken cancellationToken
    )
        where T : class => Validated(CsvRows.ReadAsync<T>(csv, cancellationToken), validator, cancellationToken);

    /// <summary>The rows of JSON as they stand, before it is known what they should be (see <see cref="Convert{T}"/>).</summary>
    /// <exception cref="BadHttpRequestException">The body as a whole is not what its format says.</exception>
    public static IAsyncEnumerable<BulkRow<JsonNode>> ReadNodesAsync(
        BulkFormat format,
        Stream body,
        CancellationToken cancellationToken
    )
    {
        var pipe = PipeReader.Create(body, new StreamPipeReaderOptions(leaveOpen: true));
        return format == BulkFormat.Json
            ? JsonRows.ReadArrayAsync<JsonNode>(pipe, cancellationToken)
            : JsonRows.ReadLinesAsync<JsonNode>(pipe, cancellationToken);
    }

    /// <summary>The row as a <typeparamref name="T"/>, or what keeps it from being one.</summary>
    public static BulkRow<T> Convert<T>(BulkRow<JsonNode> row)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(row);
        try
        {
            return new BulkRow<T>(row.Number, row.Value?.Deserialize<T>(RowJson), row.Errors);
        }
        catch (JsonException exception)
        {
            return Unreadable<T>(row.Number, exception);
        }
    }

    private static async IAsyncEnumerable<BulkRow<T>> Validated<T>(
        IAsyncEnumerable<BulkRow<T>> rows,
        IValidator<T> validator,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
        where T : class
    {
        await foreach (var row in rows.WithCancellation(cancellationToken))
            yield return row.Value is null ? row : row with { Errors = validator.Errors(row.Value) };
    }

    internal static BulkRow<T> Unreadable<T>(int number, JsonException exception)
        where T : class => new(number, null, [JsonPaths.Error(exception)]);

    /// <summary>A row with text that the database cannot keep is refused by itself, before it harms its neighbours.</summary>
    private sealed class StorableText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } text && text.Contains('\0', StringComparison.Ordinal)
                ? throw new JsonException("U+0000")
                : reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);

        public override string ReadAsPropertyName(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => Read(ref reader, typeToConvert, options)!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value);
    }
}
