using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Topics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>Whether a session can be as it is described, and whether the caller may hold or see it.</summary>
internal static class SessionJudgement
{
    /// <summary>What the content stands for where all is well; or what is wrong.</summary>
    public static async Task<(SessionPlan?, ProblemHttpResult?)> JudgeAsync(
        this TrainingDbContext db,
        SessionContent content,
        TopicsSnapshot topics,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var today = clock.Today();
        var organiser = await db.FindUnitAsync(content.OrganiserUnit, today, cancellationToken);
        if (organiser is null)
            return (null, SessionProblems.UnitUnknown.Result(content.OrganiserUnit));
        if (!caller.MayTouch(organiser.Path))
            return (null, CommonProblems.UnitOutOfScope.Result(content.OrganiserUnit));
        var known = await db
            .Units.Where(unit => content.CoOrganisers.Contains(unit.Code))
            .Where(unit => unit.ValidFrom <= today && (unit.ValidTo == null || unit.ValidTo > today))
            .Select(unit => unit.Code)
            .ToListAsync(cancellationToken);
        if (content.CoOrganisers.Except(known).FirstOrDefault() is { } unknown)
            return (null, SessionProblems.UnitUnknown.Result(unknown));
        var programme = await db.Programmes.FindAsync([content.ProgrammeId], cancellationToken);
        if (programme is null || !IsOffered(programme, organiser))
            return (null, SessionProblems.ProgrammeUnknown.Result(content.ProgrammeId));
        return programme.IsInForce(content.HeldOn)
            ? Name(content, programme, organiser, topics)
            : (null, SessionProblems.ProgrammeNotInForce.Result(content.ProgrammeId, content.HeldOn));
    }

    /// <summary>A session names what is in force on its day; without topics of its own it takes what is left of the programme's.</summary>
    private static (SessionPlan?, ProblemHttpResult?) Name(
        SessionContent content,
        Programme programme,
        UnitAt organiser,
        TopicsSnapshot topics
    )
    {
        var named = content.Topics is [] ? [.. programme.Topics.Where(topic => IsInForce(topic))] : content.Topics;
        var strayTopic = named.FirstOrDefault(topic => !IsInForce(topic)) ?? (named is [] ? programme.Topics[0] : null);
        if (strayTopic is not null)
            return (null, TrainingTopicProblems.NotInForce.Result(strayTopic, content.HeldOn));
        return
            Stray(TrainingEntryKinds.Organisation, content.Trainers.Select(trainer => trainer.Organisation))
                is { } sender
            ? (null, TrainingTopicProblems.NotInForce.Result(sender, content.HeldOn))
            : (new SessionPlan(organiser.Path, named), null);

        bool IsInForce(string topic) => Stray(TrainingEntryKinds.Topic, [topic]) is null;

        string? Stray(string kind, IEnumerable<string> codes) =>
            topics.FirstNotInForce(kind, codes, UnitPath.Province(organiser.Path), content.HeldOn, content.HeldOn);
    }

    /// <summary>The session, tracked, if it is offered to the caller; or why they cannot have it.</summary>
    /// <param name="lockIt">Keep others from changing it until the transaction ends.</param>
    public static async Task<(TrainingSession?, ProblemHttpResult?)> FindSessionAsync(
        this TrainingDbContext db,
        Guid id,
        Caller caller,
        TimeProvider clock,
        bool lockIt,
        CancellationToken cancellationToken
    )
    {
        var found = lockIt
            ? db.Sessions.FromSql($"SELECT * FROM training_sessions WHERE id = {id} FOR UPDATE")
            : db.Sessions.Where(session => session.Id == id);
        if ((await found.ToListAsync(cancellationToken)) is not [var session])
            return (null, SessionProblems.NotFound.Result(id));
        if (caller.MayTouch(session.OrganiserPath))
            return (session, null);
        var above = await db.UnitsAboveAsync(caller, clock, cancellationToken);
        return above.Contains(session.OrganiserUnit) || session.CoOrganisers.Intersect(above).Any()
            ? (session, null)
            : (null, CommonProblems.UnitOutOfScope.Result(session.OrganiserUnit));
    }

    /// <summary>The session, locked, if the caller may act for its organiser; or why they may not.</summary>
    public static async Task<(TrainingSession?, ProblemHttpResult?)> FindOwnSessionAsync(
        this TrainingDbContext db,
        Guid id,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (session, problem) = await db.FindSessionAsync(id, caller, clock, lockIt: true, cancellationToken);
        return session is null || caller.MayTouch(session.OrganiserPath)
            ? (session, problem)
            : (null, CommonProblems.UnitOutOfScope.Result(session.OrganiserUnit));
    }

    /// <summary>A unit teaches its own programmes, those from above and those of the units within it.</summary>
    private static bool IsOffered(Programme programme, UnitAt organiser) =>
        UnitPath.IsWithin(organiser.Path, programme.OwnerUnit)
        || UnitPath.IsWithin(programme.OwnerPath, organiser.Code);
}
