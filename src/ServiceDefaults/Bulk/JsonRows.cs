using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.ServiceDefaults.Bulk;

/// <summary>Rows from a JSON array or from lines of JSON.</summary>
internal static class JsonRows
{
    /// <summary>Takes any element: what is wrong with it is told of its row.</summary>
    private static readonly JsonSerializerOptions ElementJson = new() { MaxDepth = int.MaxValue };

    public static async IAsyncEnumerable<BulkRow<T>> ReadArrayAsync<T>(
        PipeReader body,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
        where T : class
    {
        await SkipByteOrderMarkAsync(body, cancellationToken);
        if (await FirstByteAsync(body, cancellationToken) is var first && first != '[')
            throw new RefusedRequestException(first is null ? CommonProblems.BodyMissing : CommonProblems.BodyNotArray);
        var number = 0;
        await using var stream = body.AsStream(leaveOpen: true);
        // Elements first, so that one of the wrong shape does not end the whole array.
        await using var elements = JsonSerializer
            .DeserializeAsyncEnumerable<JsonElement>(stream, ElementJson, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(elements))
            yield return Row<T>(++number, elements.Current);
    }

    public static async IAsyncEnumerable<BulkRow<T>> ReadLinesAsync<T>(
        PipeReader body,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
        where T : class
    {
        await SkipByteOrderMarkAsync(body, cancellationToken);
        var number = 0;
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            try
            {
                while (TakeLine(ref buffer, read.IsCompleted, out var line))
                    if (!IsBlank(Bounded(number + 1, line)))
                        yield return Row<T>(++number, line);
                Bounded(number + 1, buffer);
            }
            finally
            {
                // Also where nobody reads on: a read left open costs the connection, and whoever shares it.
                body.AdvanceTo(buffer.Start, buffer.End);
            }
            if (read.IsCompleted)
                yield break;
        }
    }

    /// <summary>The line, whole or still growing: how it arrived makes no difference.</summary>
    private static ReadOnlySequence<byte> Bounded(int number, ReadOnlySequence<byte> line) =>
        line.Length <= BulkReader.MaxRowBytes
            ? line
            : throw new RefusedRequestException(CommonProblems.LineTooLong, number);

    private static async ValueTask SkipByteOrderMarkAsync(PipeReader body, CancellationToken cancellationToken)
    {
        var read = await body.ReadAtLeastAsync(3, cancellationToken);
        var start = new SequenceReader<byte>(read.Buffer);
        start.IsNext("\uFEFF"u8, advancePast: true);
        body.AdvanceTo(start.Position);
    }

    /// <summary>The byte that tells an array from anything else, left where it is; null where there is none.</summary>
    private static async ValueTask<byte?> FirstByteAsync(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var start = new SequenceReader<byte>(read.Buffer);
            start.AdvancePastAny(" \t\r\n"u8);
            var found = start.TryPeek(out var first);
            body.AdvanceTo(found ? read.Buffer.Start : read.Buffer.End);
            if (found || read.IsCompleted)
                return found ? first : null;
        }
    }

    private static bool TakeLine(ref ReadOnlySequence<byte> buffer, bool last, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }
        line = buffer;
        if (!last || buffer.IsEmpty)
            return false;
        buffer = buffer.Slice(buffer.End);
        return true;
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
            if (segment.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
                return false;
        return true;
    }

    private static BulkRow<T> Row<T>(int number, ReadOnlySequence<byte> line)
        where T : class
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            var value = JsonSerializer.Deserialize<T>(ref reader, BulkReader.RowJson);
            // Throws where the line goes on after its value.
            reader.Read();
            return Read(number, value);
        }
        catch (JsonException exception) when (IsMalformed(exception))
        {
            return new BulkRow<T>(
                number,
                null,
                [CommonProblems.RowMalformed.At("", (exception.BytePositionInLine ?? 0) + 1)]
            );
        }
        catch (JsonException exception)
        {
            return BulkReader.Unreadable<T>(number, exception);
        }
    }

    /// <summary>No JSON at all, or more than one value.</summary>
    private static bool IsMalformed(JsonException exception) =>
        JsonPaths.IsMalformed(exception) || exception.Path is null;

    private static BulkRow<T> Row<T>(int number, JsonElement element)
        where T : class
    {
        try
        {
            return Read(number, element.Deserialize<T>(BulkReader.RowJson));
        }
        catch (JsonException exception)
        {
            return BulkReader.Unreadable<T>(number, exception);
        }
    }

    private static BulkRow<T> Read<T>(int number, T? value)
        where T : class =>
        value is null ? BulkReader.Unreadable<T>(number, new JsonException("null")) : new BulkRow<T>(number, value, []);

    /// <summary>JSON that breaks ends the request: nobody can say where the next row begins.</summary>
    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<JsonElement> elements)
    {
        try
        {
            return await elements.MoveNextAsync();
        }
        catch (JsonException exception)
        {
            throw new RefusedRequestException(CommonProblems.JsonMalformed, JsonPaths.Position(exception));
        }
    }
}
