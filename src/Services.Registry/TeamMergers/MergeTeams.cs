using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.TeamMergers;

/// <summary>A decision that makes one team of several.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; the decision and the teams tell mergers apart without one.</param>
/// <param name="DecisionNumber">Number of the decision, up to 100 characters.</param>
/// <param name="DecisionDate">Day of the decision.</param>
/// <param name="Signatory">The body that issued it (cơ quan ban hành), up to 200 characters.</param>
/// <param name="EffectiveOn">First day of the resulting team; the day of the decision where absent.</param>
/// <param name="Note">Anything else that it says, up to 500 characters.</param>
/// <param name="TeamIds">The teams to merge, 2 to 20, all of one commune.</param>
/// <param name="Result">What comes of them.</param>
/// <param name="LeaderId">
/// Which of their members leads; those who led so far become deputies. Where absent, whoever leads alone goes on leading.
/// </param>
public sealed record MergeTeamsRequest(
    Guid? Id,
    string? DecisionNumber,
    DateOnly? DecisionDate,
    string? Signatory,
    DateOnly? EffectiveOn,
    string? Note,
    IReadOnlyList<Guid>? TeamIds,
    MergedTeam? Result,
    Guid? LeaderId
)
{
    internal MergerDecision ToDecision() =>
        new(
            VietnameseText.Clean(DecisionNumber!),
            DecisionDate!.Value,
            VietnameseText.CleanOrNull(Signatory),
            EffectiveOn ?? DecisionDate.Value,
            VietnameseText.CleanOrNull(Note)
        );
}

/// <summary>The team that comes of a merger.</summary>
/// <param name="TeamId">One of the merged teams, which then goes on; else the id of a new team, made up where absent.</param>
/// <param name="UnitCode">
/// Code of the village or commune that it serves; where absent the one that all merged teams serve. One that goes on keeps its own.
/// </param>
/// <param name="Kind">"cnscd", "cnscd-rapid-response", "cdscd" or "de-an-06".</param>
/// <param name="Name">Its own name, up to 200 characters; made of kind and unit where absent.</param>
public sealed record MergedTeam(Guid? TeamId, string? UnitCode, string? Kind, string? Name);

public sealed class MergedTeamRules : AbstractValidator<MergedTeam>
{
    public MergedTeamRules()
    {
        RuleFor(result => result.UnitCode).MaximumLength(16);
        RuleFor(result => result.Kind)
            .Must(kind => kind is not null && TeamKinds.Names.ContainsKey(kind))
            .WithProblem(TeamProblems.KindUnknown, TeamKinds.All);
        RuleFor(result => result.Name).MaximumLength(200);
    }
}

public sealed class MergeTeamsRules : AbstractValidator<MergeTeamsRequest>
{
    public const int MostTeams = 20;

    public MergeTeamsRules(TimeProvider clock, IValidator<MergedTeam> resultRules)
    {
        RuleFor(request => request.DecisionNumber).NotEmpty().MaximumLength(100);
        RuleFor(request => request.DecisionDate)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(day => TeamContentRules.IsInRange(day!.Value, clock))
            .WithProblem(TeamProblems.DateOutOfRange);
        RuleFor(request => request.EffectiveOn)
            .Must(day => day is null || TeamContentRules.IsInRange(day.Value, clock))
            .WithProblem(TeamProblems.DateOutOfRange);
        RuleFor(request => request.Signatory).MaximumLength(200);
        RuleFor(request => request.Note).MaximumLength(500);
        RuleFor(request => request.TeamIds)
            .Must(teams => teams is { Count: >= 2 and <= MostTeams } && teams.Distinct().Count() == teams.Count)
            .WithProblem(TeamMergerProblems.TeamsCount, MostTeams);
        RuleFor(request => request.Result).Cascade(CascadeMode.Stop).NotNull().SetValidator(resultRules!);
    }
}

public static class MergeTeams
{
    /// <summary>Merges two to twenty teams of a commune into a new one, or into one of them, by one decision.</summary>
    /// <remarks>
    /// The others are dissolved by the same decision on the same day. Who is in them leaves on that day and joins the
    /// resulting team on it: the same name and phone number once. Equipment and channels go along. Answers
    /// 201; 200 when the same merger is sent again; 409 when a team is dissolved or of another commune, several lead and none
    /// is named, or the id or decision is taken. All or nothing.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen (200) and writes nothing.</param>
    public static async Task<Results<Created<TeamMergerResponse>, Ok<TeamMergerResponse>, ProblemHttpResult>> Handle(
        MergeTeamsRequest request,
        HttpContext http,
        Caller caller,
        TeamMergerWriter writer,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        request = request with { Id = StableId.Of(request.Id, http.Request, caller) };
        var outcome = await writer.WriteAsync(request, dryRun, cancellationToken);
        if (outcome.Value is not { } merger)
            return outcome.Refusal!.Result();
        return outcome.IsNew && !dryRun
            ? TypedResults.Created($"/v1/team-mergers/{merger.Id}", TeamMergerResponse.Of(merger))
            : TypedResults.Ok(TeamMergerResponse.Of(merger, dryRun));
    }
}
