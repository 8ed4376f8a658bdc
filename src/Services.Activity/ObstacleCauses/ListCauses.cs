using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.ObstacleCauses;

/// <summary>A cause of obstacles.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
/// <param name="ValidFrom">First day on which it serves.</param>
/// <param name="ValidTo">First day on which it no longer serves; null where no end is set.</param>
public sealed record CauseResponse(string Code, string Vi, string En, DateOnly ValidFrom, DateOnly? ValidTo)
{
    internal static CauseResponse Of(ObstacleCause cause) =>
        new(cause.Code, cause.Vi, cause.En, cause.ValidFrom, cause.ValidTo);
}

public static class ListCauses
{
    /// <summary>Lists the causes of obstacles by code, those that no longer serve included.</summary>
    /// <param name="asOf">Only those that serve on this day (yyyy-MM-dd).</param>
    public static async Task<Ok<IReadOnlyList<CauseResponse>>> Handle(
        ActivityDbContext db,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var causes = db.ObstacleCauses.AsNoTracking();
        if (asOf is not null)
            causes = causes.On(asOf.Value);
        var read = await causes.OrderBy(cause => cause.Code).ToListAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<CauseResponse>>([.. read.Select(CauseResponse.Of)]);
    }
}
