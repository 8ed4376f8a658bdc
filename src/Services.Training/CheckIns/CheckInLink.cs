using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.CheckIns;

/// <summary>A link by which members check in for a part of a session. It opens nothing by itself: see <see cref="CheckInTicket"/>.</summary>
public sealed class CheckInLink
{
    private CheckInLink() { }

    internal CheckInLink(CheckInTicket ticket, int scheduleNumber, string by, DateTimeOffset now)
    {
        (Id, SessionId, Part, ExpiresAt) = ticket;
        (ScheduleNumber, CreatedBy, CreatedAt) = (scheduleNumber, by, now);
    }

    public Guid Id { get; private set; }

    public Guid SessionId { get; private set; }

    public int Part { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>The session's when the link was made: it is void once the session is rescheduled.</summary>
    public int ScheduleNumber { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Codes that were wrong since <see cref="WrongSince"/>.</summary>
    public int WrongCodes { get; private set; }

    public DateTimeOffset? WrongSince { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public CheckInTicket Ticket => new(Id, SessionId, Part, ExpiresAt);

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

internal sealed class CheckInLinkTable : IEntityTypeConfiguration<CheckInLink>
{
    public void Configure(EntityTypeBuilder<CheckInLink> builder)
    {
        builder.ToTable("CheckInLinks");
        builder.Property(link => link.Id).ValueGeneratedNever();
        builder.Ignore(link => link.Ticket);
        builder.HasIndex(link => new { link.SessionId, link.Id });
    }
}
