using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.CompositionPolicies;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Members;

/// <summary>Somebody who joins a team.</summary>
/// <param name="Id">
/// The client's own UUID, so that a retry is safe; name and phone number tell people apart without one. Without a number,
/// two of one name in a list are two people; a namesake who joins later needs an id.
/// </param>
/// <param name="FullName">Full name in one field, up to 100 characters.</param>
/// <param name="Phone">Mobile number; +84, spaces, dots and a lost leading zero are accepted.</param>
/// <param name="Role">"leader", "deputy" or "member".</param>
/// <param name="Background">
/// "village-head", "party-cell-secretary", "youth-union", "womens-union", "farmers-union", "veterans-association",
/// "fatherland-front", "student-volunteer", "police", "telecom-staff", "teacher", "commune-official" or "other".
/// </param>
/// <param name="JoinedOn">First day; where absent today, or with a new team the day it was established.</param>
/// <param name="BirthYear">Year of birth.</param>
/// <param name="Sex">"female" or "male".</param>
public sealed record AddMemberRequest(
    Guid? Id,
    string? FullName,
    string? Phone,
    string? Role,
    string? Background,
    DateOnly? JoinedOn,
    int? BirthYear,
    string? Sex
) : IMemberContentFields;

public sealed class AddMemberRules : AbstractValidator<AddMemberRequest>
{
    public AddMemberRules(TimeProvider clock) => MemberContentRules.AddTo(this, clock);
}

public static class AddMember
{
    /// <summary>Adds somebody to a team.</summary>
    /// <remarks>
    /// Answers 201; 200 when they are in it already with the same content; 409 when the id or the person is there with
    /// other content, the team is dissolved, or a composition policy refuses it. The answer holds nothing personal.
    /// </remarks>
    public static async Task<Results<Created<MemberStanding>, Ok<MemberStanding>, ProblemHttpResult>> Handle(
        Guid id,
        AddMemberRequest request,
        HttpContext http,
        Caller caller,
        RegistryDbContext db,
        CompositionCheck composition,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        request = request with { Id = StableId.Of(request.Id, http.Request, caller) };
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.HoldTreeAsync(cancellationToken);
        // One at a time in a team: the second of two equal requests finds the first.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM teams WHERE id = {id} FOR UPDATE", cancellationToken);
        var (team, problem) = await db.FindTeamAsync(id, caller, cancellationToken);
        if (team is null)
            return problem!;
        Guid[] ids = request.Id is { } own ? [own] : [];
        var roster = await Roster.ReadAsync(db, [id], ids, cancellationToken);
        var outcome = roster.Add(team, request, clock.Today());
        if (outcome.Value is not { } member)
            return outcome.Refusal!.Result();
        http.Response.SetETag(member.Version);
        if (!outcome.IsNew)
            return TypedResults.Ok(MemberStanding.Of(member));
        if (await composition.RefusalAsync(team, [member], anew: false, cancellationToken) is { } refusal)
            return refusal.Result();
        db.Members.Add(member);
        db.Outbox.AddRange(RegistryEvents.Members([member.ToFact(team)], clock.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            return MemberProblems.IdTaken.Result(member.Id);
        }
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Created($"/v1/teams/{id}/members/{member.Id}", MemberStanding.Of(member));
    }
}
