using System.Runtime.InteropServices;

namespace CongNgheSo.AppHost.Embedded;

internal static partial class Native
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    public static bool IsRoot => geteuid() == 0;

    /// <summary>The signal's name, as setpriv wants it.</summary>
    public static string NameOf(int signal) =>
        signal switch
        {
            Interrupt => "INT",
            Kill => "KILL",
            _ => "TERM",
        };

    /// <summary>Sends a signal; to a whole process group where the id is negative.</summary>
    public static void Signal(int pid, int signal) => _ = kill(pid, signal);

    public static void ChangeOwner(string path, int user, int group)
    {
        if (lchown(path, user, group) != 0)
        {
            throw new DistributedApplicationException($"The owner of {path} could not be changed.");
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int lchown(string path, int user, int group);
}
