using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Teams;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.Members;

/// <param name="LeftOn">First day on which they are no longer in the team; not in the future.</param>
public sealed record MemberDepartureRequest(DateOnly? LeftOn);

public sealed class MemberDepartureRules : AbstractValidator<MemberDepartureRequest>
{
    public MemberDepartureRules(TimeProvider clock) =>
        RuleFor(request => request.LeftOn)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(day => TeamContentRules.IsInRange(day!.Value, clock))
            .WithProblem(MemberProblems.DateOutOfRange);
}

public static class MemberDeparture
{
    /// <summary>Lets a member leave the team.</summary>
    /// <remarks>Sending the same departure again answers as before; 409 when they left on another day.</remarks>
    public static Task<Results<Ok<MemberStanding>, ProblemHttpResult>> Handle(
        Guid id,
        Guid memberId,
        MemberDepartureRequest request,
        HttpResponse response,
        MemberChange change,
        CancellationToken cancellationToken
    ) =>
        change.ApplyAsync(
            id,
            memberId,
            response,
            (member, _) =>
            {
                if (member.LeftOn is not null)
                    return member.LeftOn == request.LeftOn ? null : MemberProblems.HasLeft.Result(memberId);
                if (request.LeftOn <= member.JoinedOn)
                    return MemberProblems.LeftBeforeJoined.Result(member.JoinedOn);
                member.Leave(request.LeftOn!.Value);
                return null;
            },
            cancellationToken
        );
}
