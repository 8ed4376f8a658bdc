using System.Collections.Frozen;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>What a village-level unit can be called; whatever the case it comes in, "Tổ dân phố" is how it is written.</summary>
public static class VillageTypes
{
    private static readonly FrozenDictionary<string, string> ByKey = new[]
    {
        "Thôn",
        "Bản",
        "Ấp",
        "Khóm",
        "Xóm",
        "Buôn",
        "Làng",
        "Phum",
        "Sóc",
        "Tổ dân phố",
        "Khu phố",
        "Khối phố",
        "Tiểu khu",
        "Khu",
    }.ToFrozenDictionary(VietnameseText.NameKey);

    public static string All { get; } = string.Join(", ", ByKey.Values.Order(StringComparer.Ordinal));

    /// <summary>The type as it is written; null where there is none such.</summary>
    public static string? Find(string? type) =>
        type is null ? null : ByKey.GetValueOrDefault(VietnameseText.NameKey(type));
}
