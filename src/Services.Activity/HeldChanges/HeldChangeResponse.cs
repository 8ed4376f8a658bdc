using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Activity.Activities;

namespace CongNgheSo.Services.Activity.HeldChanges;

/// <summary>A correction or voiding that came before the version that it changes.</summary>
/// <param name="ActivityId">The activity that it changes.</param>
/// <param name="Version">The version that it changes, from its If-Match.</param>
/// <param name="State">held; applied; refused, with the reason; or expired, when the version did not come in time.</param>
/// <param name="Content">What the activity should say; null where it is to be voided.</param>
/// <param name="Reason">Why, as its sender says.</param>
/// <param name="ClientId">The client that sent it.</param>
/// <param name="Unit">Code of that client's unit, by which its right is judged once the activity's team is known.</param>
/// <param name="ReceivedAt">When it came (UTC).</param>
/// <param name="ExpiresAt">How long it waits at most (UTC).</param>
/// <param name="Refusal">Why it was refused; null where it was not.</param>
public sealed record HeldChangeResponse(
    Guid ActivityId,
    int Version,
    string State,
    ActivityContent? Content,
    string Reason,
    string ClientId,
    string Unit,
    DateTimeOffset ReceivedAt,
    DateTimeOffset ExpiresAt,
    FieldError? Refusal
)
{
    internal static HeldChangeResponse Of(HeldChange change, DateTimeOffset now) =>
        new(
            change.ActivityId,
            change.Version,
            change.StateAt(now),
            change.Content,
            change.Reason,
            change.ClientId,
            change.Unit,
            change.ReceivedAt,
            change.ExpiresAt,
            change.Refusal is { } refusal ? new FieldError(refusal.Field, refusal.Code, refusal.Text) : null
        );
}
