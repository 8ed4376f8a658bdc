using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.CheckIns;

/// <summary>Makes links out of what is kept of them. Only the organiser has them.</summary>
public sealed class CheckInLinks(
    TrainingDbContext db,
    CheckInKeys keys,
    PublicAddress address,
    Caller caller,
    TimeProvider clock,
    IHttpContextAccessor accessor
)
{
    /// <summary>Path of the page that a link opens.</summary>
    public const string PagePath = "/v1/check-ins/page";

    public string Url(CheckInLink link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return address.Of(accessor.HttpContext!.Request, $"{PagePath}?link={link.Ticket.Sign(keys)}");
    }

    public CheckInLinkResponse Response(CheckInLink link, TrainingSession session)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(session);
        var isOpen =
            link.RevokedAt is null
            && link.ExpiresAt > clock.GetUtcNow()
            && link.ScheduleNumber == session.ScheduleNumber
            && !session.IsCancelled
            && !session.IsConfirmed;
        return new CheckInLinkResponse(
            link.Id,
            link.SessionId,
            link.Part,
            link.ExpiresAt,
            Url(link),
            isOpen,
            link.RevokedAt
        );
    }

    /// <summary>A link of a session that the caller may act for, tracked; or why they cannot have it.</summary>
    public async Task<(CheckInLink?, TrainingSession?, ProblemHttpResult?)> FindAsync(
        Guid sessionId,
        Guid linkId,
        CancellationToken cancellationToken
    )
    {
        var (session, problem) = await db.FindOwnSessionAsync(sessionId, caller, clock, cancellationToken);
        if (session is null)
            return (null, null, problem);
        var link = await db.CheckInLinks.SingleOrDefaultAsync(
            row => row.Id == linkId && row.SessionId == sessionId,
            cancellationToken
        );
        return link is null ? (null, null, CheckInProblems.LinkNotFound.Result(linkId)) : (link, session, null);
    }
}
