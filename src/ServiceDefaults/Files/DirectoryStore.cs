using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using CongNgheSo.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CongNgheSo.ServiceDefaults.Files;

/// <summary>
/// Files in a directory: <c>{directory}/ab/abcdef…</c>, readable by the service's account alone. A file is written under
/// a name of its own, brought to the disk, and only then renamed to its hash: what bears a hash is whole.
/// </summary>
internal sealed class DirectoryStore : IFileStore
{
    private const string Incoming = "incoming";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string root;
    private readonly long minFreeBytes;

    public DirectoryStore(string root, long minFreeBytes)
    {
        (this.root, this.minFreeBytes) = (Path.GetFullPath(root), minFreeBytes);
        MakeDirectory(Path.Combine(this.root, Incoming));
        Tracing.Meter.CreateObservableGauge("congngheso.files.free", Free, "By", "Free disk where files are kept");
    }

    public async Task PutAsync(string hash, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = PathOf(hash);
        if (File.Exists(path))
            return;
        var temporary = Path.Combine(root, Incoming, $"{Guid.NewGuid():N}");
        try
        {
            await WriteAsync(temporary, content, cancellationToken);
            var directory = Path.GetDirectoryName(path)!;
            if (!Directory.Exists(directory))
            {
                MakeDirectory(directory);
                DiskSync.Directory(root);
            }
            File.Move(temporary, path, overwrite: true);
            DiskSync.Directory(directory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FilesAwayException("The directory of files cannot be written to.", failure);
        }
        finally
        {
            // There still where something went wrong.
            TryDelete(temporary);
        }
    }

    public Task<Stream?> OpenAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(
                new FileStream(
                    PathOf(hash),
                    new FileStreamOptions
                    {
                        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                        Share = FileShare.Read | FileShare.Delete,
                    }
                )
            );
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FilesAwayException("The directory of files cannot be read.", failure);
        }
    }

    public Task DeleteAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(PathOf(hash));
        }
        catch (DirectoryNotFoundException)
        {
            // Never kept.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FilesAwayException("The directory of files cannot be written to.", failure);
        }
        return Task.CompletedTask;
    }

    [SuppressMessage("Performance", "CA1849", Justification = "Directories have no asynchronous calls.")]
    public async IAsyncEnumerable<string> ListAsync(
        DateTimeOffset before,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        foreach (var file in new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.LastWriteTimeUtc >= before.UtcDateTime)
                continue;
            if (file.Directory!.Name == Incoming)
                // Left by a service that was killed while it wrote.
                TryDelete(file.FullName);
            else if (FileHash.IsOne(file.Name))
                yield return file.Name;
        }
    }

    public Task<HealthCheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(
                Free() >= minFreeBytes
                    ? HealthCheckResult.Healthy()
                    : HealthCheckResult.Degraded("The disk of the files is nearly full")
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(HealthCheckResult.Degraded("The directory of files is away", failure));
        }
    }

    private long Free() => new DriveInfo(root).AvailableFreeSpace;

    private string PathOf(string hash) =>
        FileHash.IsOne(hash)
            ? Path.Combine(root, hash[..2], hash)
            : throw new ArgumentException("The name of a file is its SHA-256.", nameof(hash));

    private static async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        await using var file = new FileStream(path, options);
        content.Position = 0;
        await content.CopyToAsync(file, cancellationToken);
        await file.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
    }

    private static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The sweep comes by again.
        }
    }
}
