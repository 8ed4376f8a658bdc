using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training;

internal static class JsonList
{
    /// <summary>Keeps a list of records, which nobody asks the database about, in one column.</summary>
    public static PropertyBuilder<T[]> IsJsonList<T>(this PropertyBuilder<T[]> property) =>
        property
            .HasColumnType("jsonb")
            .HasConversion(
                items => JsonSerializer.Serialize(items, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<T[]>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<T[]>(
                    (left, right) => left!.SequenceEqual(right!),
                    items => items.Length,
                    items => items
                )
            );
}
