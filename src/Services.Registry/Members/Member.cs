using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.Members;

/// <summary>What is known of a member; the names and numbers of people leave Registry only for who may read them.</summary>
public sealed record MemberContent(
    string FullName,
    string? Phone,
    string Role,
    string Background,
    DateOnly JoinedOn,
    int? BirthYear,
    string? Sex
);

/// <summary>One person's membership in one team.</summary>
public sealed class Member
{
    private Member() { }

    public Member(Guid id, Guid teamId, MemberContent content, long recordedHash)
    {
        (Id, PersonId, TeamId, RecordedHash, Version) = (id, id, teamId, recordedHash, 1);
        Take(content);
        RoleSince = JoinedOn;
    }

    public Guid Id { get; private set; }

    /// <summary>Common to the memberships that one person had one after the other as teams were merged.</summary>
    public Guid PersonId { get; private set; }

    public int Version { get; private set; }

    public Guid TeamId { get; private set; }

    public string FullName { get; private set; } = "";

    /// <summary>Tells people of one team apart, whatever the spelling (see <see cref="VietnameseText.NameKey"/>).</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>Given name first, for sorting.</summary>
    public string SortKey { get; private set; } = "";

    public string? Phone { get; private set; }

    public string Role { get; private set; } = "";

    /// <summary>First day in the role; before <see cref="JoinedOn"/> where it came along from a merged team.</summary>
    public DateOnly RoleSince { get; private set; }

    public string Background { get; private set; } = "";

    public DateOnly JoinedOn { get; private set; }

    public DateOnly? LeftOn { get; private set; }

    public int? BirthYear { get; private set; }

    public string? Sex { get; private set; }

    /// <summary>The day on which everything personal was blanked; null while nothing was.</summary>
    public DateOnly? ErasedOn { get; private set; }

    /// <summary>Hash of the content as first recorded (see <see cref="ContentHash"/>).</summary>
    public long RecordedHash { get; private set; }

    public MemberContent Content => new(FullName, Phone, Role, Background, JoinedOn, BirthYear, Sex);

    /// <param name="content">What is now known of them.</param>
    /// <param name="day">First day in another role, if it is another.</param>
    public void Change(MemberContent content, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Role != Role)
            RoleSince = day > content.JoinedOn ? day : content.JoinedOn;
        else if (RoleSince == JoinedOn || (RoleSince > JoinedOn && RoleSince < content.JoinedOn))
            RoleSince = content.JoinedOn;
        Take(content);
        Version++;
    }

    /// <summary>Names the person whose membership it was found to be; call it before the version changes.</summary>
    public void BelongTo(Guid personId) => PersonId = personId;

    /// <summary>Ends the membership; a day before they joined counts as the day they joined.</summary>
    public void Leave(DateOnly leftOn)
    {
        LeftOn = leftOn < JoinedOn ? JoinedOn : leftOn;
        Version++;
    }

    /// <summary>The same person in another team, from a day on or from the day they joined this one, whichever is later.</summary>
    public Member JoinAnew(Guid id, Guid teamId, string role, DateOnly day)
    {
        var content = Content with { Role = role, JoinedOn = day > JoinedOn ? day : JoinedOn };
        return new Member(id, teamId, content, HashOf(teamId, NameKey, content, statedJoinedOn: null))
        {
            ErasedOn = ErasedOn,
            PersonId = PersonId,
            RoleSince = role == Role ? RoleSince : content.JoinedOn,
        };
    }

    /// <summary>
    /// Blanks whatever is personal, for good; what is counted stays. The hash goes too: who knows a name could try it.
    /// </summary>
    public void Erase(DateOnly day)
    {
        if (ErasedOn is not null)
            return;
        (FullName, NameKey, SortKey, Phone, BirthYear, Sex, RecordedHash) = ("", "", "", null, null, null, 0);
        ErasedOn = day;
        Version++;
    }

    /// <summary>
    /// Tells a retry from somebody else of the name. A retry tomorrow is still a retry: only what the caller said counts,
    /// not the day that stood in for it.
    /// </summary>
    public static long HashOf(Guid teamId, string nameKey, MemberContent content, DateOnly? statedJoinedOn)
    {
        ArgumentNullException.ThrowIfNull(content);
        return ContentHash.Of(teamId, nameKey, content with { FullName = "", JoinedOn = default }, statedJoinedOn);
    }

    /// <summary>The member without anything personal.</summary>
    public MemberFact ToFact(Team team)
    {
        ArgumentNullException.ThrowIfNull(team);
        return new MemberFact(
            Id,
            Version,
            TeamId,
            team.UnitId,
            team.UnitPath,
            Role,
            Background,
            JoinedOn,
            LeftOn,
            team.Earlier,
            RoleSince,
            PersonId,
            Erased: ErasedOn is not null
        );
    }

    private void Take(MemberContent content)
    {
        (FullName, Phone, Role, Background, JoinedOn, BirthYear, Sex) = content;
        NameKey = VietnameseText.NameKey(FullName);
        SortKey = VietnameseText.PersonSortKey(FullName);
    }
}

internal sealed class MemberTable : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.ToTable("Members");
        builder.Property(member => member.Id).ValueGeneratedNever();
        builder.Property(member => member.Version).IsConcurrencyToken();
        builder.Property(member => member.SortKey).UseCollation(RegistryDbContext.Vietnamese);
        builder.Ignore(member => member.Content);
        builder
            .HasIndex(member => new
            {
                member.TeamId,
                member.NameKey,
                member.Phone,
            })
            .IsUnique()
            .HasFilter("left_on IS NULL");
        builder.HasIndex(member => new { member.TeamId, member.SortKey });
        builder.HasIndex(member => new { member.Phone, member.NameKey }).HasFilter("phone IS NOT NULL");
        builder.HasOne<Team>().WithMany().HasForeignKey(member => member.TeamId);
    }
}
