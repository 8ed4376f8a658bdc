using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Invitations;

/// <summary>Who a rule means, whatever teams a person was in before, among the members of a unit and of all below it who are in being on a day.</summary>
internal static class InvitationCandidates
{
    public static IQueryable<MemberCopy> Find(
        TrainingDbContext db,
        InviteMembersRequest rule,
        IReadOnlyList<Guid>? needing,
        string unit,
        DateOnly day
    )
    {
        var members = db
            .Members.AsNoTracking()
            .Where(member => UnitPath.IsWithin(member.UnitPath, unit))
            .Where(member => member.JoinedOn <= day && (member.LeftOn == null || member.LeftOn > day));
        if (rule.Roles is { Count: > 0 } roles)
            members = members.Where(member => roles.Contains(member.Role));
        return rule.Rule switch
        {
            InvitationRule.Untrained => members.Where(member =>
                !db.Members.Any(same =>
                    same.PersonId == member.PersonId && db.Attendances.Any(row => row.MemberId == same.Id && row.Counts)
                )
            ),
            InvitationRule.NeedsTopic => members.Where(member =>
                !db.Members.Any(same =>
                    same.PersonId == member.PersonId
                    && db.Attendances.Any(row =>
                        row.MemberId == same.Id
                        && row.Counts
                        && db.Sessions.Any(session =>
                            session.Id == row.SessionId && session.Topics.Contains(rule.Topic!)
                        )
                    )
                )
            ),
            InvitationRule.Required => members.Where(member => needing!.Contains(member.Id)),
            _ => members,
        };
    }
}
