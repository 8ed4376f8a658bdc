namespace CongNgheSo.Contracts;

/// <summary>Stable codes of the figures that units are measured by.</summary>
public static class ReferenceFigures
{
    /// <summary>Residents.</summary>
    public const string Population = "population";

    /// <summary>Residents who are 15 years old or older.</summary>
    public const string ResidentsAgedFifteenOrMore = "residents-15-plus";

    /// <summary>Households of residents.</summary>
    public const string Households = "households";

    public static IReadOnlyList<string> All { get; } = [Population, ResidentsAgedFifteenOrMore, Households];
}
