using System.Collections.Frozen;

namespace CongNgheSo.Services.Training.Programmes;

/// <summary>One entry of the catalogue.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Vi">Name in Vietnamese.</param>
/// <param name="En">Name in English.</param>
public sealed record TrainingCatalogueEntry(string Code, string Vi, string En);

/// <summary>What nobody can add to: for whom training is (the roles that Registry knows) and how it is held.</summary>
public static class TrainingCatalogue
{
    public const string InPerson = "in-person";
    public const string Online = "online";

    public static IReadOnlyList<TrainingCatalogueEntry> Roles { get; } =
    [new("leader", "Tổ trưởng", "Leader"), new("deputy", "Tổ phó", "Deputy"), new("member", "Thành viên", "Member")];

    public static IReadOnlyList<TrainingCatalogueEntry> Modes { get; } =
    [new(InPerson, "Trực tiếp", "In person"), new(Online, "Trực tuyến", "Online")];

    internal static readonly Dictionary<string, string> RoleNames = Roles.ToDictionary(
        role => role.Code,
        role => role.Vi
    );
    internal static readonly FrozenSet<string> RoleCodes = Codes(Roles);
    internal static readonly FrozenSet<string> ModeCodes = Codes(Modes);

    private static FrozenSet<string> Codes(IReadOnlyList<TrainingCatalogueEntry> entries) =>
        entries.Select(entry => entry.Code).ToFrozenSet();
}
