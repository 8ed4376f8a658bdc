using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Activity.Obstacles;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.ObstacleDeadlines;

/// <summary>The days of one level.</summary>
/// <param name="Level">4 village, 3 commune, 2 district, 1 province, 0 nation.</param>
/// <param name="Days">1 to 365 days.</param>
public sealed record LevelDays(int? Level, int? Days);

public sealed class LevelDaysRules : AbstractValidator<LevelDays>
{
    public LevelDaysRules()
    {
        RuleFor(days => days.Level).NotNull().InclusiveBetween(0, ObstacleDeadline.Levels - 1);
        RuleFor(days => days.Days).NotNull().InclusiveBetween(1, 365);
    }
}

/// <summary>The unit's rules as they should stand; for a level that is left out applies the rule of a unit above.</summary>
/// <param name="Levels">The days by level; none leaves all to the units above.</param>
public sealed record SetDeadlinesRequest(IReadOnlyList<LevelDays>? Levels);

public sealed class SetDeadlinesRules : AbstractValidator<SetDeadlinesRequest>
{
    public SetDeadlinesRules(IValidator<LevelDays> daysRules)
    {
        RuleFor(request => request.Levels)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(levels => levels!.DistinctBy(days => days?.Level).Count() == levels!.Count)
            .WithProblem(DeadlineProblems.LevelRepeated);
        RuleForEach(request => request.Levels).NotNull().SetValidator(daysRules);
    }
}

public static class SetDeadlines
{
    /// <summary>Sets how many days the levels at and below a unit have to answer, for what comes to wait from now on.</summary>
    /// <remarks>Sending the same again changes nothing. 403 outside the caller's unit.</remarks>
    public static async Task<Results<Ok<IReadOnlyList<DeadlineResponse>>, ProblemHttpResult>> Handle(
        string unit,
        SetDeadlinesRequest request,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (today, levels) = (clock.Today(), request.Levels!);
        if (await db.FindUnitAsync(unit, today, cancellationToken) is not { } found)
            return ObstacleProblems.UnitUnknown.Result(unit, today);
        if (!caller.MayTouch(found.Path))
            return CommonProblems.UnitOutOfScope.Result(unit);
        if (levels.Any(days => days.Level < found.Level))
            return DeadlineProblems.LevelAbove.Result(found.FullName);
        if (found.Level == 0 && levels.Count < ObstacleDeadline.Levels)
            return DeadlineProblems.LevelMissing.Result();
        // One statement: nobody reads the nation's rules while some of them are missing.
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH rule AS (
                SELECT * FROM unnest(
                    {levels.Select(days => days.Level!.Value).ToArray()},
                    {levels.Select(days => days.Days!.Value).ToArray()}) AS rule (level, days)
            ), gone AS (
                DELETE FROM obstacle_deadlines WHERE unit_code = {unit} AND level NOT IN (SELECT level FROM rule)
            )
            INSERT INTO obstacle_deadlines (unit_code, level, days) SELECT {unit}, level, days FROM rule
            ON CONFLICT (unit_code, level) DO UPDATE SET days = excluded.days
            """,
            cancellationToken
        );
        return TypedResults.Ok(await GetDeadlines.ReadAsync(db, found.Path, cancellationToken));
    }
}
