using CongNgheSo.Services.Registry.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.Channels;

/// <summary>What is said of a channel.</summary>
/// <param name="Kind">"zalo-group", "zalo-oa", "facebook", "website" or "phone-hotline".</param>
/// <param name="Name">What it is called.</param>
/// <param name="Link">Where it is found; null for a hotline.</param>
/// <param name="Phone">The hotline's number, digits only; null for the others.</param>
/// <param name="UnitCode">Code of the unit that it serves; null where it serves a team.</param>
/// <param name="TeamId">The team that it serves; null where it serves a unit.</param>
public sealed record ChannelContent(
    string Kind,
    string Name,
    string? Link,
    string? Phone,
    string? UnitCode,
    Guid? TeamId
);

/// <summary>A way in which a team or a unit is reached by the people whom it serves.</summary>
public sealed class Channel
{
    public const string Hotline = "phone-hotline";

    public static readonly string[] Kinds = ["zalo-group", "zalo-oa", "facebook", "website", Hotline];

    private Channel() { }

    public Channel(Guid id, ChannelContent content, long recordedHash, string by, DateTimeOffset now)
    {
        (Id, RecordedHash, RecordedBy, RecordedAt, Version) = (id, recordedHash, by, now, 1);
        Take(content);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public string Kind { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? Link { get; private set; }

    public string? Phone { get; private set; }

    /// <summary>The channel follows the code: whatever unit bears it.</summary>
    public string? UnitCode { get; private set; }

    public Guid? TeamId { get; private set; }

    public long RecordedHash { get; private set; }

    public string RecordedBy { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    public ChannelContent Content => new(Kind, Name, Link, Phone, UnitCode, TeamId);

    public void Change(ChannelContent content)
    {
        Take(content);
        Version++;
    }

    private void Take(ChannelContent content) => (Kind, Name, Link, Phone, UnitCode, TeamId) = content;
}

internal sealed class ChannelTable : IEntityTypeConfiguration<Channel>
{
    public void Configure(EntityTypeBuilder<Channel> builder)
    {
        builder.ToTable("Channels");
        builder.Property(channel => channel.Id).ValueGeneratedNever();
        builder.Property(channel => channel.Version).IsConcurrencyToken();
        builder.Ignore(channel => channel.Content);
        builder.HasIndex(channel => channel.UnitCode);
        builder.HasOne<Team>().WithMany().HasForeignKey(channel => channel.TeamId);
    }
}
