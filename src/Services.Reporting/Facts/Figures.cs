using System.Text.Json;

namespace CongNgheSo.Services.Reporting.Facts;

/// <summary>Values by indicator code; absent is 0.</summary>
public sealed class Figures : Dictionary<string, long>
{
    public static Figures Parse(string json) => JsonSerializer.Deserialize<Figures>(json)!;

    /// <summary>True where nothing is left of it.</summary>
    public bool IsZero => Values.All(value => value == 0);

    /// <summary>Adds to one figure.</summary>
    /// <exception cref="OverflowException">The sum is no figure of this world.</exception>
    public new void Add(string code, long value) =>
        this[code] = TryGetValue(code, out var sum) ? checked(sum + value) : value;

    /// <summary>The same in the order of the codes, without what is 0.</summary>
    public Figures WithoutZeros()
    {
        var figures = new Figures();
        foreach (
            var (code, value) in this.Where(figure => figure.Value != 0)
                .OrderBy(figure => figure.Key, StringComparer.Ordinal)
        )
            figures.Add(code, value);
        return figures;
    }

    /// <summary>As JSON, without what is 0.</summary>
    public string ToJson() => JsonSerializer.Serialize(ContainsValue(0) ? WithoutZeros() : this);
}
