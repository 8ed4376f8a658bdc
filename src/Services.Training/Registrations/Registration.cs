using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Registrations;

/// <summary>A member's seat at a session, or place in the queue for one.</summary>
public sealed class Registration
{
    public const string Registered = "registered";
    public const string Waiting = "waiting";
    public const string Withdrawn = "withdrawn";

    private Registration() { }

    internal Registration(Guid sessionId, Guid memberId) => (SessionId, MemberId) = (sessionId, memberId);

    public Guid SessionId { get; private set; }

    public Guid MemberId { get; private set; }

    public int Version { get; private set; }

    /// <summary>"registered", "waiting" or "withdrawn".</summary>
    public string Standing { get; private set; } = "";

    /// <summary>Order in which members came to the session, from 1; another when one withdraws and comes again.</summary>
    public int Position { get; private set; }

    /// <summary>What the member says at the door, known to them alone (see <see cref="RegistrationCode"/>).</summary>
    public string Code { get; private set; } = "";

    public DateTimeOffset RegisteredAt { get; private set; }

    public string RegisteredBy { get; private set; } = "";

    internal void Enter(bool hasSeat, int position, string code, string by, DateTimeOffset now)
    {
        Version++;
        Standing = hasSeat ? Registered : Waiting;
        (Position, Code, RegisteredBy, RegisteredAt) = (position, code, by, now);
    }

    internal void MoveUp()
    {
        Version++;
        Standing = Registered;
    }

    internal void Withdraw()
    {
        Version++;
        Standing = Withdrawn;
    }
}

internal sealed class RegistrationTable : IEntityTypeConfiguration<Registration>
{
    public void Configure(EntityTypeBuilder<Registration> builder)
    {
        builder.ToTable("Registrations");
        builder.HasKey(registration => new { registration.SessionId, registration.MemberId });
        builder.HasIndex(registration => new { registration.SessionId, registration.Position }).IsUnique();
        builder.HasIndex(registration => new { registration.SessionId, registration.Code }).IsUnique();
    }
}
