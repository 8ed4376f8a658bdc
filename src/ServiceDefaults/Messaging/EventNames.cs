using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using CongNgheSo.Contracts.Registry.V1;

namespace CongNgheSo.ServiceDefaults.Messaging;

/// <summary>
/// The closed list of events and their public names: <c>CongNgheSo.Contracts.Activity.V1.ActivitiesRecorded</c> is
/// "activity.activities-recorded.v1".
/// </summary>
public static class EventNames
{
    /// <summary>How events are written on the wire: UTF-8 that needs no escapes, since no HTML is near.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly FrozenDictionary<Type, string> NameByType = typeof(UnitsChanged)
        .Assembly.GetExportedTypes()
        .Where(type =>
            type.Namespace!.Split('.') is [.., ['V', >= '0' and <= '9', ..]] && type.GetProperty("Facts") is not null
        )
        .ToFrozenDictionary(type => type, Name);

    private static readonly FrozenDictionary<string, Type> TypeByName = NameByType.ToFrozenDictionary(
        pair => pair.Value,
        pair => pair.Key
    );

    /// <summary>All event types.</summary>
    public static IReadOnlyCollection<Type> Types => NameByType.Keys;

    public static string Of(Type eventType) => NameByType[eventType];

    public static Type TypeOf(string eventName) => TypeByName[eventName];

    private static string Name(Type type)
    {
        var parts = type.Namespace!.Split('.');
        var (service, version) = (parts[^2], parts[^1]);
        return $"{Kebab(service)}.{Kebab(type.Name)}.{version.ToLowerInvariant()}";
    }

    internal static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
