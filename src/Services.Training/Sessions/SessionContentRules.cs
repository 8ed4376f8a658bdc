using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>A public lecturer.</summary>
/// <param name="Name">Name, up to 200 characters.</param>
/// <param name="Organisation">Code of who sends them (see /v1/training-topics).</param>
public sealed record TrainerRequest(string? Name, string? Organisation);

public sealed class TrainerRules : AbstractValidator<TrainerRequest>
{
    public TrainerRules(TrainingTopics topics)
    {
        RuleFor(trainer => trainer.Name).NotEmpty().MaximumLength(200);
        RuleFor(trainer => trainer.Organisation).IsKnown(topics, TrainingEntryKinds.Organisation);
    }
}

/// <summary>The fields that creating and changing a session have in common.</summary>
public interface ISessionContentFields
{
    Guid? ProgrammeId { get; }
    string? OrganiserUnit { get; }
    IReadOnlyList<string>? CoOrganisers { get; }
    IReadOnlyList<TrainerRequest>? Trainers { get; }
    string? Mode { get; }
    string? Place { get; }
    string? Link { get; }
    DateOnly? HeldOn { get; }
    IReadOnlyList<string>? Topics { get; }
}

public static class SessionContentRules
{
    private static readonly DateOnly FirstTeams = new(2022, 1, 1);

    public static void AddTo<T>(AbstractValidator<T> rules, TrainingTopics topics, TimeProvider clock)
        where T : ISessionContentFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RuleFor(request => request.ProgrammeId).NotNull();
        rules.RuleFor(request => request.OrganiserUnit).NotEmpty().MaximumLength(20);
        rules.RuleFor(request => request.CoOrganisers).Must(units => units is null or { Count: <= 50 });
        rules.RuleForEach(request => request.CoOrganisers).NotEmpty().MaximumLength(20);
        rules
            .RuleFor(request => request.Trainers)
            .Cascade(CascadeMode.Stop)
            .NotEmpty()
            .Must(trainers => trainers!.Count <= 50);
        rules.RuleForEach(request => request.Trainers).NotNull().SetValidator(new TrainerRules(topics));
        rules.RuleFor(request => request.Mode).IsOneOf(TrainingCatalogue.ModeCodes);
        rules
            .RuleFor(request => request.Place)
            .Must((request, place) => request.Mode != TrainingCatalogue.InPerson || !string.IsNullOrWhiteSpace(place))
            .WithProblem(SessionProblems.PlaceMissing);
        rules.RuleFor(request => request.Place).MaximumLength(500);
        rules
            .RuleFor(request => request.Link)
            .Must((request, link) => link is null ? request.Mode != TrainingCatalogue.Online : IsWebAddress(link))
            .WithProblem(SessionProblems.LinkMissing);
        rules
            .RuleFor(request => request.HeldOn)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(day => day >= FirstTeams && day <= clock.Today().AddYears(1))
            .WithProblem(SessionProblems.DateOutOfRange);
        rules.RuleFor(request => request.Topics).Cascade(CascadeMode.Stop).IsShortList();
        rules.RuleForEach(request => request.Topics).IsKnown(topics, TrainingEntryKinds.Topic);
    }

    /// <summary>The content of a request that has passed the rules.</summary>
    public static SessionContent ToContent(this ISessionContentFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new SessionContent(
            fields.ProgrammeId!.Value,
            fields.OrganiserUnit!,
            [.. (fields.CoOrganisers ?? []).Distinct()],
            [
                .. fields.Trainers!.Select(trainer => new Trainer(
                    StoredText.Clean(trainer.Name!),
                    trainer.Organisation!
                )),
            ],
            fields.Mode!,
            string.IsNullOrWhiteSpace(fields.Place) ? null : StoredText.CleanLines(fields.Place),
            fields.Link,
            fields.HeldOn!.Value,
            [.. fields.Topics ?? []]
        );
    }

    private static bool IsWebAddress(string link) =>
        link.Length <= 500
        && Uri.TryCreate(link, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
