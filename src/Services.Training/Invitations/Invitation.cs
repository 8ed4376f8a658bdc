using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Invitations;

/// <summary>A member asked to come to a session. Rows are written by <see cref="InviteMembers"/>.</summary>
public sealed class Invitation
{
    public Guid SessionId { get; private set; }

    public Guid MemberId { get; private set; }

    /// <summary>The rule by which the member was found first.</summary>
    public string Rule { get; private set; } = "";

    public DateTimeOffset InvitedAt { get; private set; }

    public string InvitedBy { get; private set; } = "";
}

internal sealed class InvitationTable : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("Invitations");
        builder.HasKey(invitation => new { invitation.SessionId, invitation.MemberId });
    }
}
