using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <summary>What an obstacle says; it is never changed.</summary>
public sealed record ObstacleContent(
    Guid TeamId,
    string Cause,
    string Title,
    string? Description,
    string? Topic,
    string? Outcome,
    DateOnly RaisedOn
);

/// <summary>Who takes a step, and when.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Unit">Code of the unit of its token.</param>
/// <param name="Now">The instant (UTC).</param>
/// <param name="Today">The same as a day in Vietnam.</param>
/// <param name="RequestHash">Tells a retry of the step from another one.</param>
public sealed record StepTaker(string ClientId, string Unit, DateTimeOffset Now, DateOnly Today, long RequestHash);

/// <summary>Where an obstacle waits, and until when.</summary>
/// <param name="Level">Level of the unit.</param>
/// <param name="UnitCode">Its code on the day.</param>
/// <param name="DueOn">The last day for its answer.</param>
public sealed record Waiting(int Level, string UnitCode, DateOnly DueOn);

/// <summary>
/// A difficulty that a team has met and cannot solve. It waits at one level of the tree above the team; which unit that is
/// follows from the tree of the day. Every method is one step: it says why not and changes nothing, or takes it.
/// </summary>
public sealed class Obstacle
{
    public const string Open = "open";
    public const string Answered = "answered";
    public const string Closed = "closed";
    public const string Withdrawn = "withdrawn";

    /// <summary>An answer that did not help can be sent back for so long.</summary>
    public const int ReopenWithinDays = 30;

    private Obstacle() { }

    public Obstacle(Guid id, ObstacleContent content, int unitId, Waiting waiting, StepTaker by)
    {
        (TeamId, Cause, Title, Description, Topic, Outcome, RaisedOn) = content;
        (Id, UnitId, Status, RaisedHash) = (id, unitId, Open, ContentHash.Of(content));
        Wait(ObstacleStep.Raised, waiting, null, by);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public Guid TeamId { get; private set; }

    /// <summary>The team's unit when it was raised: it counts there.</summary>
    public int UnitId { get; private set; }

    public string Cause { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string? Description { get; private set; }

    public string? Topic { get; private set; }

    public string? Outcome { get; private set; }

    public DateOnly RaisedOn { get; private set; }

    public string Status { get; private set; } = "";

    /// <summary>Where it waits, or was last handled: at the unit of this level above the team, or at the next one up.</summary>
    public int Level { get; private set; }

    /// <summary>Null where it is not open.</summary>
    public DateOnly? DueOn { get; private set; }

    public string? Answer { get; private set; }

    public DateOnly? AnsweredOn { get; private set; }

    /// <summary>Code of the unit for which it was answered.</summary>
    public string? AnsweredBy { get; private set; }

    /// <summary>The obstacle that is handled in its place, or was until both were answered.</summary>
    public Guid? MainId { get; private set; }

    /// <summary>Hash of the content: tells a retry from another obstacle under the same id.</summary>
    public long RaisedHash { get; private set; }

    /// <summary>The steps taken since it was read; all of them where they were read too.</summary>
    public List<ObstacleStep> Steps { get; private set; } = [];

    /// <summary>Passes it on to the next level.</summary>
    /// <param name="next">Where it waits then; null where nobody stands above.</param>
    /// <param name="note">What the level below has to say.</param>
    /// <param name="by">Who does it.</param>
    public Refusal? Escalate(Waiting? next, string? note, StepTaker by)
    {
        if (WhyNotHandled() is { } refusal)
            return refusal;
        if (next is null)
            return new Refusal(ObstacleProblems.AtTheTop, "", Id);
        Wait(ObstacleStep.Escalated, next, note, by);
        return null;
    }

    /// <summary>Answers it for the unit at which it waits.</summary>
    public Refusal? Resolve(string answer, string unitCode, StepTaker by)
    {
        if (WhyNotHandled() is { } refusal)
            return refusal;
        TakeAnswer(answer, unitCode, by);
        return null;
    }

    /// <summary>Sends an answer back that did not help; it waits again where it was answered.</summary>
    public Refusal? Reopen(Waiting waiting, string reason, StepTaker by)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (Status != Answered)
            return new Refusal(ObstacleProblems.NotAnswered, "", Id);
        if (AnsweredOn!.Value.AddDays(ReopenWithinDays) is var last && by.Today > last)
            return new Refusal(ObstacleProblems.ReopenTooLate, "", Id, last);
        (Status, Answer, AnsweredOn, AnsweredBy, MainId) = (Open, null, null, null, null);
        Wait(ObstacleStep.Reopened, waiting, reason, by);
        return null;
    }

    /// <summary>Confirms that the answer helped: for good.</summary>
    public Refusal? Close(string unitCode, string? note, StepTaker by)
    {
        if (Status != Answered)
            return new Refusal(ObstacleProblems.NotAnswered, "", Id);
        Status = Closed;
        Add(ObstacleStep.Closed, unitCode, note, by);
        return null;
    }

    /// <summary>Takes it back: it counts for nothing any more.</summary>
    public Refusal? Withdraw(string unitCode, string reason, StepTaker by)
    {
        if (Status != Open)
            return new Refusal(ObstacleProblems.NotOpen, "", Id);
        (Status, DueOn, MainId) = (Withdrawn, null, null);
        Add(ObstacleStep.Withdrawn, unitCode, reason, by);
        return null;
    }

    /// <summary>Why no level can handle it now; null where one can.</summary>
    public Refusal? WhyNotHandled() =>
        Status != Open ? new Refusal(ObstacleProblems.NotOpen, "", Id)
        : MainId is not null ? new Refusal(ObstacleProblems.Joined, "", Id, MainId)
        : null;

    /// <summary>Lets another be handled in its place.</summary>
    internal void Join(Guid mainId, string unitCode, string? note, StepTaker by)
    {
        MainId = mainId;
        Add(ObstacleStep.Joined, unitCode, note, by);
    }

    /// <summary>Is handled by itself again, where its main obstacle waited.</summary>
    internal void Part(string unitCode, string? note, StepTaker by)
    {
        MainId = null;
        Add(ObstacleStep.Parted, unitCode, note, by);
    }

    /// <summary>Goes on record as the main one of a changed list of duplicates.</summary>
    internal void Lead(string unitCode, string? note, StepTaker by) => Add(ObstacleStep.Led, unitCode, note, by);

    internal void Wait(string kind, Waiting waiting, string? note, StepTaker by)
    {
        (Level, DueOn) = (waiting.Level, waiting.DueOn);
        Add(kind, waiting.UnitCode, note, by);
    }

    internal void TakeAnswer(string answer, string unitCode, StepTaker by)
    {
        (Status, DueOn) = (Answered, null);
        (Answer, AnsweredOn, AnsweredBy) = (answer, by.Today, unitCode);
        Add(ObstacleStep.Answered, unitCode, answer, by);
    }

    public ObstacleFact ToFact() => new(Id, Version, UnitId, RaisedOn, Cause, Status, Level, DueOn, AnsweredOn);

    private void Add(string kind, string unitCode, string? note, StepTaker by)
    {
        Version++;
        Steps.Add(new ObstacleStep(this, kind, unitCode, note, by));
    }
}
