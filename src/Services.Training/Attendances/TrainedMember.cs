using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>When a member was first trained. The row is also the lock under which that is worked out.</summary>
public sealed class TrainedMember
{
    public Guid MemberId { get; private set; }

    /// <summary>0 until the first fact is told.</summary>
    public int Version { get; private set; }

    /// <summary>Day of the first session that counts; null where none does.</summary>
    public DateOnly? FirstTrainedOn { get; private set; }
}

internal sealed class TrainedMemberTable : IEntityTypeConfiguration<TrainedMember>
{
    public void Configure(EntityTypeBuilder<TrainedMember> builder)
    {
        builder.ToTable("TrainedMembers");
        builder.HasKey(member => member.MemberId);
        builder.Property(member => member.MemberId).ValueGeneratedNever();
    }
}

/// <summary>A member's training after a change, as a statement returns it.</summary>
internal sealed record ChangedTraining(Guid MemberId, int Version, DateOnly? FirstTrainedOn);

/// <summary>Keeps <see cref="TrainedMember.FirstTrainedOn"/> right whatever changes at the same moment.</summary>
internal static class TrainedMembers
{
    /// <summary>
    /// Holds the members' rows, in the order of their ids, until the transaction ends: before their attendances change.
    /// </summary>
    public static Task<int> LockAsync(
        this DbSet<TrainedMember> _,
        TrainingDbContext db,
        Guid[] memberIds,
        CancellationToken cancellationToken
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO trained_members AS member (member_id, version)
            SELECT id, 0 FROM unnest({memberIds}) AS id ORDER BY id
            ON CONFLICT (member_id) DO UPDATE SET version = member.version
            """,
            cancellationToken
        );

    /// <summary>Works out the first day anew, seeing what others committed before the lock was ours.</summary>
    /// <returns>The members whose first day changed.</returns>
    public static Task<List<ChangedTraining>> RefreshAsync(
        this DbSet<TrainedMember> _,
        TrainingDbContext db,
        Guid[] memberIds,
        CancellationToken cancellationToken
    ) =>
        db
            .Database.SqlQuery<ChangedTraining>(
                $"""
                UPDATE trained_members AS member SET first_trained_on = now.first, version = member.version + 1
                FROM (
                    SELECT id, (SELECT min(held_on) FROM attendances WHERE member_id = given.id AND counts) AS first
                    FROM unnest({memberIds}) AS given (id)
                ) AS now
                WHERE member.member_id = now.id AND member.first_trained_on IS DISTINCT FROM now.first
                RETURNING member.member_id AS "MemberId", member.version AS "Version",
                    member.first_trained_on AS "FirstTrainedOn"
                """
            )
            .ToListAsync(cancellationToken);
}
