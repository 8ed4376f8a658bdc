using System.Text.Json.Serialization;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.UnitImports;

/// <summary>Another code, or another spelling of the name, under which a unit is met.</summary>
/// <param name="Code">The unit's own code.</param>
/// <param name="AliasCode">The code that is met; absent where only the spelling differs.</param>
/// <param name="FullName">The unit's own full name; with <paramref name="AliasCode"/>.</param>
/// <param name="Canonical">The unit's own full name; with <paramref name="Variant"/>.</param>
/// <param name="Variant">The spelling that is met.</param>
/// <param name="Catalogue">Not read: code and name tell the unit.</param>
/// <param name="Why">Not read.</param>
/// <param name="Difference">Not read.</param>
/// <param name="Source">Not read.</param>
public sealed record UnitAliasRow(
    string? Code,
    [property: JsonPropertyName("alias_code")] string? AliasCode,
    [property: JsonPropertyName("full_name")] string? FullName,
    string? Canonical,
    string? Variant,
    string? Catalogue,
    string? Why,
    string? Difference,
    string? Source
)
{
    internal UnitAlias ToAlias() =>
        Variant is null
            ? new UnitAlias(Code!, FullName!, AliasCode!, FullName!)
            : new UnitAlias(Code!, Canonical!, Code!, Variant);
}

public sealed class UnitAliasRowRules : AbstractValidator<UnitAliasRow>
{
    public UnitAliasRowRules()
    {
        RuleFor(row => row.Code).NotEmpty().MaximumLength(5);
        RuleFor(row => row.AliasCode).NotEmpty().When(row => row.Variant is null).OverridePropertyName("alias_code");
        RuleFor(row => row.AliasCode).MaximumLength(5).OverridePropertyName("alias_code");
        RuleFor(row => row.FullName).NotEmpty().When(row => row.Variant is null).OverridePropertyName("full_name");
        RuleFor(row => row.FullName).MaximumLength(200).OverridePropertyName("full_name");
        RuleFor(row => row.Canonical).NotEmpty().When(row => row.Variant is not null);
        RuleFor(row => row.Canonical).MaximumLength(200);
        RuleFor(row => row.Variant).MaximumLength(200);
    }
}

public static class ImportUnitAliases
{
    private const int MaxRows = 50_000;

    /// <summary>Makes other codes and spellings of units known, so that imports and searches understand them.</summary>
    /// <remarks>
    /// Takes CSV, NDJSON or a JSON array: <c>alias_code,code,full_name</c> for codes, <c>code,canonical,variant</c> for
    /// spellings. They belong to whatever unit bears code and name, be it registered yet or not. Each row is judged by
    /// itself; one that is known already changes nothing.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    public static async Task<Results<Ok<BulkAnswer>, ProblemHttpResult>> Handle(
        HttpRequest request,
        Caller caller,
        IValidator<UnitAliasRow> rules,
        RegistryDbContext db,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        if (caller.Unit != UnitPath.Nation)
            return CommonProblems.UnitOutOfScope.Result(UnitPath.Nation);
        var rows = BulkReader.ReadAsync(request, rules, cancellationToken);
        if (rows is null)
            return CommonProblems.MediaTypeUnsupported.Result();
        var tally = new BulkTally();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // One import at a time, alone with the tree: who reads names under its stamp finds these too.
        await db.LockTreeAsync(cancellationToken);
        var known = (await db.UnitAliases.AsNoTracking().ToListAsync(cancellationToken)).Select(Key).ToHashSet();
        await foreach (var row in rows)
        {
            if (row.Number > MaxRows)
                return CommonProblems.TooLarge.Result();
            if (row.Errors.Count > 0)
            {
                tally.Refuse(row.Number, row.Errors);
                continue;
            }
            var alias = row.Value!.ToAlias();
            var isNew = known.Add(Key(alias));
            if (isNew)
                db.UnitAliases.Add(alias);
            tally.Add(row.Number, new Outcome(isNew));
        }
        if (!dryRun)
        {
            await db.SaveChangesAsync(cancellationToken);
            await db.StampTreeAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        return TypedResults.Ok(tally.ToAnswer(dryRun));

        static (string, string, string, string) Key(UnitAlias alias) =>
            (alias.AliasCode, alias.AliasKey, alias.Code, alias.Name);
    }
}
