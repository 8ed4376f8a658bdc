using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;

namespace CongNgheSo.Services.Training;

/// <summary>
/// Training is offered downward: a caller sees what the units within its own hold, and what those above it hold; it
/// changes only the former.
/// </summary>
internal static class OfferedTo
{
    /// <summary>Codes of the caller's unit and of those above it, as of today.</summary>
    public static async Task<string[]> UnitsAboveAsync(
        this TrainingDbContext db,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var unit = await db.FindUnitAsync(caller.Unit, clock.Today(), cancellationToken);
        return unit?.Path.Split('/') ?? [];
    }
}
