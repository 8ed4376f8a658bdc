using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training.Needs;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Sessions;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Invitations;

/// <summary>Whom to invite.</summary>
/// <param name="Rule">"roles", "untrained", "needs-topic", "required" or "list".</param>
/// <param name="Unit">Code of the unit whose members, and those of all units below it, are meant; the caller's where absent.</param>
/// <param name="Roles">Only those who hold one of these roles; required by "roles", free with "untrained", "needs-topic" and "required".</param>
/// <param name="Topic">The topic that is still needed, with "needs-topic" and "required".</param>
/// <param name="MemberIds">The members, up to 10,000, with "list".</param>
public sealed record InviteMembersRequest(
    string? Rule,
    string? Unit,
    IReadOnlyList<string>? Roles,
    string? Topic,
    IReadOnlyList<Guid>? MemberIds
);

public sealed class InviteMembersRules : AbstractValidator<InviteMembersRequest>
{
    public const int MaxMembers = 10_000;

    public InviteMembersRules(TrainingTopics topics)
    {
        RuleFor(request => request.Rule)
            .Must(rule => InvitationRule.All.Contains(rule))
            .WithProblem(InvitationProblems.RuleUnknown, string.Join(", ", InvitationRule.All));
        RuleFor(request => request.Unit)
            .MaximumLength(20)
            .Must((request, unit) => unit is null || request.Rule != InvitationRule.List)
            .WithProblem(InvitationProblems.FieldNotOfRule);
        RuleFor(request => request.Roles).Cascade(CascadeMode.Stop).IsShortList();
        RuleForEach(request => request.Roles).IsOneOf(TrainingCatalogue.RoleCodes);
        RuleFor(request => request.Roles)
            .Must((request, roles) => request.Rule != InvitationRule.Roles || roles is { Count: > 0 })
            .WithProblem(InvitationProblems.FieldNotOfRule)
            .Must((request, roles) => request.Rule != InvitationRule.List || roles is null)
            .WithProblem(InvitationProblems.FieldNotOfRule);
        RuleFor(request => request.Topic)
            .Must((request, topic) => topic is null == !InvitationRule.OfTopic.Contains(request.Rule))
            .WithProblem(InvitationProblems.FieldNotOfRule);
        RuleFor(request => request.Topic)
            .IsKnown(topics, TrainingEntryKinds.Topic)
            .When(request => request.Topic is not null);
        RuleFor(request => request.MemberIds)
            .Must((request, ids) => ids is null == (request.Rule != InvitationRule.List))
            .WithProblem(InvitationProblems.FieldNotOfRule)
            .Must(ids => ids is null or { Count: <= MaxMembers })
            .WithProblem(InvitationProblems.TooMany, MaxMembers);
    }
}

/// <summary>What became of an invitation.</summary>
/// <param name="Matched">Members whom the rule means.</param>
/// <param name="Invited">Those invited by this request.</param>
/// <param name="Unchanged">Those who had been invited before.</param>
/// <param name="DryRun">True where nothing was written because the caller asked only what would happen.</param>
/// <param name="Errors">Members of a list who cannot be invited, by their place in it, from 1.</param>
public sealed record InvitationAnswer(
    int Matched,
    int Invited,
    int Unchanged,
    bool DryRun,
    IReadOnlyList<RowError> Errors
);

public static class InviteMembers
{
    /// <summary>Invites to a session all those whom a rule means, as of now, within the caller's unit.</summary>
    /// <remarks>
    /// Nobody is invited twice: sending it again invites those whom the rule has come to mean since. Members have to be in
    /// being on the session's day. 409 for a session that was cancelled or is over.
    /// </remarks>
    /// <param name="dryRun">True answers the numbers and invites nobody.</param>
    public static async Task<Results<Ok<InvitationAnswer>, ProblemHttpResult>> Handle(
        Guid id,
        InviteMembersRequest request,
        Caller caller,
        TrainingDbContext db,
        NeedsQuery needs,
        TimeProvider clock,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        var code = request.Unit ?? caller.Unit;
        var unit = await db.FindUnitAsync(code, clock.Today(), cancellationToken);
        if (unit is null)
            return SessionProblems.UnitUnknown.Result(code);
        if (!caller.MayTouch(unit.Path))
            return CommonProblems.UnitOutOfScope.Result(code);
        // Before the session is locked: members of a moment ago are waited for, and who needs what is worked out.
        var needing =
            request.Rule == InvitationRule.Required
                ? await needs.MembersAsync(unit.Id, request.Topic, cancellationToken)
                : null;
        var members = request.MemberIds is { } named ? await db.ReadMembersAsync(named, cancellationToken) : [];
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (session, problem) = await db.FindSessionAsync(id, caller, clock, lockIt: true, cancellationToken);
        if (session is null)
            return problem!;
        if (session.IsCancelled)
            return SessionProblems.Cancelled.Result(id);
        if (session.EndsAt <= clock.GetUtcNow())
            return InvitationProblems.SessionOver.Result(id);
        var (found, errors) = request.MemberIds is { } ids
            ? Judge(members, ids, caller, session.HeldOn)
            : (
                await InvitationCandidates
                    .Find(db, request, needing, unit.Code, session.HeldOn)
                    .Select(member => member.Id)
                    .ToArrayAsync(cancellationToken),
                []
            );
        var invited = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO invitations (session_id, member_id, rule, invited_at, invited_by)
            SELECT {id}, member_id, {request.Rule}, {clock.GetUtcNow()}, {caller.ClientId}
            FROM unnest({found}) AS member_id
            ON CONFLICT DO NOTHING
            """,
            cancellationToken
        );
        if (!dryRun)
            await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(new InvitationAnswer(found.Length, invited, found.Length - invited, dryRun, errors));
    }

    private static (Guid[], IReadOnlyList<RowError>) Judge(
        Dictionary<Guid, MemberCopy> members,
        IReadOnlyList<Guid> ids,
        Caller caller,
        DateOnly day
    )
    {
        var errors = new List<RowError>();
        var found = new HashSet<Guid>();
        foreach (var (index, id) in ids.Index())
        {
            Refusal? refusal =
                !members.TryGetValue(id, out var member) ? new Refusal(InvitationProblems.MemberUnknown, "memberId", id)
                : !caller.MayTouch(member.UnitPath)
                    ? new Refusal(CommonProblems.UnitOutOfScope, "memberId", member.UnitPath.Split('/')[^1])
                : !member.IsInBeing(day) ? new Refusal(InvitationProblems.MemberNotInBeing, "memberId", id, day)
                : null;
            if (refusal is null)
                found.Add(id);
            else
                errors.Add(RowError.Of(index + 1, refusal.At()));
        }
        return ([.. found], errors);
    }
}
