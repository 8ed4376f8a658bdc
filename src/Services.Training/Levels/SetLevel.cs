using System.Text.RegularExpressions;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Levels;

/// <summary>A level of training as it should stand.</summary>
/// <param name="Vi">Name in Vietnamese, as certificates say it, up to 200 characters.</param>
/// <param name="En">Name in English, up to 200 characters.</param>
/// <param name="ValidFrom">First day on which it serves.</param>
/// <param name="ValidTo">First day on which it no longer serves: what ends it; absent where no end is set.</param>
public sealed record SetLevelRequest(string? Vi, string? En, DateOnly? ValidFrom, DateOnly? ValidTo);

public sealed class SetLevelRules : AbstractValidator<SetLevelRequest>
{
    public SetLevelRules()
    {
        RuleFor(request => request.Vi).NotEmpty().MaximumLength(200);
        RuleFor(request => request.En).NotEmpty().MaximumLength(200);
        RuleFor(request => request.ValidFrom).NotNull();
        RuleFor(request => request.ValidTo)
            .Must((request, day) => day is null || day > request.ValidFrom)
            .WithProblem(LevelProblems.PeriodReversed);
    }
}

public static partial class SetLevel
{
    /// <summary>Adds a level, or changes its names and days; its code stays what it is.</summary>
    /// <remarks>
    /// For the ministry: the token's unit is VN. Sending it again changes nothing. Certificates keep the name under which
    /// they were issued.
    /// </remarks>
    public static async Task<Results<Ok<LevelResponse>, ProblemHttpResult>> Handle(
        string code,
        SetLevelRequest request,
        Caller caller,
        TrainingDbContext db,
        CancellationToken cancellationToken
    )
    {
        if (!caller.MayTouch(UnitPath.Nation))
            return CommonProblems.UnitOutOfScope.Result(UnitPath.Nation);
        if (code.Length > LearningLevel.LongestCode || !CodePattern().IsMatch(code))
            return LevelProblems.CodeInvalid.Result(LearningLevel.LongestCode);
        var (vi, en) = (StoredText.Clean(request.Vi!), StoredText.Clean(request.En!));
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO learning_levels (code, vi, en, valid_from, valid_to)
            VALUES ({code}, {vi}, {en}, {request.ValidFrom}, {request.ValidTo})
            ON CONFLICT (code) DO UPDATE SET
                vi = excluded.vi, en = excluded.en, valid_from = excluded.valid_from, valid_to = excluded.valid_to
            """,
            cancellationToken
        );
        return TypedResults.Ok(new LevelResponse(code, vi, en, request.ValidFrom!.Value, request.ValidTo));
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex CodePattern();
}
