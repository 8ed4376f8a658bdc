using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.Members;

/// <summary>A member as they now are.</summary>
/// <param name="FullName">Full name in one field, up to 100 characters.</param>
/// <param name="Phone">
/// Mobile number; +84, spaces, dots and a lost leading zero are accepted. The number as it was read, masked, leaves it as it is.
/// </param>
/// <param name="Role">"leader", "deputy" or "member".</param>
/// <param name="Background">Code of the background, as when adding a member.</param>
/// <param name="JoinedOn">First day; as it was where absent.</param>
/// <param name="BirthYear">Year of birth.</param>
/// <param name="Sex">"female" or "male".</param>
public sealed record ChangeMemberRequest(
    string? FullName,
    string? Phone,
    string? Role,
    string? Background,
    DateOnly? JoinedOn,
    int? BirthYear,
    string? Sex
) : IMemberContentFields;

public sealed class ChangeMemberRules : AbstractValidator<ChangeMemberRequest>
{
    public ChangeMemberRules(TimeProvider clock) => MemberContentRules.AddTo(this, clock);
}

public static class ChangeMember
{
    /// <summary>Replaces what is known of a member.</summary>
    /// <remarks>
    /// If-Match names the version being changed; sending the same change again answers as before. 409 when they have left or were
    /// erased, when a composition policy refuses it, or a masked number is not theirs.
    /// </remarks>
    public static async Task<Results<Ok<MemberStanding>, ProblemHttpResult>> Handle(
        Guid id,
        Guid memberId,
        ChangeMemberRequest request,
        HttpContext http,
        MemberChange change,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        return await change.ApplyAsync(
            id,
            memberId,
            http.Response,
            (member, team) =>
            {
                if (member.ErasedOn is not null)
                    return MemberProblems.Erased.Result(memberId);
                var content = request.ToContent(member.JoinedOn);
                if (PhoneNumber.IsMasked(request.Phone))
                {
                    if (member.Phone is null || PhoneNumber.Mask(member.Phone) != request.Phone)
                        return MemberProblems.MaskOfAnother.Result();
                    content = content with { Phone = member.Phone };
                }
                // A retry whose first try arrived finds its own work done.
                if (member.Version == expected + 1 && member.Content == content)
                    return null;
                if (member.Version != expected)
                    return CommonProblems.VersionStale.Result(member.Version);
                if (member.LeftOn is not null)
                    return MemberProblems.HasLeft.Result(memberId);
                if (content.JoinedOn < team.EstablishedOn)
                    return MemberProblems.JoinedBeforeTeam.Result(team.EstablishedOn);
                // What changes nothing makes no version.
                if (member.Content != content)
                    member.Change(content, clock.Today());
                return null;
            },
            cancellationToken
        );
    }
}
