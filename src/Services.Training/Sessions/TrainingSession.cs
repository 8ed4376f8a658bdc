using CongNgheSo.ServiceDefaults.Http;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>A training session: one or more parts in which a unit teaches a programme.</summary>
public sealed class TrainingSession
{
    private TrainingSession() { }

    internal TrainingSession(Guid id, SessionContent content, SessionPlan plan, string by, DateTimeOffset now)
    {
        (Id, Version, ScheduleNumber, CreatedBy, CreatedAt) = (id, 1, 1, by, now);
        Fill(content, plan);
        CreatedHash = ContentHash.Of(content);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public Guid ProgrammeId { get; private set; }

    public string OrganiserUnit { get; private set; } = "";

    /// <summary>Codes from the nation down to the organiser when it was last named.</summary>
    public string OrganiserPath { get; private set; } = "";

    public string[] CoOrganisers { get; private set; } = [];

    public Trainer[] Trainers { get; private set; } = [];

    public string Mode { get; private set; } = "";

    public string? Place { get; private set; }

    public string? Link { get; private set; }

    /// <summary>The day of its first part: the day that its attendances count for.</summary>
    public DateOnly HeldOn { get; private set; }

    public string[] Topics { get; private set; } = [];

    public string? Form { get; private set; }

    /// <summary>Its parts in order; null where it is one part, the whole day (see <see cref="Schedule"/>).</summary>
    public SessionPart[]? Parts { get; private set; }

    /// <summary>How many parts make an attendance count; null for all.</summary>
    public int? PartsRequired { get; private set; }

    /// <summary>Seats; null where there is no limit.</summary>
    public int? Capacity { get; private set; }

    /// <summary>When registration ends; null for the usual (see <see cref="RegistrationEndsAt"/>).</summary>
    public DateTimeOffset? RegistrationUntil { get; private set; }

    /// <summary>1 when created; one more whenever its times change: check-in links of before are void then.</summary>
    public int ScheduleNumber { get; private set; }

    /// <summary>Why it was rescheduled last; null where it was not, or nobody said why.</summary>
    public string? ReschedulingReason { get; private set; }

    /// <summary>Why it is cancelled; null where it is not. The attendances of a cancelled session do not count.</summary>
    public string? CancellationReason { get; private set; }

    /// <summary>Who says that it took place; null until somebody does.</summary>
    public SessionConfirmation? Confirmation { get; private set; }

    /// <summary>Hash of the content as created: tells a retry from another session under the same id.</summary>
    public long CreatedHash { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public bool IsCancelled => CancellationReason is not null;

    public bool IsConfirmed => Confirmation is not null;

    /// <summary>Its parts in order, numbered from 1; one where there are none of its own.</summary>
    public IReadOnlyList<SessionPart> Schedule => Parts ?? [SessionPart.WholeDay(HeldOn)];

    /// <summary>The days on which it has parts, in order.</summary>
    public IReadOnlyList<DateOnly> Days => [.. Schedule.Select(part => part.Day).Distinct()];

    public int RequiredParts => PartsRequired ?? Schedule.Count;

    /// <summary>When its last part ends.</summary>
    public DateTimeOffset EndsAt => Schedule[^1].EndsAt();

    /// <summary>Until when members can be registered: until it begins, where nothing else is set.</summary>
    public DateTimeOffset RegistrationEndsAt => RegistrationUntil ?? (Parts is null ? EndsAt : Schedule[0].BeginsAt());

    public SessionContent Content =>
        new(
            ProgrammeId,
            OrganiserUnit,
            CoOrganisers,
            Trainers,
            Mode,
            Place,
            Link,
            HeldOn,
            Topics,
            Form,
            Parts,
            PartsRequired,
            Capacity,
            RegistrationUntil
        );

    /// <summary>True where attending this many parts counts.</summary>
    public bool IsEnough(int partsAttended) => !IsCancelled && partsAttended >= RequiredParts;

    /// <summary>True where the session already says what a change would make it say.</summary>
    public bool Says(SessionContent content) =>
        ContentHash.Of(Content) == ContentHash.Of(content.Topics is [] ? content with { Topics = Topics } : content);

    /// <summary>Replaces what it says.</summary>
    /// <param name="content">What it shall say.</param>
    /// <param name="plan">What that stands for.</param>
    /// <param name="reason">Why, where its times change.</param>
    /// <returns>True where its times changed.</returns>
    public bool Change(SessionContent content, SessionPlan plan, string? reason)
    {
        var former = Schedule;
        Version++;
        Fill(content, plan);
        if (
            former.Count == Schedule.Count
            && former.Zip(Schedule, (was, now) => was.IsAtTheTimeOf(now)).All(same => same)
        )
            return false;
        ScheduleNumber++;
        ReschedulingReason = reason;
        return true;
    }

    public void Cancel(string reason)
    {
        Version++;
        CancellationReason = reason;
    }

    public void Confirm(SessionConfirmation confirmation)
    {
        Version++;
        Confirmation = confirmation;
    }

    private void Fill(SessionContent content, SessionPlan plan)
    {
        (ProgrammeId, OrganiserUnit, CoOrganisers, Trainers) = (
            content.ProgrammeId,
            content.OrganiserUnit,
            content.CoOrganisers,
            content.Trainers
        );
        (Mode, Place, Link, Form) = (content.Mode, content.Place, content.Link, content.Form);
        (HeldOn, Parts, PartsRequired) = (content.HeldOn, content.Parts, content.PartsRequired);
        (Capacity, RegistrationUntil) = (content.Capacity, content.RegistrationUntil);
        Topics = plan.Topics;
        OrganiserPath = plan.OrganiserPath;
    }
}
