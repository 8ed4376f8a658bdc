using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.Plans;

/// <summary>Where a plan stands in its life.</summary>
internal static class PlanStatus
{
    /// <summary>Seen and changed by those who may write it; counts for nothing.</summary>
    public const string Draft = "draft";

    /// <summary>Seen by all below, and measured.</summary>
    public const string Issued = "issued";

    /// <summary>Over; its targets still say what was to be reached.</summary>
    public const string Ended = "ended";

    /// <summary>Taken back, with its targets.</summary>
    public const string Withdrawn = "withdrawn";

    public static readonly string[] All = [Draft, Issued, Ended, Withdrawn];

    /// <summary>What an official reads.</summary>
    public static string NameOf(string status) =>
        (status, BilingualError.WantsEnglish) switch
        {
            (Draft, false) => "Dự thảo",
            (Issued, false) => "Đã ban hành",
            (Ended, false) => "Đã kết thúc",
            (Withdrawn, false) => "Đã thu hồi",
            (Draft, _) => "Draft",
            (Issued, _) => "Issued",
            (Ended, _) => "Ended",
            _ => "Withdrawn",
        };
}

/// <summary>What plans are.</summary>
internal static class PlanKinds
{
    public const string Plan = "plan";
    public const string Theme = "theme";

    public static readonly string[] All = [Plan, Theme];

    /// <summary>What an official reads.</summary>
    public static string NameOf(string kind) =>
        (kind, BilingualError.WantsEnglish) switch
        {
            (Plan, false) => "Kế hoạch",
            (Theme, false) => "Chủ đề",
            (Plan, _) => "Plan",
            _ => "Theme",
        };
}
