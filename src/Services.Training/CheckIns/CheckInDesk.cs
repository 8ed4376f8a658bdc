using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.Services.Training.Attendances;
using CongNgheSo.Services.Training.Registrations;
using CongNgheSo.Services.Training.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.CheckIns;

/// <summary>A part of a session to which a link opens the door.</summary>
public sealed record OpenDoor(CheckInLink Link, TrainingSession Session)
{
    public SessionPart Part => Session.Schedule[Link.Part - 1];
}

/// <summary>Somebody was checked in.</summary>
/// <param name="IsNew">False where they had been before.</param>
/// <param name="Counts">True where their attendance of the session counts by now.</param>
public sealed record CheckedIn(bool IsNew, bool Counts);

/// <summary>
/// Lets members in without a login: a link that is ours says for what, a code that only they know says who. Wrong codes are
/// counted by link, of whom nobody's address is kept.
/// </summary>
public sealed class CheckInDesk(
    TrainingDbContext db,
    CheckInKeys keys,
    AttendanceWriter attendances,
    TimeProvider clock
)
{
    /// <summary>
    /// A hall full of people may mistype; a code is one of a million millions. Whoever tries this many in a window finds
    /// one of a thousand in some hundred thousand years.
    /// </summary>
    public const int MostWrongCodes = 100;
    private const int WindowMinutes = 10;
    private const int OpensMinutesBefore = 60;

    /// <summary>The part that a link stands for, where it opens now; or why it does not.</summary>
    /// <param name="text">The link's signed text, as it came.</param>
    /// <param name="lockIt">Keep others from changing the session until the transaction ends.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(OpenDoor?, Refusal?)> OpenAsync(string? text, bool lockIt, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (CheckInTicket.Read(text, keys) is not { } ticket)
            return (null, new Refusal(CheckInProblems.LinkInvalid, "link"));
        if (ticket.ExpiresAt <= now)
            return (null, new Refusal(CheckInProblems.LinkExpired, "link"));
        var sessions = lockIt
            ? db.Sessions.FromSql($"SELECT * FROM training_sessions WHERE id = {ticket.SessionId} FOR UPDATE")
            : db.Sessions.Where(row => row.Id == ticket.SessionId);
        var session = (await sessions.AsNoTracking().ToListAsync(cancellationToken)).SingleOrDefault();
        var link = await db
            .CheckInLinks.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == ticket.LinkId, cancellationToken);
        if (session is null || link is null)
            return (null, new Refusal(CheckInProblems.LinkInvalid, "link"));
        var problem =
            session.IsCancelled ? CheckInProblems.SessionCancelled
            : link.RevokedAt is not null ? CheckInProblems.LinkRevoked
            : link.ScheduleNumber != session.ScheduleNumber ? CheckInProblems.SessionRescheduled
            : session.IsConfirmed ? CheckInProblems.SessionConfirmed
            : null;
        if (problem is not null)
            return (null, new Refusal(problem, "link"));
        var door = new OpenDoor(link, session);
        return door.Part.BeginsAt() > now.AddMinutes(OpensMinutesBefore)
            ? (null, new Refusal(CheckInProblems.NotOpenYet, "link", OpensMinutesBefore))
            : (door, null);
    }

    /// <summary>Records whoever has the code as present at the link's part; or says why not.</summary>
    public async Task<(CheckedIn?, Refusal?)> CheckInAsync(
        string? text,
        string? typed,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (door, refusal) = await OpenAsync(text, lockIt: true, cancellationToken);
        if (door is null)
            return (null, refusal);
        if (IsHeldBack(door.Link))
            return (null, new Refusal(CheckInProblems.TooManyAttempts, "code", WindowMinutes));
        var code = RegistrationCode.Read(typed);
        var registration = code is null
            ? null
            : await db
                .Registrations.AsNoTracking()
                .SingleOrDefaultAsync(row => row.SessionId == door.Session.Id && row.Code == code, cancellationToken);
        if (registration is null)
        {
            await CountWrongCodeAsync(door.Link.Id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return (null, new Refusal(CheckInProblems.CodeUnknown, "code"));
        }
        if (registration.Standing != Registration.Registered)
            return (null, new Refusal(CheckInProblems.NoSeat, "code"));
        var member = await db
            .Members.AsNoTracking()
            .Where(row => row.Id == registration.MemberId)
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        AttendanceRow[] rows = [new(registration.MemberId, Attended: true, [door.Link.Part])];
        var outcome = (await attendances.WriteAsync(door.Session, rows, member, caller: null, cancellationToken))[0];
        if (outcome.Refusal is not null)
            return (null, new Refusal(CheckInProblems.NotPossible, "code"));
        await db.SaveChangesAsync(cancellationToken);
        var counts = await db
            .Attendances.Where(row => row.SessionId == door.Session.Id && row.MemberId == registration.MemberId)
            .Select(row => row.Counts)
            .SingleAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (new CheckedIn(outcome.IsNew, counts), null);
    }

    private bool IsHeldBack(CheckInLink link) =>
        link.WrongCodes >= MostWrongCodes && link.WrongSince > clock.GetUtcNow().AddMinutes(-WindowMinutes);

    private Task<int> CountWrongCodeAsync(Guid linkId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var windowBegan = now.AddMinutes(-WindowMinutes);
        return db.Database.ExecuteSqlAsync(
            $"""
            UPDATE check_in_links SET
                wrong_codes = CASE WHEN wrong_since > {windowBegan} THEN wrong_codes + 1 ELSE 1 END,
                wrong_since = CASE WHEN wrong_since > {windowBegan} THEN wrong_since ELSE {now} END
            WHERE id = {linkId}
            """,
            cancellationToken
        );
    }
}
