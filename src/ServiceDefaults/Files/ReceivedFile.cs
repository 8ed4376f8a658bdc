using System.Buffers;
using System.Text;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CongNgheSo.ServiceDefaults.Files;

/// <summary>
/// A file of a request, checked and cleaned, in a temporary file: never whole in memory. It comes as the field
/// <c>file</c> of a form, or as the body with its name in Content-Disposition.
/// </summary>
public sealed class ReceivedFile : IAsyncDisposable
{
    private const string Form = "multipart/form-data";
    private const int BufferSize = 1 << 16;

    private ReceivedFile(string name, FileKind kind, FileStream content, string hash) =>
        (Name, Kind, Content, Hash) = (name, kind, content, hash);

    /// <summary>Its name, cleaned.</summary>
    public string Name { get; }

    public FileKind Kind { get; }

    /// <summary>SHA-256 of the cleaned content, in lower-case hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>Its length in bytes, cleaned.</summary>
    public long Length => Content.Length;

    internal FileStream Content { get; }

    /// <summary>Reads the file of a request to its end.</summary>
    /// <param name="request">A form, or a body of one of the content types of <see cref="FileKind.All"/>.</param>
    /// <param name="maxMegabytes">The largest file that is taken, in MiB.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedRequestException">There is no such file, or one of <see cref="FileProblems"/>.</exception>
    /// <exception cref="FilesAwayException">There is no room for it.</exception>
    public static async Task<ReceivedFile> ReadAsync(
        HttpRequest request,
        int maxMegabytes,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var sent = TemporaryFile.Create();
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            throw new RefusedRequestException(CommonProblems.MediaTypeUnsupported);
        var (name, declared) = type.MediaType.Equals(Form, StringComparison.OrdinalIgnoreCase)
            ? await ReadFormAsync(request, type, sent, maxMegabytes, cancellationToken)
            : await ReadBodyAsync(request, type, sent, maxMegabytes, cancellationToken);
        if (sent.Length == 0)
            throw new RefusedRequestException(FileProblems.Empty);
        if (FileName.Clean(name) is not { } clean)
            throw new RefusedRequestException(FileProblems.NameMissing);
        return await CheckAsync(sent, clean, declared, cancellationToken);
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    private static async Task<ReceivedFile> CheckAsync(
        FileStream sent,
        string name,
        string? declared,
        CancellationToken cancellationToken
    )
    {
        var kind =
            Refusing("ZIP", () => FileKind.Of(sent))
            ?? throw new RefusedRequestException(
                FileProblems.TypeUnsupported,
                string.Join(", ", FileKind.All.Select(each => each.Name))
            );
        if (!kind.IsNamedBy(name) || !kind.IsDeclaredBy(declared))
            throw new RefusedRequestException(FileProblems.TypeDiffers, kind.Name);
        var content = TemporaryFile.Create();
        try
        {
            Refusing(
                kind.Name,
                () =>
                {
                    sent.Position = 0;
                    kind.Clean(sent, content);
                    return true;
                }
            );
            var hash = await TemporaryFile.HashAsync(content, cancellationToken);
            return new ReceivedFile(name, kind, content, Convert.ToHexStringLower(hash));
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    private static async Task<(string? Name, string? Declared)> ReadFormAsync(
        HttpRequest request,
        MediaTypeHeaderValue type,
        FileStream target,
        int maxMegabytes,
        CancellationToken cancellationToken
    )
    {
        if (HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary)
            throw new RefusedRequestException(CommonProblems.BodyUnreadable);
        var form = new MultipartReader(boundary, request.Body);
        (string?, string?)? file = null;
        while (await Reading(() => form.ReadNextSectionAsync(cancellationToken)) is { } section)
        {
            if (
                file is not null
                || section.GetContentDispositionHeader() is not { } disposition
                || !disposition.IsFileDisposition()
                || HeaderUtilities.RemoveQuotes(disposition.Name) != "file"
            )
                throw new RefusedRequestException(FileProblems.OneExpected);
            await CopyAsync(section.Body, target, request, maxMegabytes, cancellationToken);
            file = (NameOf(disposition), MediaTypeOf(section.ContentType));
        }
        return file ?? throw new RefusedRequestException(FileProblems.OneExpected);
    }

    private static async Task<(string? Name, string? Declared)> ReadBodyAsync(
        HttpRequest request,
        MediaTypeHeaderValue type,
        FileStream target,
        int maxMegabytes,
        CancellationToken cancellationToken
    )
    {
        await CopyAsync(request.Body, target, request, maxMegabytes, cancellationToken);
        var header = request.Headers.ContentDisposition.ToString();
        var name = ContentDispositionHeaderValue.TryParse(header, out var disposition) ? NameOf(disposition) : null;
        return (name, type.MediaType.Value);
    }

    private static async Task CopyAsync(
        Stream source,
        FileStream target,
        HttpRequest request,
        int maxMegabytes,
        CancellationToken cancellationToken
    )
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await Reading(() => source.ReadAsync(buffer, cancellationToken).AsTask()) is > 0 and var read)
            {
                if (target.Length + read > (long)maxMegabytes << 20)
                {
                    // To the end: who is still sending would not read the answer, and a gateway take it for a failure.
                    await request.Body.CopyToAsync(Stream.Null, cancellationToken);
                    throw new RefusedRequestException(FileProblems.TooLarge, maxMegabytes);
                }
                await Writing(() => target.WriteAsync(buffer, 0, read, cancellationToken));
            }
            await Writing(() => target.FlushAsync(cancellationToken));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string? NameOf(ContentDispositionHeaderValue disposition)
    {
        if (disposition.FileNameStar is { Length: > 0 } extended)
            return extended.Value;
        var name = HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
        // A request's headers are read byte by byte (Latin-1); many clients write names in UTF-8 all the same.
        if (name is null || !name.Any(each => each is > '\u007f') || name.Any(each => each is > '\u00ff'))
            return name;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(name));
        }
        catch (DecoderFallbackException)
        {
            return name;
        }
    }

    private static string? MediaTypeOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) ? type.MediaType.Value : contentType;

    private static T Refusing<T>(string kind, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new RefusedRequestException(FileProblems.Unreadable, kind);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            throw new FilesAwayException("There is no room for the file.", exception);
        }
    }

    private static async Task<T> Reading<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception)
            when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new RefusedRequestException(CommonProblems.BodyUnreadable);
        }
    }

    private static async Task Writing(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (IOException exception)
        {
            throw new FilesAwayException("There is no room for the file.", exception);
        }
    }
}

public static class ReceivedFileExtensions
{
    /// <summary>The endpoint's handler reads a file with <see cref="ReceivedFile.ReadAsync"/>.</summary>
    public static RouteHandlerBuilder AcceptsFile(this RouteHandlerBuilder endpoint) =>
        endpoint.Accepts<IFormFile>(
            "multipart/form-data",
            ["application/octet-stream", "image/heif", .. FileKind.All.Select(kind => kind.MediaType)]
        );
}
