using System.Text.RegularExpressions;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Training.Topics;

/// <summary>What entries are of.</summary>
public static class TrainingEntryKinds
{
    public const string Topic = "topic";
    public const string Organisation = "organisation";

    public static readonly string[] All = [Topic, Organisation];
}

/// <summary>
/// What codes look like. The nation's begin with a letter, a province's with its own code and a dot, so that none is ever
/// the other's.
/// </summary>
public static partial class TrainingEntryCodes
{
    public const int Longest = 64;

    /// <summary>True where <paramref name="unit"/> may call an entry so.</summary>
    public static bool Fits(string code, string unit)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Length > Longest)
            return false;
        if (unit == UnitPath.Nation)
            return Own().IsMatch(code) && char.IsAsciiLetter(code[0]);
        return code.StartsWith($"{unit}.", StringComparison.Ordinal) && Own().IsMatch(code[(unit.Length + 1)..]);
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Own();
}
