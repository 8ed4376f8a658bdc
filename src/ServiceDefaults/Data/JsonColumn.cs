using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.ServiceDefaults.Data;

/// <summary>Records, or lists of them, about which nobody asks the database.</summary>
public static class JsonColumn
{
    /// <summary>Keeps a value as jsonb. It is replaced as a whole, never changed in place.</summary>
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property)
    {
        ArgumentNullException.ThrowIfNull(property);
        return property
            .HasColumnType("jsonb")
            .HasConversion(
                value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<T>((left, right) => AreSame(left, right), _ => 0, value => value)
            );
    }

    private static bool AreSame<T>(T left, T right) =>
        ReferenceEquals(left, right)
        || JsonSerializer.Serialize(left, JsonSerializerOptions.Web)
            == JsonSerializer.Serialize(right, JsonSerializerOptions.Web);
}
