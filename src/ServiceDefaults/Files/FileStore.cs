using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CongNgheSo.ServiceDefaults.Files;

/// <summary>
/// Content outside of the database, named by its SHA-256: the same content is there once. Rows refer to it by that name;
/// <see cref="FileKeeper{TDb}"/> sees to it that no row refers to nothing.
/// </summary>
public interface IFileStore
{
    /// <summary>Keeps what <paramref name="content"/> holds, durably and whole or not at all; does nothing where it is there.</summary>
    /// <param name="hash">SHA-256 of the content, 64 hexadecimal digits in lower case.</param>
    /// <param name="content">A stream that can seek; read from its beginning, and left open.</param>
    /// <param name="cancellationToken">Gives up; nothing is kept then.</param>
    /// <exception cref="FilesAwayException">The store does not answer, or is full.</exception>
    Task PutAsync(string hash, Stream content, CancellationToken cancellationToken);

    /// <summary>The content, as a stream that can seek; null where the store does not hold it.</summary>
    /// <exception cref="FilesAwayException">The store does not answer.</exception>
    Task<Stream?> OpenAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Forgets the content; does nothing where it is not there.</summary>
    /// <exception cref="FilesAwayException">The store does not answer.</exception>
    Task DeleteAsync(string hash, CancellationToken cancellationToken);

    /// <summary>The hashes of all that was put before an instant.</summary>
    /// <exception cref="FilesAwayException">The store does not answer.</exception>
    IAsyncEnumerable<string> ListAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Whether there is room, or why not; degraded at worst, because most of what a service does needs no files.</summary>
    Task<HealthCheckResult> CheckAsync(CancellationToken cancellationToken);
}

/// <summary>The store does not answer or is full. The same request may succeed later; it is answered with 503.</summary>
public sealed class FilesAwayException : Exception
{
    public FilesAwayException(string message, Exception innerException)
        : base(message, innerException) { }

    public FilesAwayException() { }

    public FilesAwayException(string message)
        : base(message) { }
}
