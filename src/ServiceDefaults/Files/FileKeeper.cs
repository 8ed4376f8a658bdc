using CongNgheSo.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.ServiceDefaults.Files;

/// <summary>The hashes of all content that rows of a database refer to.</summary>
public sealed record FileReferences<TDb>(Func<TDb, IQueryable<string>> Hashes)
    where TDb : ServiceDbContext;

/// <summary>
/// Keeps rows and files together: a row never refers to nothing. Who writes a row for content, and who deletes content
/// because no row refers to it, hold the same lock of the database, so that neither works on what the other has just seen.
/// </summary>
public sealed class FileKeeper<TDb>(TDb db, IFileStore store, FileReferences<TDb> references)
    where TDb : ServiceDbContext
{
    /// <summary>
    /// Makes the content durable. Call it in the transaction that then writes the row: where that is not committed, the
    /// content is swept after a day.
    /// </summary>
    public Task KeepAsync(ReceivedFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return KeepAsync(file.Hash, file.Content, cancellationToken);
    }

    /// <summary>The same for content that the service made itself.</summary>
    /// <param name="hash">SHA-256 of the content, 64 hexadecimal digits in lower case.</param>
    /// <param name="content">A stream that can seek; read from its beginning, and left open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task KeepAsync(string hash, Stream content, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Files are kept in the transaction of the row that refers to them.");
        await LockAsync(hash, cancellationToken);
        await store.PutAsync(hash, content, cancellationToken);
    }

    /// <summary>The content that a row refers to; null where it has been discarded since the row was read.</summary>
    public Task<Stream?> OpenAsync(string hash, CancellationToken cancellationToken) =>
        store.OpenAsync(hash, cancellationToken);

    /// <summary>Deletes content that no row refers to. Call it once the transaction that removed the row is committed.</summary>
    /// <returns>False where a row does refer to it.</returns>
    public async Task<bool> DiscardAsync(string hash, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await LockAsync(hash, cancellationToken);
        if (await references.Hashes(db).ContainsAsync(hash, cancellationToken))
            return false;
        await store.DeleteAsync(hash, cancellationToken);
        return true;
    }

    private Task LockAsync(string hash, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({FileHash.LockKey(hash)})", cancellationToken);
}
