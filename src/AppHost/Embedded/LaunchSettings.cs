using System.Text.Json;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>What a service's launchSettings.json says of its http profile.</summary>
internal sealed record LaunchSettings(int? HttpPort, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public static LaunchSettings Read(string projectDirectory)
    {
        var path = Path.Combine(projectDirectory, "Properties", "launchSettings.json");
        var profiles = File.Exists(path)
            ? JsonSerializer.Deserialize<Settings>(File.ReadAllText(path), Lenient)?.Profiles
            : null;
        var profile =
            profiles?.GetValueOrDefault("http") ?? profiles?.Values.FirstOrDefault(p => p.CommandName == "Project");
        var port = profile
            ?.ApplicationUrl?.Split(';')
            .Where(url => url.StartsWith("http://", StringComparison.Ordinal))
            .Select(url => (int?)new Uri(url).Port)
            .FirstOrDefault();
        return new(port, profile?.EnvironmentVariables ?? []);
    }

    private sealed record Settings(Dictionary<string, Profile>? Profiles);

    private sealed record Profile(
        string? CommandName,
        string? ApplicationUrl,
        Dictionary<string, string>? EnvironmentVariables
    );
}
