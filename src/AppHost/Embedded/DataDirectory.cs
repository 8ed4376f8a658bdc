using System.Security.Cryptography;
using System.Text;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>Where one platform keeps everything it writes, held by one host at a time.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream hold;

    public DataDirectory(string path)
    {
        Root = path;
        try
        {
            Directory.CreateDirectory(path);
            // Servers run as users of their own under root, and must be able to pass through to their data.
            File.SetUnixFileMode(
                path,
                Native.IsRoot ? OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : OwnerOnly
            );
            hold = TakeHold();
        }
        catch (UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The data directory {path} cannot be written by this user; change its owner or choose another with --data DIR."
            );
        }

        Servers = IsOpenToOthers(path) ? Path.Combine(path, "servers") : Elsewhere(path);
        Directory.CreateDirectory(Servers);
        if (Native.IsRoot)
        {
            File.SetUnixFileMode(Servers, OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    public string Root { get; }

    /// <summary>The parent of the servers' directories.</summary>
    public string Servers { get; }

    public string Logs => Private("logs");

    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>A directory only this user may look into.</summary>
    public string Private(string name) => Directory.CreateDirectory(Path.Combine(Root, name), OwnerOnly).FullName;

    /// <summary>A server's directory, readable by its account alone.</summary>
    public string ForServer(string name, ServiceAccount? account)
    {
        var directory = Directory.CreateDirectory(Path.Combine(Servers, name), OwnerOnly).FullName;
        account?.Own(directory);
        return directory;
    }

    /// <summary>Writes a file that only its owner can read, whole or not at all.</summary>
    public static void WriteSecret(string path, string content, ServiceAccount? account = null)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(Encoding.UTF8.GetBytes(content));
        }

        if (account is not null)
        {
            Native.ChangeOwner(temporary, account.User, account.Group);
        }

        File.Move(temporary, path, overwrite: true);
    }

    public void Dispose() => hold.Dispose();

    private FileStream TakeHold()
    {
        try
        {
            // FileShare.None is an flock: the kernel lets go of it when the host dies, however that happens.
            return new FileStream(
                PathOf("host.lock"),
                new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.None,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            );
        }
        catch (IOException)
        {
            throw new DistributedApplicationException(
                $"Another platform is already running on the data directory {Root}; stop it, or choose another with --data DIR."
            );
        }
    }

    /// <summary>Whether the servers' users can reach it; they cannot where root keeps it under /root.</summary>
    private static bool IsOpenToOthers(string path)
    {
        if (!Native.IsRoot)
        {
            return true;
        }

        for (var directory = new DirectoryInfo(path); directory is not null; directory = directory.Parent)
        {
            if (!directory.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private static string Elsewhere(string path)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12];
        return $"/var/lib/congngheso/{hash}";
    }
}
