namespace CongNgheSo.Contracts;

/// <summary>Stable codes of the figures that the platform keeps for every unit and day.</summary>
public static class IndicatorCodes
{
    /// <summary>Activities recorded (flow).</summary>
    public const string Activities = "activities";

    /// <summary>People guided (flow); <c>people-guided.{topic}</c> is the same by topic.</summary>
    public const string PeopleGuided = "people-guided";

    /// <summary>Households reached (flow).</summary>
    public const string Households = "households";

    /// <summary>Teams in being (stock).</summary>
    public const string Teams = "teams";

    /// <summary>Members in teams (stock).</summary>
    public const string Members = "members";

    /// <summary>
    /// Distinct members who attended at least one training session (stock); <c>members-trained.{topic}</c> is the same by topic.
    /// </summary>
    public const string MembersTrained = "members-trained";

    /// <summary>What the codes of members trained in a topic begin with.</summary>
    public const string MembersTrainedIn = $"{MembersTrained}.";

    /// <summary>Attendances at training sessions (flow).</summary>
    public const string Attendances = "attendances";

    /// <summary>Obstacles raised and not withdrawn (flow); <c>obstacles.{cause}</c> is the same by cause.</summary>
    public const string Obstacles = "obstacles";

    /// <summary>Obstacles answered, on the day of the answer (flow).</summary>
    public const string ObstaclesAnswered = "obstacles-answered";

    /// <summary>Figures that stand at a level and are read at the end of a period; all others are summed over it.</summary>
    public static IReadOnlySet<string> Stocks { get; } = new HashSet<string> { Teams, Members, MembersTrained };

    /// <summary>True for a stock, and for a part of one (<c>members-trained.portals</c>).</summary>
    public static bool IsStock(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Stocks.Contains(code) || code.StartsWith(MembersTrainedIn, StringComparison.Ordinal);
    }
}
