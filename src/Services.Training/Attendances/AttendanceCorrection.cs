using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>Why the list of a session that was confirmed is no longer what it was.</summary>
public sealed class AttendanceCorrection
{
    public const int LongestReason = 500;

    private AttendanceCorrection() { }

    internal AttendanceCorrection(Guid sessionId, string reason, int rows, string by, DateTimeOffset now) =>
        (Id, SessionId, Reason, Rows, CorrectedBy, CorrectedAt) = (
            Guid.CreateVersion7(now),
            sessionId,
            reason,
            rows,
            by,
            now
        );

    public Guid Id { get; private set; }

    public Guid SessionId { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>How many rows it changed.</summary>
    public int Rows { get; private set; }

    public string CorrectedBy { get; private set; } = "";

    public DateTimeOffset CorrectedAt { get; private set; }
}

internal sealed class AttendanceCorrectionTable : IEntityTypeConfiguration<AttendanceCorrection>
{
    public void Configure(EntityTypeBuilder<AttendanceCorrection> builder)
    {
        builder.ToTable("AttendanceCorrections");
        builder.Property(correction => correction.Id).ValueGeneratedNever();
        builder.HasIndex(correction => new { correction.SessionId, correction.Id });
    }
}
