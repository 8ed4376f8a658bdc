using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Registrations;

/// <summary>
/// The one way in for registrations. Writers of a session hold its row, so that seats are given out one after the other.
/// Who comes when all are taken waits, and moves up in the order of coming.
/// </summary>
public sealed class RegistrationWriter(TrainingDbContext db, TimeProvider clock)
{
    /// <summary>Registers what can be registered and says what became of each member, in order.</summary>
    /// <param name="session">The session, locked by the caller's transaction.</param>
    /// <param name="memberIds">The members, in the order in which they get seats.</param>
    /// <param name="members">What is known of them.</param>
    /// <param name="caller">Who registers them.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<IReadOnlyList<Outcome>> RegisterAsync(
        TrainingSession session,
        IReadOnlyList<Guid> memberIds,
        IReadOnlyDictionary<Guid, MemberCopy> members,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(memberIds);
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(caller);
        var known = await db
            .Registrations.Where(row => row.SessionId == session.Id && memberIds.Contains(row.MemberId))
            .ToDictionaryAsync(row => row.MemberId, cancellationToken);
        var seats = await FreeSeatsAsync(session, cancellationToken);
        var position =
            await db
                .Registrations.Where(row => row.SessionId == session.Id)
                .MaxAsync(row => (int?)row.Position, cancellationToken)
            ?? 0;
        var codes = new Queue<string>(await NewCodesAsync(session.Id, memberIds.Count, cancellationToken));
        var now = clock.GetUtcNow();
        return [.. memberIds.Select(Register)];

        Outcome Register(Guid memberId)
        {
            if (!members.TryGetValue(memberId, out var member))
                return new Refusal(RegistrationProblems.MemberUnknown, "memberId", memberId);
            if (!caller.MayTouch(member.UnitPath))
                return new Refusal(CommonProblems.UnitOutOfScope, "memberId", member.UnitPath.Split('/')[^1]);
            if (!member.IsInBeing(session.HeldOn))
                return new Refusal(RegistrationProblems.MemberNotInBeing, "memberId", memberId, session.HeldOn);
            if (!known.TryGetValue(memberId, out var registration))
            {
                known.Add(memberId, registration = new Registration(session.Id, memberId));
                db.Registrations.Add(registration);
            }
            else if (registration.Standing != Registration.Withdrawn)
                return new Outcome(IsNew: false);
            registration.Enter(seats-- > 0, ++position, codes.Dequeue(), caller.ClientId, now);
            return new Outcome(IsNew: true);
        }
    }

    /// <summary>Gives the seats that are free to those who have waited longest.</summary>
    public async Task MoveUpAsync(TrainingSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        // What the caller changed counts.
        await db.SaveChangesAsync(cancellationToken);
        var seats = await FreeSeatsAsync(session, cancellationToken);
        var waiting = await db
            .Registrations.Where(row => row.SessionId == session.Id && row.Standing == Registration.Waiting)
            .OrderBy(row => row.Position)
            .Take(Math.Max(0, seats))
            .ToListAsync(cancellationToken);
        waiting.ForEach(registration => registration.MoveUp());
    }

    private async Task<int> FreeSeatsAsync(TrainingSession session, CancellationToken cancellationToken) =>
        session.Capacity is { } capacity
            ? capacity
                - await db.Registrations.CountAsync(
                    row => row.SessionId == session.Id && row.Standing == Registration.Registered,
                    cancellationToken
                )
            : int.MaxValue;

    /// <summary>Codes that nobody else at the session has.</summary>
    private async Task<HashSet<string>> NewCodesAsync(Guid sessionId, int count, CancellationToken cancellationToken)
    {
        var codes = new HashSet<string>(count);
        while (codes.Count < count)
        {
            while (codes.Count < count)
                codes.Add(RegistrationCode.Create());
            string[] candidates = [.. codes];
            codes.ExceptWith(
                await db
                    .Registrations.Where(row => row.SessionId == sessionId && candidates.Contains(row.Code))
                    .Select(row => row.Code)
                    .ToListAsync(cancellationToken)
            );
        }
        return codes;
    }
}
