using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;

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

    /// <summary>The unit that bears the code today, if the caller may act for it; or why not.</summary>
    /// <param name="unknown">What is answered where no unit bears it.</param>
    public static async Task<(UnitAt?, ProblemHttpResult?)> FindUnitToActForAsync(
        this TrainingDbContext db,
        string code,
        ProblemType unknown,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var unit = await db.FindUnitAsync(code, clock.Today(), cancellationToken);
        if (unit is null)
            return (null, unknown.Result(code));
        return caller.MayTouch(unit.Path) ? (unit, null) : (null, CommonProblems.UnitOutOfScope.Result(code));
    }
}
