using CongNgheSo.Contracts.Training.V1;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>
/// Tells of sessions that are not when they were announced: in the organiser's province, and in that of everybody who was
/// invited or is registered.
/// </summary>
public sealed class SessionNotices(TrainingDbContext db, TimeProvider clock)
{
    public async Task TellRescheduledAsync(
        TrainingSession session,
        IReadOnlyList<DateOnly> formerDays,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(session);
        var organiser = UnitPath.Province(session.OrganiserPath);
        SessionReschedulingFact[] facts = [new(session.Id, session.Version, organiser, formerDays, session.Days)];
        foreach (var province in await ProvincesAsync(session, organiser, cancellationToken))
            db.Outbox.Add(OutboxMessage.From(new SessionRescheduled(clock.GetUtcNow(), facts), province));
    }

    public async Task TellCancelledAsync(TrainingSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var organiser = UnitPath.Province(session.OrganiserPath);
        SessionCancellationFact[] facts = [new(session.Id, session.Version, organiser, session.Days)];
        foreach (var province in await ProvincesAsync(session, organiser, cancellationToken))
            db.Outbox.Add(OutboxMessage.From(new SessionCancelled(clock.GetUtcNow(), facts), province));
    }

    private async Task<IEnumerable<string>> ProvincesAsync(
        TrainingSession session,
        string organiser,
        CancellationToken cancellationToken
    )
    {
        var provinces = await db
            .Database.SqlQuery<string>(
                $"""
                SELECT DISTINCT split_part(unit_path, '/', 2) AS "Value"
                FROM members
                WHERE id IN (
                    SELECT member_id FROM invitations WHERE session_id = {session.Id}
                    UNION ALL
                    SELECT member_id FROM registrations WHERE session_id = {session.Id} AND standing <> 'withdrawn'
                )
                """
            )
            .ToListAsync(cancellationToken);
        return provinces
            .Select(province => province.Length > 0 ? province : UnitPath.Nation)
            .Append(organiser)
            .Distinct();
    }
}
