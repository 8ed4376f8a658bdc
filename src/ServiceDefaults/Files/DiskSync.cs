using System.ComponentModel;
using System.Runtime.InteropServices;

namespace CongNgheSo.ServiceDefaults.Files;

/// <summary>A name in a directory outlives a power cut once the directory itself is on the disk, which .NET cannot ask for.</summary>
internal static partial class DiskSync
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The disk refused.</exception>
    public static void Directory(string path)
    {
        // Other systems keep names in a journal, or have other constants.
        if (!OperatingSystem.IsLinux())
            return;
        var directory = open(path, ReadOnly);
        if (directory < 0)
            throw Failure();
        try
        {
            if (fsync(directory) != 0)
                throw Failure();
        }
        finally
        {
            _ = close(directory);
        }
    }

    private static IOException Failure() => new(new Win32Exception(Marshal.GetLastPInvokeError()).Message);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int file);
}
