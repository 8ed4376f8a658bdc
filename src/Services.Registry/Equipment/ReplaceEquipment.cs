using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Equipment;

/// <summary>Everything that a team works with.</summary>
/// <param name="Items">The list as it should stand, up to 100; empty where there is nothing.</param>
public sealed record ReplaceEquipmentRequest(IReadOnlyList<EquipmentEntry>? Items);

/// <summary>Some things of one kind at one place.</summary>
/// <param name="Kind">"computer", "printer", "wifi", "phone" or "other".</param>
/// <param name="Count">How many, 1 to 10,000.</param>
/// <param name="Place">Where they stand ("Nhà văn hóa thôn"), up to 200 characters.</param>
/// <param name="Note">Anything else, up to 500 characters; not a person's name or number.</param>
public sealed record EquipmentEntry(string? Kind, int? Count, string? Place, string? Note);

public sealed class ReplaceEquipmentRules : AbstractValidator<ReplaceEquipmentRequest>
{
    public const int MostItems = 100;

    public ReplaceEquipmentRules(IValidator<EquipmentEntry> entryRules)
    {
        RuleFor(request => request.Items)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(items => items!.Count <= MostItems)
            .WithProblem(EquipmentProblems.ListTooLong, MostItems);
        RuleForEach(request => request.Items).NotNull().SetValidator(entryRules);
    }
}

public sealed class EquipmentEntryRules : AbstractValidator<EquipmentEntry>
{
    private const int MostThings = 10_000;
    private static readonly string[] Kinds = ["computer", "printer", "wifi", "phone", "other"];

    public EquipmentEntryRules()
    {
        RuleFor(entry => entry.Kind)
            .Must(kind => Kinds.Contains(kind))
            .WithProblem(EquipmentProblems.KindUnknown, string.Join(", ", Kinds));
        RuleFor(entry => entry.Count).NotNull().InclusiveBetween(1, MostThings);
        RuleFor(entry => entry.Place).MaximumLength(200);
        RuleFor(entry => entry.Note).MaximumLength(500);
    }
}

public static class ReplaceEquipment
{
    /// <summary>Replaces the list of what a team works with.</summary>
    /// <remarks>
    /// If-Match, where given, names the version being replaced; sending the same list again changes nothing. 409 when the team
    /// is dissolved.
    /// </remarks>
    public static async Task<Results<Ok<EquipmentResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ReplaceEquipmentRequest request,
        HttpContext http,
        Caller caller,
        RegistryDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var expected = http.Request.IfMatch();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.KeepTeamsAsync([id], cancellationToken);
        var (team, problem) = await db.FindTeamAsync(id, caller, cancellationToken);
        if (team is null)
            return problem!;
        var equipment = await db
            .TeamEquipment.Include(each => each.Items)
            .SingleOrDefaultAsync(each => each.TeamId == id, cancellationToken);
        if (equipment is null)
            equipment = db.TeamEquipment.Add(new TeamEquipment(id)).Entity;
        var entries = request.Items!.Select(Clean).ToList();
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = equipment.Version > 0 && equipment.Entries.SequenceEqual(entries);
        if (expected is not null && equipment.Version != expected && !(isDone && equipment.Version == expected + 1))
            return CommonProblems.VersionStale.Result(equipment.Version);
        if (!isDone)
        {
            if (team.DissolvedOn is not null)
                return TeamProblems.Dissolved.Result(id);
            equipment.Replace(entries, caller.ClientId, clock.GetUtcNow());
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException exception)
                when (exception is DbUpdateConcurrencyException || DatabaseFailures.IsUniqueViolation(exception))
            {
                return CommonProblems.VersionStale.Result(equipment.Version);
            }
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(equipment.Version);
        return TypedResults.Ok(EquipmentResponse.Of(equipment));
    }

    private static EquipmentEntry Clean(EquipmentEntry entry) =>
        entry with
        {
            Place = VietnameseText.CleanOrNull(entry.Place),
            Note = VietnameseText.CleanOrNull(entry.Note),
        };
}
