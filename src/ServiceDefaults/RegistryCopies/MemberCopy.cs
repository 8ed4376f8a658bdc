using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.ServiceDefaults.RegistryCopies;

/// <summary>What a service knows of Registry's members: no names, kept up to date by <see cref="MembersChanged"/>.</summary>
public sealed class MemberCopy
{
    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public Guid TeamId { get; private set; }

    public int UnitId { get; private set; }

    /// <summary>Codes from the nation down to the unit of the member's team as of today.</summary>
    public string UnitPath { get; private set; } = "";

    public string Role { get; private set; } = "";

    /// <summary>First day in the role.</summary>
    public DateOnly RoleSince { get; private set; }

    /// <summary>Common to the memberships that one person had one after the other as teams were merged.</summary>
    public Guid PersonId { get; private set; }

    public DateOnly JoinedOn { get; private set; }

    public DateOnly? LeftOn { get; private set; }

    /// <summary>True where the member counts on <paramref name="day"/>.</summary>
    public bool IsInBeing(DateOnly day) => JoinedOn <= day && !(day >= LeftOn);
}

public sealed class MemberCopyTable : IEntityTypeConfiguration<MemberCopy>
{
    public void Configure(EntityTypeBuilder<MemberCopy> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("Members");
        builder.Property(member => member.Id).ValueGeneratedNever();
        builder.HasIndex(member => member.UnitId);
        builder.HasIndex(member => member.PersonId);
    }
}

/// <summary>Keeps <typeparamref name="TDb"/>'s table of members: the higher version wins, whatever order they come in.</summary>
public sealed class MemberCopyConsumer<TDb>(TDb db) : IConsumer<MembersChanged>
    where TDb : ServiceDbContext
{
    public Task Consume(ConsumeContext<MembersChanged> context) =>
        db.ConsumeOnceAsync(context, nameof(MemberCopy), ct => Apply(context.Message.Facts, ct));

    private Task<int> Apply(IReadOnlyList<MemberFact> facts, CancellationToken cancellationToken)
    {
        // One statement cannot touch a row twice: of a member named twice, the newer fact.
        var sorted = facts.OrderByDescending(fact => fact.Version).DistinctBy(fact => fact.MemberId).ToArray();
        Array.Sort(sorted, (left, right) => left.MemberId.CompareTo(right.MemberId));
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO members AS copy (id, version, team_id, unit_id, unit_path, role, role_since, person_id, joined_on,
                left_on)
            SELECT * FROM unnest(
                {sorted.Select(fact => fact.MemberId).ToArray()},
                {sorted.Select(fact => fact.Version).ToArray()},
                {sorted.Select(fact => fact.TeamId).ToArray()},
                {sorted.Select(fact => fact.UnitId).ToArray()},
                {sorted.Select(fact => fact.UnitPath).ToArray()},
                {sorted.Select(fact => fact.Role).ToArray()},
                {sorted.Select(fact => fact.RoleSince ?? fact.JoinedOn).ToArray()},
                {sorted.Select(fact => fact.PersonId ?? fact.MemberId).ToArray()},
                {sorted.Select(fact => fact.JoinedOn).ToArray()},
                {sorted.Select(fact => fact.LeftOn).ToArray()})
            ON CONFLICT (id) DO UPDATE SET
                version = excluded.version, team_id = excluded.team_id, unit_id = excluded.unit_id,
                unit_path = excluded.unit_path, role = excluded.role, role_since = excluded.role_since,
                person_id = excluded.person_id, joined_on = excluded.joined_on, left_on = excluded.left_on
            WHERE excluded.version > copy.version
            """,
            cancellationToken
        );
    }
}
