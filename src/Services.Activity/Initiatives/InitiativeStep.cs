using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.Initiatives;

/// <summary>A step of an initiative's life.</summary>
/// <param name="InitiativeId">The initiative.</param>
/// <param name="Version">The version that this made of it.</param>
/// <param name="Kind">
/// "proposed", "revised", "changes-requested", "passed-up", "published", "rejected" or "withdrawn".
/// </param>
/// <param name="UnitCode">The unit that took it, or on whose behalf it was taken.</param>
/// <param name="Reason">Why, as it was given.</param>
/// <param name="TakenBy">The client that took it.</param>
/// <param name="TakenAt">When (UTC).</param>
public sealed record InitiativeStep(
    Guid InitiativeId,
    int Version,
    string Kind,
    string UnitCode,
    string? Reason,
    string TakenBy,
    DateTimeOffset TakenAt
)
{
    public const string Proposed = "proposed";
    public const string Revised = "revised";
    public const string ChangesRequested = "changes-requested";
    public const string PassedUp = "passed-up";
    public const string Published = "published";
    public const string Rejected = "rejected";
    public const string Withdrawn = "withdrawn";
}

internal sealed class InitiativeStepTable : IEntityTypeConfiguration<InitiativeStep>
{
    public void Configure(EntityTypeBuilder<InitiativeStep> builder)
    {
        builder.ToTable("InitiativeSteps");
        builder.HasKey(step => new { step.InitiativeId, step.Version });
        builder.HasOne<Initiative>().WithMany().HasForeignKey(step => step.InitiativeId);
    }
}
