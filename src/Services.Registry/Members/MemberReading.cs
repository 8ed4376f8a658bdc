using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.Members;

/// <summary>The record that somebody read the names and numbers of a team's members, as the law asks.</summary>
public sealed class MemberReading
{
    private MemberReading() { }

    public MemberReading(string clientId, Guid teamId, int members, DateTimeOffset readAt) =>
        (ClientId, TeamId, Members, ReadAt) = (clientId, teamId, members, readAt);

    public long Id { get; private set; }

    public DateTimeOffset ReadAt { get; private set; }

    public string ClientId { get; private set; } = "";

    public Guid TeamId { get; private set; }

    /// <summary>How many people's data were in the answer.</summary>
    public int Members { get; private set; }
}

internal sealed class MemberReadingTable : IEntityTypeConfiguration<MemberReading>
{
    public void Configure(EntityTypeBuilder<MemberReading> builder)
    {
        builder.ToTable("MemberReadings");
        builder.Property(reading => reading.Id).UseIdentityAlwaysColumn();
        builder.HasIndex(reading => reading.TeamId);
    }
}
