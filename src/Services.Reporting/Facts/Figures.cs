using System.Text.Json;

namespace CongNgheSo.Services.Reporting.Facts;

/// <summary>Values by indicator code; absent is 0.</summary>
public sealed class Figures : Dictionary<string, long>
{
    public static Figures Parse(string json) => JsonSerializer.Deserialize<Figures>(json)!;

    /// <summary>True where nothing is left of it.</summary>
    public bool IsZero => Values.All(value => value == 0);

    /// <summary>As JSON, without what is 0.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(
            this.Where(figure => figure.Value != 0).ToDictionary(figure => figure.Key, figure => figure.Value)
        );
}
