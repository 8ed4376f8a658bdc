using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Levels;

/// <summary>A level of training.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Vi">Name in Vietnamese, as certificates say it.</param>
/// <param name="En">Name in English.</param>
/// <param name="ValidFrom">First day on which it serves.</param>
/// <param name="ValidTo">First day on which it no longer serves; null where no end is set.</param>
public sealed record LevelResponse(string Code, string Vi, string En, DateOnly ValidFrom, DateOnly? ValidTo);

public static class ListLevels
{
    /// <summary>Lists the levels of certificates and materials by code, those that no longer serve included.</summary>
    /// <param name="asOf">Only those that serve on this day (yyyy-MM-dd).</param>
    public static async Task<Ok<IReadOnlyList<LevelResponse>>> Handle(
        TrainingDbContext db,
        DateOnly? asOf = null,
        CancellationToken cancellationToken = default
    )
    {
        var levels = asOf is { } day ? db.Levels.On(day) : db.Levels;
        return TypedResults.Ok<IReadOnlyList<LevelResponse>>(
            await levels
                .AsNoTracking()
                .OrderBy(level => level.Code)
                .Select(level => new LevelResponse(level.Code, level.Vi, level.En, level.ValidFrom, level.ValidTo))
                .ToListAsync(cancellationToken)
        );
    }
}
