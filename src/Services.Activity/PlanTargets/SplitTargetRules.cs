using CongNgheSo.Contracts;
using CongNgheSo.ServiceDefaults.Http;
using FluentValidation;

namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>How a target is split.</summary>
/// <param name="By">
/// "equal", "figure" (a reference figure of the units), "teams" (how many there are), "hand" (every part is set by hand);
/// of a share only "same": every part gets the same per cent.
/// </param>
/// <param name="Figure">With "figure": which one ("population").</param>
/// <param name="Into">"units" (those below, where absent), or "teams" of a commune or a village.</param>
/// <param name="ToLevel">Down to which level, 1 to 4, each level in its turn; that right below where absent.</param>
/// <param name="Hand">Parts that are set by hand. Those set before stay so.</param>
public sealed record SplitTargetRequest(
    string? By,
    string? Figure,
    string? Into,
    int? ToLevel,
    IReadOnlyList<HandShareRequest>? Hand
);

/// <param name="UnitCode">Code of the unit; give either this or a team.</param>
/// <param name="TeamId">The team.</param>
/// <param name="Value">The number to reach; neither this nor per cent where the part is no longer set by hand.</param>
/// <param name="Percent">Of a share, the per cent to reach.</param>
public sealed record HandShareRequest(string? UnitCode, Guid? TeamId, long? Value, decimal? Percent);

public sealed class SplitTargetRules : AbstractValidator<SplitTargetRequest>
{
    public const string Equal = "equal";
    public const string ByFigure = "figure";
    public const string ByTeams = "teams";
    public const string ByHand = "hand";
    public const string Same = "same";
    public const string Units = "units";
    public const string Teams = "teams";

    private const int MostByHand = 20_000;
    private static readonly string[] Ways = [Equal, ByFigure, ByTeams, ByHand, Same];

    public SplitTargetRules()
    {
        RuleFor(request => request.By)
            .Must(by => Ways.Contains(by))
            .WithProblem(TargetProblems.SplitUnknown, string.Join(", ", Ways));
        RuleFor(request => request.Figure)
            .Must((request, figure) => request.By != ByFigure || ReferenceFigures.All.Contains(figure!))
            .WithProblem(TargetProblems.ReferenceUnknown, TargetContentRules.References);
        RuleFor(request => request.Into)
            .Must(into => into is null or Units or Teams)
            .WithProblem(TargetProblems.IntoUnknown);
        RuleFor(request => request.ToLevel).InclusiveBetween(1, 4);
        RuleFor(request => request.Hand)
            .Must(hand => hand is null or { Count: <= MostByHand })
            .WithProblem(TargetProblems.SplitTooLarge, MostByHand);
        RuleForEach(request => request.Hand)
            .Must(share => share is not null && string.IsNullOrWhiteSpace(share.UnitCode) == share.TeamId is not null)
            .WithProblem(TargetProblems.ForOne)
            .ChildRules(share =>
                share
                    .RuleFor(each => each.Value)
                    .IsOneValue(each => each.Percent)
                    .When(each => each.Value is not null || each.Percent is not null)
            );
    }
}
