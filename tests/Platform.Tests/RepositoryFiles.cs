namespace CongNgheSo.Platform.Tests;

/// <summary>Files of the checkout, wherever the tests run from.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string SharedData(string name) => Path.Combine(Root, "..", "shared", "data", name);

    private static string FindRoot(string directory) =>
        File.Exists(Path.Combine(directory, "CongNgheSo.sln"))
            ? directory
            : FindRoot(
                Path.GetDirectoryName(directory)
                    ?? throw new DirectoryNotFoundException("CongNgheSo.sln is in no directory above the tests.")
            );
}
