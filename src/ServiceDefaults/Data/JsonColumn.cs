using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.ServiceDefaults.Data;

public static class JsonColumn
{
    /// <summary>Keeps a list of records, which nobody asks the database about, in one column.</summary>
    public static PropertyBuilder<T[]> IsJson<T>(this PropertyBuilder<T[]> property)
    {
        ArgumentNullException.ThrowIfNull(property);
        return property
            .HasColumnType("jsonb")
            .HasConversion(
                items => JsonSerializer.Serialize(items, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<T[]>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<T[]>(
                    (left, right) =>
                        JsonSerializer.Serialize(left, JsonSerializerOptions.Web)
                        == JsonSerializer.Serialize(right, JsonSerializerOptions.Web),
                    items => items.Length,
                    items => items
                )
            );
    }
}
