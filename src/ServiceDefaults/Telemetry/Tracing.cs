using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CongNgheSo.ServiceDefaults.Telemetry;

/// <summary>The platform's own spans and meters.</summary>
public static class Tracing
{
    public const string Name = "CongNgheSo";

    public static readonly ActivitySource Source = new(Name);

    public static readonly Meter Meter = new(Name);

    /// <summary>Starts a span for work done at once for several callers: child of the first, linked to the others.</summary>
    public static Activity? StartShared(string name, IReadOnlyList<ActivityContext> callers)
    {
        ArgumentNullException.ThrowIfNull(callers);
        return Source.StartActivity(
            name,
            ActivityKind.Internal,
            callers.Count == 0 ? default : callers[0],
            links: callers.Skip(1).Take(32).Select(caller => new ActivityLink(caller))
        );
    }
}
