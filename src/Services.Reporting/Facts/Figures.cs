using System.Text.Json;

namespace CongNgheSo.Services.Reporting.Facts;

/// <summary>Values by indicator code; absent is 0.</summary>
public sealed class Figures : Dictionary<string, long>
{
    public static Figures Parse(string json) => JsonSerializer.Deserialize<Figures>(json)!;

    /// <summary>Adds <paramref name="other"/>, or takes it away where <paramref name="sign"/> is -1.</summary>
    public void Add(Figures other, int sign = 1)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (code, value) in other)
            this[code] = this.GetValueOrDefault(code) + sign * value;
    }

    public bool IsZero => Values.All(value => value == 0);

    /// <summary>As JSON, without what is 0.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(
            this.Where(figure => figure.Value != 0).ToDictionary(figure => figure.Key, figure => figure.Value)
        );
}
