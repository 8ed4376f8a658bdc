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
public interface ISessionContentFields : ISessionScheduleFields
{
    Guid? ProgrammeId { get; }
    string? OrganiserUnit { get; }
    IReadOnlyList<string>? CoOrganisers { get; }
    IReadOnlyList<TrainerRequest>? Trainers { get; }
    string? Mode { get; }
    string? Place { get; }
    string? Link { get; }
    IReadOnlyList<string>? Topics { get; }
    string? Form { get; }
    int? Capacity { get; }
}

/// <summary>The fields that say when a session is.</summary>
public interface ISessionScheduleFields
{
    DateOnly? HeldOn { get; }
    IReadOnlyList<SessionPartRequest>? Parts { get; }
    int? PartsRequired { get; }
    DateTimeOffset? RegistrationUntil { get; }
}

public static class SessionContentRules
{
    public const int MaxCapacity = 100_000;
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
        SessionScheduleRules.AddTo(rules, clock);
        rules.RuleFor(request => request.Topics).Cascade(CascadeMode.Stop).IsShortList();
        rules.RuleForEach(request => request.Topics).IsKnown(topics, TrainingEntryKinds.Topic);
        rules
            .RuleFor(request => request.Form)
            .Must(form => form is null || SessionForms.All.Contains(form))
            .WithProblem(SessionProblems.FormUnknown, string.Join(", ", SessionForms.All));
        rules.RuleFor(request => request.Capacity).InclusiveBetween(1, MaxCapacity);
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
            StoredText.Optional(fields.Place),
            fields.Link,
            default,
            [.. fields.Topics ?? []],
            fields.Form,
            Capacity: fields.Capacity
        ).At(fields);
    }

    /// <summary>The same at the times of a request that has passed the rules.</summary>
    internal static SessionContent At(this SessionContent content, ISessionScheduleFields times)
    {
        SessionPart[]? parts = times.Parts is null or [] ? null : [.. times.Parts.Select(SessionPartRules.ToPart)];
        return content with
        {
            HeldOn = parts?[0].Day ?? times.HeldOn!.Value,
            Parts = parts,
            PartsRequired = times.PartsRequired,
            RegistrationUntil = ToSecond(times.RegistrationUntil),
        };
    }

    /// <summary>In UTC and whole seconds, so that it is the same again when it is read.</summary>
    private static DateTimeOffset? ToSecond(DateTimeOffset? instant) =>
        instant is { } given ? DateTimeOffset.FromUnixTimeSeconds(given.ToUnixTimeSeconds()) : null;

    /// <summary>True where a session can be on the day.</summary>
    internal static bool IsPossible(DateOnly? day, TimeProvider clock) =>
        day >= FirstTeams && day <= clock.Today().AddYears(1);

    internal static bool IsWebAddress(string link) =>
        link.Length <= 500
        && Uri.TryCreate(link, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
