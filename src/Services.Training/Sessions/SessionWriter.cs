using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Attendances;
using CongNgheSo.Services.Training.Registrations;
using CongNgheSo.Services.Training.Topics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>
/// Changes a session together with what depends on it: attendances, seats, notices. The session is locked by the caller's
/// transaction, who saves and commits.
/// </summary>
public sealed class SessionWriter(
    TrainingDbContext db,
    TrainingTopics topics,
    AttendanceWriter attendances,
    RegistrationWriter registrations,
    SessionNotices notices,
    TimeProvider clock
)
{
    /// <summary>Makes the session say something else; or tells why it cannot.</summary>
    /// <param name="session">The session, neither cancelled nor saying this already.</param>
    /// <param name="content">What it shall say.</param>
    /// <param name="reason">Why, where its times change.</param>
    /// <param name="caller">Who changes it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<ProblemHttpResult?> ChangeAsync(
        TrainingSession session,
        SessionContent content,
        string? reason,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session.IsConfirmed)
            return SessionProblems.Confirmed.Result(session.Id);
        var (plan, problem) = await db.JudgeAsync(content, topics.Current, caller, clock, cancellationToken);
        if (plan is null)
            return problem!;
        var former = session.Days;
        var isRescheduled = session.Change(content, plan, reason);
        if (await IsAttendedBeforeItsTimeAsync(session, cancellationToken))
            return SessionProblems.HasAttendance.Result(session.Id);
        await attendances.FollowAsync(session, cancellationToken);
        await registrations.MoveUpAsync(session, cancellationToken);
        if (isRescheduled)
            await notices.TellRescheduledAsync(session, former, cancellationToken);
        return null;
    }

    /// <summary>Cancels the session for good. Registrations stay as they are, for whoever has to be told.</summary>
    public async Task CancelAsync(TrainingSession session, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        session.Cancel(reason);
        await attendances.FollowAsync(session, cancellationToken);
        await notices.TellCancelledAsync(session, cancellationToken);
    }

    /// <summary>True where members attended a part that, as the session now stands, is yet to come or does not exist.</summary>
    private Task<bool> IsAttendedBeforeItsTimeAsync(TrainingSession session, CancellationToken cancellationToken)
    {
        var today = clock.Today();
        var held = Enumerable
            .Range(1, session.Schedule.Count)
            .Where(number => session.Schedule[number - 1].Day <= today)
            .ToArray();
        return db
            .Attendances.FromSql($"SELECT * FROM attendances WHERE session_id = {session.Id} AND NOT parts <@ {held}")
            .AnyAsync(cancellationToken);
    }
}
