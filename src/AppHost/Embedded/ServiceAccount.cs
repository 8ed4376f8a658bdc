using System.Globalization;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>
/// The user a server runs as when the host is root: PostgreSQL refuses to run as root, and the others need not.
/// </summary>
internal sealed record ServiceAccount(string Name, int User, int Group)
{
    /// <summary>The first of the names this machine has, or null where the host is an ordinary user itself.</summary>
    public static ServiceAccount? For(params string[] names)
    {
        if (!Native.IsRoot)
        {
            return null;
        }

        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(f => f.Length > 3).ToList();
        return names
                .Append("nobody")
                .Select(name => users.Find(f => f[0] == name))
                .OfType<string[]>()
                .Select(f => new ServiceAccount(f[0], Number(f[2]), Number(f[3])))
                .FirstOrDefault()
            ?? throw new DistributedApplicationException($"This machine has no user named {names[0]} or nobody.");
    }

    /// <summary>Makes the directory and everything in it this user's.</summary>
    public void Own(string directory)
    {
        Native.ChangeOwner(directory, User, Group);
        var all = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
            IgnoreInaccessible = false,
        };
        foreach (var path in Directory.EnumerateFileSystemEntries(directory, "*", all))
        {
            Native.ChangeOwner(path, User, Group);
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
