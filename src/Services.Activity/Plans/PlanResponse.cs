namespace CongNgheSo.Services.Activity.Plans;

/// <summary>A plan or a theme.</summary>
/// <param name="Id">Id of the plan.</param>
/// <param name="Version">1 when created; each change adds one. Also the ETag.</param>
/// <param name="UnitCode">Code of the unit that it belongs to; of a team's plan, of the unit that the team served then.</param>
/// <param name="UnitName">Full name of that unit.</param>
/// <param name="TeamId">The team that it belongs to; null where it is the unit's.</param>
/// <param name="Kind">"plan" or "theme".</param>
/// <param name="KindName">The kind in the reader's language.</param>
/// <param name="Status">"draft", "issued", "ended" or "withdrawn".</param>
/// <param name="StatusName">The status in the reader's language.</param>
/// <param name="Title">Title.</param>
/// <param name="From">First day of its period.</param>
/// <param name="To">Last day of its period.</param>
/// <param name="Text">What it says beside its items.</param>
/// <param name="Topics">Codes of the topics that it is about.</param>
/// <param name="Outcomes">Codes of the outcomes that it is about.</param>
/// <param name="Items">What is to be done.</param>
/// <param name="DocumentNumber">Number of the document that issued it; null while it is a draft.</param>
/// <param name="IssuedOn">Day of that document.</param>
/// <param name="Reason">Why it ended or was withdrawn.</param>
/// <param name="ClosedOn">The day on which it was ended or withdrawn.</param>
public sealed record PlanResponse(
    Guid Id,
    int Version,
    string UnitCode,
    string UnitName,
    Guid? TeamId,
    string Kind,
    string KindName,
    string Status,
    string StatusName,
    string Title,
    DateOnly From,
    DateOnly To,
    string? Text,
    IReadOnlyList<string> Topics,
    IReadOnlyList<string> Outcomes,
    IReadOnlyList<PlanItem> Items,
    string? DocumentNumber,
    DateOnly? IssuedOn,
    string? Reason,
    DateOnly? ClosedOn
)
{
    internal static PlanResponse Of(Plan plan, string unitCode, string unitName) =>
        new(
            plan.Id,
            plan.Version,
            unitCode,
            unitName,
            plan.TeamId,
            plan.Kind,
            PlanKinds.NameOf(plan.Kind),
            plan.Status,
            PlanStatus.NameOf(plan.Status),
            plan.Title,
            plan.FirstDay,
            plan.LastDay,
            plan.Text,
            plan.Topics,
            plan.Outcomes,
            plan.Items,
            plan.DocumentNumber,
            plan.IssuedOn,
            plan.Reason,
            plan.ClosedOn
        );
}
