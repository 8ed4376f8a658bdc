using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.Members;

public static class EraseMember
{
    /// <summary>Erases a member's name, phone number, year of birth and sex, for good.</summary>
    /// <remarks>
    /// Role, background and days stay, and with them every count; they go on being a member until they leave. Erasing again
    /// answers as before.
    /// </remarks>
    public static Task<Results<Ok<MemberStanding>, ProblemHttpResult>> Handle(
        Guid id,
        Guid memberId,
        HttpResponse response,
        MemberChange change,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) =>
        change.ApplyAsync(
            id,
            memberId,
            response,
            (member, _) =>
            {
                member.Erase(clock.Today());
                return null;
            },
            cancellationToken
        );
}
