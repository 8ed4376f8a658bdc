using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Gateway.Docs;

/// <summary>The files of swagger-ui-dist that the build found in node_modules, and our own script that starts it.</summary>
internal static class DocsAssets
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "docs-assets");

    private static readonly Dictionary<string, string> Types = new()
    {
        ["swagger-ui.css"] = "text/css",
        ["swagger-ui-bundle.js"] = "text/javascript",
        ["swagger-ui-standalone-preset.js"] = "text/javascript",
        ["favicon-32x32.png"] = "image/png",
        ["start.js"] = "text/javascript",
    };

    /// <summary>False where the gateway was built without its npm packages.</summary>
    public static bool AreThere { get; } = Types.Keys.All(file => File.Exists(Path.Combine(Folder, file)));

    public static Results<PhysicalFileHttpResult, NotFound> Handle(string file, HttpResponse response)
    {
        if (!AreThere || !Types.TryGetValue(file, out var type))
            return TypedResults.NotFound();
        response.Headers.CacheControl = "public, max-age=3600";
        var path = Path.Combine(Folder, file);
        return TypedResults.PhysicalFile(path, type, lastModified: File.GetLastWriteTimeUtc(path));
    }
}
