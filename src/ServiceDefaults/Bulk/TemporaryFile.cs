using System.Security.Cryptography;

namespace CongNgheSo.ServiceDefaults.Bulk;

/// <summary>Files that are too large for memory, or have to be read twice; gone when they are closed.</summary>
public static class TemporaryFile
{
    public static FileStream Create()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 1 << 16,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            // What is in it may be personal.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), $"congngheso-{Guid.NewGuid():N}"), options);
    }

    /// <summary>All of <paramref name="source"/>, from its beginning.</summary>
    public static async Task<FileStream> CopyAsync(Stream source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var file = Create();
        try
        {
            await source.CopyToAsync(file, cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>SHA-256 of a file, which is left at its beginning.</summary>
    public static async Task<byte[]> HashAsync(Stream file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Position = 0;
        var hash = await SHA256.HashDataAsync(file, cancellationToken);
        file.Position = 0;
        return hash;
    }
}
