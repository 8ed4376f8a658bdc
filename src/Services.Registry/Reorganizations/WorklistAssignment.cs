using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>Who said last where a village or a team of a shared unit belongs, and when.</summary>
public sealed class WorklistAssignment
{
    private WorklistAssignment() { }

    public WorklistAssignment(Guid reorganizationId, string item) =>
        (ReorganizationId, Item) = (reorganizationId, item);

    public Guid ReorganizationId { get; private set; }

    /// <summary>The village's code, or the team's id.</summary>
    public string Item { get; private set; } = "";

    public int SuccessorId { get; private set; }

    public string AssignedBy { get; private set; } = "";

    public DateTimeOffset AssignedAt { get; private set; }

    public void To(int successorId, string by, DateTimeOffset now) =>
        (SuccessorId, AssignedBy, AssignedAt) = (successorId, by, now);
}

internal sealed class WorklistAssignmentTable : IEntityTypeConfiguration<WorklistAssignment>
{
    public void Configure(EntityTypeBuilder<WorklistAssignment> builder)
    {
        builder.ToTable("WorklistAssignments");
        builder.HasKey(assignment => new { assignment.ReorganizationId, assignment.Item });
    }
}
