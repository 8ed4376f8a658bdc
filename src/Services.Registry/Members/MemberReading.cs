using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.Members;

/// <summary>The record that somebody read the names and numbers of a team's members, as the law asks.</summary>
public sealed class MemberReading
{
    public const string Names = "names";
    public const string NamesAndPhones = "names-and-phones";

    private MemberReading() { }

    public MemberReading(string clientId, Guid teamId, int members, DateTimeOffset readAt, string what) =>
        (ClientId, TeamId, Members, ReadAt, What) = (clientId, teamId, members, readAt, what);

    public long Id { get; private set; }

    public DateTimeOffset ReadAt { get; private set; }

    public string ClientId { get; private set; } = "";

    public Guid TeamId { get; private set; }

    /// <summary>How many people's data were in the answer.</summary>
    public int Members { get; private set; }

    /// <summary>"names" (with phone numbers masked) or "names-and-phones".</summary>
    public string What { get; private set; } = "";
}

internal sealed class MemberReadingTable : IEntityTypeConfiguration<MemberReading>
{
    public void Configure(EntityTypeBuilder<MemberReading> builder)
    {
        builder.ToTable("MemberReadings");
        builder.Property(reading => reading.Id).UseIdentityAlwaysColumn();
        builder.Property(reading => reading.What).HasDefaultValue(MemberReading.NamesAndPhones);
        builder.HasIndex(reading => reading.TeamId);
    }
}
