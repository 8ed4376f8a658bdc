using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.TeamKindNames;

/// <summary>What a province calls a kind of team from a day on.</summary>
/// <param name="Name">The name, up to 200 characters.</param>
/// <param name="ValidFrom">First day on which it holds.</param>
/// <param name="ValidTo">First day on which it no longer holds; absent where no end is set.</param>
public sealed record NameTeamKindRequest(string? Name, DateOnly? ValidFrom, DateOnly? ValidTo);

public sealed class NameTeamKindRules : AbstractValidator<NameTeamKindRequest>
{
    public NameTeamKindRules()
    {
        RuleFor(request => request.Name).NotEmpty().MaximumLength(200);
        RuleFor(request => request.ValidFrom).NotNull();
        RuleFor(request => request.ValidTo)
            .Must((request, day) => day is null || day > request.ValidFrom)
            .WithProblem(TeamKindNameProblems.PeriodReversed);
    }
}

/// <summary>What a province calls a kind of team.</summary>
/// <param name="Kind">Code of the kind.</param>
/// <param name="UnitCode">Code of the province.</param>
/// <param name="Name">The name.</param>
/// <param name="ValidFrom">First day on which it holds.</param>
/// <param name="ValidTo">First day on which it no longer holds; null where no end is set.</param>
public sealed record TeamKindNameResponse(
    string Kind,
    string UnitCode,
    string Name,
    DateOnly ValidFrom,
    DateOnly? ValidTo
);

public static class NameTeamKind
{
    /// <summary>Gives a kind of team the name that a province uses for it.</summary>
    /// <remarks>
    /// The name that held until then ends on the new one's first day; one of the same first day is replaced, so that sending
    /// it again changes nothing. 409 when a later name would overlap: give <c>validTo</c>.
    /// </remarks>
    /// <param name="code">Code of the kind.</param>
    /// <param name="unit">Code of the province.</param>
    public static async Task<Results<Ok<TeamKindNameResponse>, ProblemHttpResult>> Handle(
        string code,
        string unit,
        NameTeamKindRequest request,
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (!TeamKinds.Names.ContainsKey(code))
            return TeamKindNameProblems.NotFound.Result(code);
        var day = clock.Today();
        if ((await db.UnitsByCodeAsync([unit], day, cancellationToken)).GetValueOrDefault(unit) is not { } province)
            return UnitProblems.NotFound.Result(unit, day);
        if (province.Level != 1)
            return TeamKindNameProblems.UnitLevel.Result(province.FullName);
        if (!caller.MayTouch(province.Path))
            return CommonProblems.UnitOutOfScope.Result(unit);

        var (from, to) = (request.ValidFrom!.Value, request.ValidTo);
        var names = await db
            .TeamKindNames.Where(name => name.Kind == code && name.UnitCode == unit)
            .ToListAsync(cancellationToken);
        names.Find(name => name.ValidFrom < from && !(name.ValidTo <= from))?.Close(from);
        var named = names.Find(name => name.ValidFrom == from) ?? new TeamKindName(code, unit, from);
        named.Say(VietnameseText.Clean(request.Name!), to);
        if (!names.Contains(named))
            db.TeamKindNames.Add(named);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseFailures.IsUniqueViolation(exception, TeamKindName.OneADay))
        {
            return TeamKindNameProblems.Overlaps.Result(from);
        }
        return TypedResults.Ok(new TeamKindNameResponse(code, unit, named.Name, from, to));
    }
}
