using CongNgheSo.ServiceDefaults.Bulk;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <summary>An obstacle and the open ones that are handled with it: what befalls the main one befalls all.</summary>
/// <param name="main">The obstacle.</param>
/// <param name="duplicates">The open ones that were joined to it.</param>
public sealed class ObstacleGroup(Obstacle main, IReadOnlyList<Obstacle> duplicates)
{
    public const int MostDuplicates = 500;

    public Obstacle Main => main;

    public IReadOnlyList<Obstacle> Duplicates => duplicates;

    public Refusal? Escalate(Waiting? next, string? note, StepTaker by)
    {
        if (main.Escalate(next, note, by) is { } refusal)
            return refusal;
        foreach (var duplicate in duplicates)
            duplicate.Wait(ObstacleStep.Escalated, next!, note, by);
        return null;
    }

    public Refusal? Resolve(string answer, string unitCode, StepTaker by)
    {
        if (main.Resolve(answer, unitCode, by) is { } refusal)
            return refusal;
        foreach (var duplicate in duplicates)
            duplicate.TakeAnswer(answer, unitCode, by);
        return null;
    }

    /// <summary>Takes the main one back; the others wait on by themselves.</summary>
    public Refusal? Withdraw(string unitCode, string reason, StepTaker by)
    {
        if (main.Withdraw(unitCode, reason, by) is { } refusal)
            return refusal;
        foreach (var duplicate in duplicates)
            duplicate.Part(unitCode, reason, by);
        return null;
    }

    /// <summary>Makes these the duplicates, and no others; where they are already nothing happens.</summary>
    /// <param name="wanted">All that shall be handled with the main one; they wait where it does.</param>
    /// <param name="leading">Those of them that have duplicates of their own.</param>
    /// <param name="unitCode">Code of the unit at which all of them wait.</param>
    /// <param name="note">Why.</param>
    /// <param name="by">Who does it.</param>
    public Refusal? SetDuplicates(
        IReadOnlyList<Obstacle> wanted,
        IReadOnlyCollection<Guid> leading,
        string unitCode,
        string? note,
        StepTaker by
    )
    {
        if (main.WhyNotHandled() is { } notMain)
            return notMain;
        var joining = wanted.Except(duplicates).ToList();
        var parting = duplicates.Except(wanted).ToList();
        foreach (var obstacle in joining)
        {
            if (obstacle == main)
                return new Refusal(ObstacleProblems.DuplicateOfItself, "ids", main.Id);
            if (obstacle.WhyNotHandled() is { } refusal)
                return refusal with { Field = "ids" };
            if (leading.Contains(obstacle.Id))
                return new Refusal(ObstacleProblems.HasDuplicates, "ids", obstacle.Id);
        }
        if (joining.Count + parting.Count == 0)
            return null;
        main.Lead(unitCode, note, by);
        foreach (var obstacle in joining)
            obstacle.Join(main.Id, unitCode, note, by);
        foreach (var obstacle in parting)
            obstacle.Part(unitCode, note, by);
        return null;
    }
}
