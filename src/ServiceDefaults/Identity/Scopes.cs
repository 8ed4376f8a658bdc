namespace CongNgheSo.ServiceDefaults.Identity;

/// <summary>What a token can allow. Every service checks its own.</summary>
public static class Scopes
{
    public const string RegistryRead = "registry.read";
    public const string RegistryWrite = "registry.write";

    /// <summary>Change the national catalogue of units, which concerns everybody.</summary>
    public const string CatalogueWrite = "catalogue.write";

    /// <summary>Read members' names and phone numbers.</summary>
    public const string MembersRead = "members.read";
    public const string ActivityRead = "activity.read";
    public const string ActivityWrite = "activity.write";
    public const string TrainingRead = "training.read";
    public const string TrainingWrite = "training.write";
    public const string ReportingRead = "reporting.read";

    /// <summary>Create and revoke API clients.</summary>
    public const string ClientsWrite = "clients.write";

    public static IReadOnlyList<string> All { get; } =
    [
        RegistryRead,
        RegistryWrite,
        CatalogueWrite,
        MembersRead,
        ActivityRead,
        ActivityWrite,
        TrainingRead,
        TrainingWrite,
        ReportingRead,
        ClientsWrite,
    ];
}
