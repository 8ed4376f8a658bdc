using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Training.Registrations;

/// <summary>A member's seat at a session, or place in the queue for one.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="MemberId">The member.</param>
/// <param name="Version">1 when first registered; each change adds one.</param>
/// <param name="Standing">"registered", "waiting" or "withdrawn".</param>
/// <param name="Position">Order of coming, from 1.</param>
/// <param name="Code">What the member says at check-in; only for tokens that allow training.write.</param>
/// <param name="RegisteredAt">When (UTC).</param>
public sealed record RegistrationResponse(
    Guid SessionId,
    Guid MemberId,
    int Version,
    string Standing,
    int Position,
    string? Code,
    DateTimeOffset RegisteredAt
)
{
    internal static RegistrationResponse Of(Registration registration, Caller caller) =>
        new(
            registration.SessionId,
            registration.MemberId,
            registration.Version,
            registration.Standing,
            registration.Position,
            caller.Scopes.Contains(Scopes.TrainingWrite) ? RegistrationCode.Written(registration.Code) : null,
            registration.RegisteredAt
        );
}
