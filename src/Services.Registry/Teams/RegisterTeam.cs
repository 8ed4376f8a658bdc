using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Members;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.Teams;

/// <summary>A team, with its members where they are known.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; the unit, kind and decision tell teams apart without one.</param>
/// <param name="UnitCode">Code of the village ("08494-003") or commune ("08494") that it serves.</param>
/// <param name="Kind">"cnscd", "cnscd-rapid-response", "cdscd" or "de-an-06".</param>
/// <param name="Name">Its own name, up to 200 characters; made of kind and unit where absent.</param>
/// <param name="DecisionNumber">Number of the decision that established it, up to 100 characters.</param>
/// <param name="DecisionDate">Day of that decision.</param>
/// <param name="EstablishedOn">First day on which it counts; the day of the decision where absent.</param>
/// <param name="Members">Its members.</param>
/// <param name="Signatory">The body that issued the decision (cơ quan ban hành), up to 200 characters.</param>
public sealed record RegisterTeamRequest(
    Guid? Id,
    string? UnitCode,
    string? Kind,
    string? Name,
    string? DecisionNumber,
    DateOnly? DecisionDate,
    DateOnly? EstablishedOn,
    IReadOnlyList<AddMemberRequest>? Members,
    string? Signatory = null
) : ITeamContentFields
{
    internal DateOnly FirstDay => EstablishedOn ?? DecisionDate!.Value;
}

/// <summary>The fields that registering and changing a team have in common.</summary>
public interface ITeamContentFields
{
    string? Kind { get; }
    string? Name { get; }
    string? DecisionNumber { get; }
    DateOnly? DecisionDate { get; }
    string? Signatory { get; }
}

public sealed class RegisterTeamRules : AbstractValidator<RegisterTeamRequest>
{
    public RegisterTeamRules(TimeProvider clock, IValidator<AddMemberRequest> memberRules)
    {
        RuleFor(request => request.UnitCode).NotEmpty().MaximumLength(16);
        TeamContentRules.AddTo(this, clock);
        RuleFor(request => request.EstablishedOn)
            .Must(day => day is null || TeamContentRules.IsInRange(day.Value, clock))
            .WithProblem(TeamProblems.DateOutOfRange);
        RuleForEach(request => request.Members).NotNull().SetValidator(memberRules);
    }
}

public static class TeamContentRules
{
    private static readonly DateOnly Earliest = new(2015, 1, 1);

    public static void AddTo<T>(AbstractValidator<T> rules, TimeProvider clock)
        where T : ITeamContentFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules
            .RuleFor(request => request.Kind)
            .Must(kind => kind is not null && TeamKinds.Names.ContainsKey(kind))
            .WithProblem(TeamProblems.KindUnknown, TeamKinds.All);
        rules.RuleFor(request => request.Name).MaximumLength(200);
        rules.RuleFor(request => request.DecisionNumber).NotEmpty().MaximumLength(100);
        rules.RuleFor(request => request.Signatory).MaximumLength(200);
        rules
            .RuleFor(request => request.DecisionDate)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(day => IsInRange(day!.Value, clock))
            .WithProblem(TeamProblems.DateOutOfRange);
    }

    public static bool IsInRange(DateOnly day, TimeProvider clock) => day >= Earliest && day <= clock.Today();

    /// <summary>The content of a request that has passed the rules.</summary>
    public static TeamContent ToContent(this ITeamContentFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new TeamContent(
            fields.Kind!,
            VietnameseText.CleanOrNull(fields.Name),
            VietnameseText.Clean(fields.DecisionNumber!),
            fields.DecisionDate!.Value,
            VietnameseText.CleanOrNull(fields.Signatory)
        );
    }
}

public static class RegisterTeam
{
    /// <summary>Registers a team of a village or commune, with its members where they are given.</summary>
    /// <remarks>
    /// Answers 201; 200 with the team as it stands when the same team is sent again; 409 when the id, or the unit's decision,
    /// stands for other content, or a composition policy refuses its members; 422 when no unit bears the code today. When one
    /// member is refused, nothing is written.
    /// </remarks>
    public static async Task<Results<Created<TeamResponse>, Ok<TeamResponse>, ProblemHttpResult>> Handle(
        RegisterTeamRequest request,
        HttpContext http,
        Caller caller,
        RegistryDbContext db,
        TeamWriter writer,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        request = request with { Id = StableId.Of(request.Id, http.Request, caller) };
        var outcome = (await writer.WriteAsync([request], allOrNothing: true, dryRun: false, cancellationToken))[0];
        if (outcome.Refusal is { } refusal)
            return refusal.Result();
        var response = await TeamResponse.ReadAsync(db, outcome.Team.Value!, clock.Today(), cancellationToken);
        http.Response.SetETag(response.Version);
        return outcome.Team.IsNew
            ? TypedResults.Created($"/v1/teams/{response.Id}", response)
            : TypedResults.Ok(response);
    }
}
