namespace CongNgheSo.Services.Registry.Channels;

/// <summary>A way in which a team or a unit is reached by the people whom it serves.</summary>
/// <param name="Id">Id of the channel.</param>
/// <param name="Version">1 when recorded; each change adds one. Also the ETag.</param>
/// <param name="Kind">"zalo-group", "zalo-oa", "facebook", "website" or "phone-hotline".</param>
/// <param name="Name">What it is called.</param>
/// <param name="Link">Where it is found; null for a hotline.</param>
/// <param name="Phone">The hotline's number, digits only; null for the others.</param>
/// <param name="UnitCode">Code of the unit that it serves; null where it serves a team.</param>
/// <param name="TeamId">The team that it serves; null where it serves a unit.</param>
public sealed record ChannelResponse(
    Guid Id,
    int Version,
    string Kind,
    string Name,
    string? Link,
    string? Phone,
    string? UnitCode,
    Guid? TeamId
)
{
    internal static ChannelResponse Of(Channel channel) =>
        new(
            channel.Id,
            channel.Version,
            channel.Kind,
            channel.Name,
            channel.Link,
            channel.Phone,
            channel.UnitCode,
            channel.TeamId
        );
}
