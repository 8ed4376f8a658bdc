using System.Text.Json;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Activity.Activities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.HeldChanges;

/// <summary>
/// A correction or voiding that came before the version that it changes. It is applied in the transaction in which that
/// version comes, or ends there with the reason why it cannot be.
/// </summary>
public sealed class HeldChange
{
    public const string Held = "held";
    public const string Applied = "applied";
    public const string Refused = "refused";

    /// <summary>A held change whose time is over; nobody writes it down.</summary>
    public const string Expired = "expired";

    private HeldChange() { }

    internal HeldChange(Guid activityId, int version, Caller caller) =>
        (ActivityId, Version, Unit, ClientId) = (activityId, version, caller.Unit, caller.ClientId);

    /// <summary>Order of arrival.</summary>
    public long Id { get; private set; }

    public Guid ActivityId { get; private set; }

    /// <summary>The version that it changes (If-Match).</summary>
    public int Version { get; private set; }

    /// <summary>The unit of whoever sent it: the right that it will be judged by.</summary>
    public string Unit { get; private set; } = "";

    public string ClientId { get; private set; } = "";

    /// <summary>What the activity should say; null where it is to be voided.</summary>
    public ActivityContent? Content { get; private set; }

    public string Reason { get; private set; } = "";

    public string State { get; private set; } = Held;

    /// <summary>Why it was refused.</summary>
    public BilingualError? Refusal { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public RequestedChange Change => new(Content, Reason);

    public string StateAt(DateTimeOffset now) => State == Held && ExpiresAt <= now ? Expired : State;

    /// <summary>Keeps the change from now on.</summary>
    internal void Hold(RequestedChange change, Caller caller, DateTimeOffset now, TimeSpan keep)
    {
        (Content, Reason, ClientId) = (change.Content, change.Reason, caller.ClientId);
        // As the database keeps it, so that it is answered the same when it is sent again.
        ReceivedAt = now.Stored();
        (State, Refusal, ExpiresAt) = (Held, null, ReceivedAt + keep);
    }

    internal void Apply() => State = Applied;

    internal void Refuse(Refusal refusal) => (State, Refusal) = (Refused, BilingualError.Of(() => refusal.At()));
}

internal sealed class HeldChangeTable : IEntityTypeConfiguration<HeldChange>
{
    public void Configure(EntityTypeBuilder<HeldChange> builder)
    {
        builder.ToTable("HeldChanges");
        builder.Property(change => change.Id).UseIdentityAlwaysColumn();
        builder.Ignore(change => change.Change);
        // Who may touch the activity is not known yet: each unit can hold its own change of a version.
        builder
            .HasIndex(change => new
            {
                change.ActivityId,
                change.Version,
                change.Unit,
            })
            .IsUnique();
        builder.HasIndex(change => new { change.Unit, change.Id });
        builder.HasIndex(change => change.ExpiresAt);
        builder
            .Property(change => change.Content)
            .HasColumnType("jsonb")
            .HasConversion(
                content => JsonSerializer.Serialize(content, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<ActivityContent>(json, JsonSerializerOptions.Web)
            );
        builder
            .Property(change => change.Refusal)
            .HasColumnType("jsonb")
            .HasConversion(
                refusal => JsonSerializer.Serialize(refusal, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<BilingualError>(json, JsonSerializerOptions.Web)
            );
    }
}
