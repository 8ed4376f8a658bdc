using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Training.Registrations;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Invitations;

/// <summary>A member asked to come to a session.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="Rule">The rule by which they were found first.</param>
/// <param name="InvitedAt">When (UTC).</param>
/// <param name="Standing">"registered", "waiting" or "withdrawn"; null where they never registered.</param>
public sealed record InvitationResponse(Guid MemberId, string Rule, DateTimeOffset InvitedAt, string? Standing);

public static class ListInvitations
{
    private static readonly Dictionary<string, string> RuleNames = new()
    {
        [InvitationRule.Roles] = "Theo vai trò",
        [InvitationRule.Untrained] = "Chưa tập huấn",
        [InvitationRule.NeedsTopic] = "Chưa học chuyên đề",
        [InvitationRule.Required] = "Theo yêu cầu bắt buộc",
        [InvitationRule.List] = "Theo danh sách",
    };

    internal static readonly ExportColumn<InvitationResponse>[] Columns =
    [
        new("Mã định danh thành viên", "Member id", invitation => invitation.MemberId),
        new("Quy tắc mời", "Rule", invitation => RuleNames.Named(invitation.Rule)),
        new("Ngày mời", "Invited on", invitation => invitation.InvitedAt.DayInVietnam()),
        new(
            "Tình trạng đăng ký",
            "Registration",
            invitation => ListRegistrations.StandingNames.Named(invitation.Standing)
        ),
    ];

    /// <summary>Lists who is invited to a session, of the members within the caller's unit, in the order of their ids.</summary>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Results<Ok<Page<InvitationResponse>>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var (session, problem) = await db.FindSessionAsync(id, caller, clock, lockIt: false, cancellationToken);
        if (session is null)
            return problem!;
        var members = db.Members.Where(member => UnitPath.IsWithin(member.UnitPath, caller.Unit));
        var invitations = db
            .Invitations.AsNoTracking()
            .Where(row => row.SessionId == id && members.Any(member => member.Id == row.MemberId));
        if (Paging.Read<InvitationKey>(cursor) is { } after)
            invitations = invitations.Where(row => row.MemberId.CompareTo(after.MemberId) > 0);
        IReadOnlyList<InvitationResponse> items = await invitations
            .OrderBy(row => row.MemberId)
            .Take(Paging.Take(limit))
            .Select(row => new InvitationResponse(
                row.MemberId,
                row.Rule,
                row.InvitedAt,
                db.Registrations.Where(seat => seat.SessionId == id && seat.MemberId == row.MemberId)
                    .Select(seat => seat.Standing)
                    .FirstOrDefault()
            ))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(items.ToPage(limit, item => new InvitationKey(item.MemberId)));
    }

    private sealed record InvitationKey(Guid MemberId);
}
