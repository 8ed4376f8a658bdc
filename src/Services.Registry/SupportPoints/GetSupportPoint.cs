using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.SupportPoints;

/// <summary>The office that helps the teams of a unit.</summary>
/// <param name="UnitCode">Code of the unit whose office it is: the one asked for, or the nearest above it that has one.</param>
/// <param name="UnitName">Full name of that unit.</param>
/// <param name="Version">1 when named; each change adds one.</param>
/// <param name="BodyName">Name of the body ("Sở Khoa học và Công nghệ").</param>
/// <param name="Phone">The office's number, digits only.</param>
/// <param name="Email">The office's address.</param>
/// <param name="Hours">When it can be reached.</param>
public sealed record SupportPointResponse(
    string UnitCode,
    string UnitName,
    int Version,
    string BodyName,
    string? Phone,
    string? Email,
    string? Hours
)
{
    internal static SupportPointResponse Of(SupportPoint point, string unitName) =>
        new(point.UnitCode, unitName, point.Version, point.BodyName, point.Phone, point.Email, point.Hours);
}

public static class GetSupportPoint
{
    /// <summary>Reads the office that helps the teams of a unit; that of the nearest unit above where it has none.</summary>
    /// <remarks>The ETag is there where it is the unit's own.</remarks>
    /// <param name="code">Code of the unit.</param>
    public static async Task<Results<Ok<SupportPointResponse>, ProblemHttpResult>> Handle(
        string code,
        HttpResponse response,
        RegistryDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var day = clock.Today();
        if ((await db.UnitsByCodeAsync([code], day, cancellationToken)).GetValueOrDefault(code) is not { } unit)
            return UnitProblems.NotFound.Result(code, day);
        var path = unit.Path.Split('/');
        var points = await db
            .SupportPoints.AsNoTracking()
            .Where(point => path.Contains(point.UnitCode))
            .ToListAsync(cancellationToken);
        if (points.MaxBy(point => Array.IndexOf(path, point.UnitCode)) is not { } nearest)
            return SupportPointProblems.NotFound.Result(code);
        if (nearest.UnitCode == code)
            response.SetETag(nearest.Version);
        var units = await db.UnitsByCodeAsync([nearest.UnitCode], day, cancellationToken);
        return TypedResults.Ok(SupportPointResponse.Of(nearest, units[nearest.UnitCode].FullName));
    }
}
