namespace CongNgheSo.ServiceDefaults.Identity;

/// <summary>What a token can allow. Every service checks its own.</summary>
public static class Scopes
{
    public const string RegistryRead = "registry.read";
    public const string RegistryWrite = "registry.write";

    /// <summary>Change the national catalogue of units, which concerns everybody.</summary>
    public const string CatalogueWrite = "catalogue.write";

    /// <summary>Read members' names, with phone numbers masked.</summary>
    public const string MembersRead = "members.read";

    /// <summary>Read members' phone numbers whole, where names may be read.</summary>
    public const string MembersPhones = "members.phones";

    /// <summary>Read who has read members' names and phone numbers.</summary>
    public const string MembersAudit = "members.audit";
    public const string ActivityRead = "activity.read";
    public const string ActivityWrite = "activity.write";

    /// <summary>Change what activities can say: forms, topics, audiences, outcomes, and their bounds.</summary>
    public const string ActivityCatalogue = "activity.catalogue";

    /// <summary>Judge what others recorded or proposed: flagged activities, initiatives.</summary>
    public const string ActivityReview = "activity.review";

    /// <summary>Set plans and targets.</summary>
    public const string PlansWrite = "plans.write";
    public const string TrainingRead = "training.read";
    public const string TrainingWrite = "training.write";

    /// <summary>Change what training can be about, and who must have it.</summary>
    public const string TrainingCatalogue = "training.catalogue";

    /// <summary>Read and maintain the questions of quizzes, with their right answers.</summary>
    public const string TrainingQuestions = "training.questions";

    /// <summary>Issue and revoke certificates.</summary>
    public const string CertificatesWrite = "certificates.write";
    public const string ReportingRead = "reporting.read";

    /// <summary>Write and submit a unit's periodic reports.</summary>
    public const string ReportsWrite = "reports.write";

    /// <summary>Accept, return and reopen the reports of the units below.</summary>
    public const string ReportsReview = "reports.review";

    /// <summary>Define what is reported periodically, and by when.</summary>
    public const string ReportsDefine = "reports.define";

    /// <summary>Have all totals compared with the facts, and rebuilt from them.</summary>
    public const string TotalsCheck = "totals.check";

    /// <summary>Assign and dismiss findings of data quality, and have figures looked through.</summary>
    public const string FindingsWrite = "findings.write";

    /// <summary>Create and revoke API clients.</summary>
    public const string ClientsWrite = "clients.write";

    public static IReadOnlyList<string> All { get; } =
    [
        RegistryRead,
        RegistryWrite,
        CatalogueWrite,
        MembersRead,
        MembersPhones,
        MembersAudit,
        ActivityRead,
        ActivityWrite,
        ActivityCatalogue,
        ActivityReview,
        PlansWrite,
        TrainingRead,
        TrainingWrite,
        TrainingCatalogue,
        TrainingQuestions,
        CertificatesWrite,
        ReportingRead,
        ReportsWrite,
        ReportsReview,
        ReportsDefine,
        TotalsCheck,
        FindingsWrite,
        ClientsWrite,
    ];
}
