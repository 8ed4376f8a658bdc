using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Members;

/// <summary>Somebody who asks to be forgotten.</summary>
/// <param name="FullName">Their full name, in any spelling that the registry takes for the same.</param>
/// <param name="Phone">Their mobile number; without one nobody can tell them from namesakes: erase their memberships one by one.</param>
public sealed record ErasePersonRequest(string? FullName, string? Phone);

public sealed class ErasePersonRules : AbstractValidator<ErasePersonRequest>
{
    public ErasePersonRules()
    {
        RuleFor(request => request.FullName).NotEmpty().MaximumLength(100);
        RuleFor(request => request.Phone)
            .Must(phone => phone is not null && PhoneNumber.Normalise(phone) is not null)
            .WithProblem(MemberProblems.PhoneInvalid);
    }
}

/// <summary>What was erased.</summary>
/// <param name="Erased">Memberships of theirs that were erased by this request; 0 where none is left.</param>
public sealed record ErasePersonAnswer(int Erased);

public static class ErasePerson
{
    /// <summary>Erases a person from every team within the caller's unit, past memberships included, for good.</summary>
    /// <remarks>As for one membership, counts stay. Asking again erases nothing more and answers 0.</remarks>
    public static async Task<Ok<ErasePersonAnswer>> Handle(
        ErasePersonRequest request,
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var name = VietnameseText.NameKey(request.FullName!);
        var phone = PhoneNumber.Normalise(request.Phone!);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.HoldTreeAsync(cancellationToken);
        // As whoever changes members does: the teams first, in the order of ids.
        await db.Database.ExecuteSqlAsync(
            $"""
            SELECT 1 FROM teams
            WHERE id IN (SELECT team_id FROM members WHERE phone = {phone} AND name_key = {name})
            ORDER BY id FOR UPDATE
            """,
            cancellationToken
        );
        var theirs = await db
            .Members.Where(member => member.Phone == phone && member.NameKey == name)
            .Join(
                db.Teams.Within(caller.Unit),
                member => member.TeamId,
                team => team.Id,
                (member, team) => new { member, team }
            )
            .OrderBy(pair => pair.member.Id)
            .ToListAsync(cancellationToken);
        theirs.ForEach(pair => pair.member.Erase(clock.Today()));
        db.Outbox.AddRange(
            RegistryEvents.Members(theirs.Select(pair => pair.member.ToFact(pair.team)), clock.GetUtcNow())
        );
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(new ErasePersonAnswer(theirs.Count));
    }
}
