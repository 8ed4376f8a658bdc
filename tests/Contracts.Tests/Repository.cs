using System.Reflection;

namespace CongNgheSo.Contracts.Tests;

/// <summary>The files under test.</summary>
internal static class Repository
{
    public static string Root { get; } =
        Path.GetFullPath(
            typeof(Repository)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(attribute => attribute.Key == "Repository")
                .Value!
        );

    public static string Tests { get; } = Path.Combine(Root, "tests", "Contracts.Tests");

    /// <summary>Source files, without what builds and migrations generate.</summary>
    public static IEnumerable<string> SourceFiles(string extension) =>
        new[] { "src", "tests", "tools" }
            .Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, $"*.{extension}", SearchOption.AllDirectories))
            .Where(file =>
                !Path.GetRelativePath(Root, file)
                    .Split(Path.DirectorySeparatorChar)
                    .Any(part => part is "bin" or "obj" or "Migrations" or "node_modules")
            );

    /// <summary>
    /// Compares with a file that is changed by hand: a difference is written beside it as <c>.actual</c>, to look at and,
    /// where it is meant, to take over.
    /// </summary>
    public static void ShouldBeAsIn(string actual, params string[] file)
    {
        var path = Path.Combine([Tests, .. file]);
        var expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (actual == expected)
            return;
        File.WriteAllText(path + ".actual", actual);
        throw new ShouldAssertException(
            $"{Path.GetRelativePath(Root, path)} says otherwise. Integrators depend on it: where the change is meant, "
                + $"copy {Path.GetFileName(path)}.actual over it. Now it is:\n{actual}"
        );
    }
}
