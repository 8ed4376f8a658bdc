using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.UnitImports;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>A legal act whose changes come as an official conversion table, with the catalogue that goes with it.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe.</param>
/// <param name="Number">Number of the act.</param>
/// <param name="IssuingBody">Who issued it.</param>
/// <param name="EffectiveOn">First day on which it holds (yyyy-MM-dd).</param>
/// <param name="Note">What else is to be said.</param>
/// <param name="Lineage">
/// CSV: <c>old_code,new_code,partial,population,primary,old_full_name,new_full_name</c>; the official table's other columns
/// are passed over.
/// </param>
/// <param name="Units">CSV: <c>code,name,full_name,type,level,parent_code</c>, all units from the day on.</param>
public sealed record EnactConversionTableRequest(
    Guid? Id,
    string? Number,
    string? IssuingBody,
    DateOnly? EffectiveOn,
    string? Note,
    IFormFile? Lineage,
    IFormFile? Units
) : ILegalActFields
{
    /// <summary>What becomes of text that is no day.</summary>
    internal static readonly DateOnly NoDay = DateOnly.MinValue;

    /// <summary>Reads the form; what is no id or no day becomes one that the rules refuse.</summary>
    public static async ValueTask<EnactConversionTableRequest> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Request.HasFormContentType)
            throw new RefusedRequestException(
                context.Request.ContentType is null ? CommonProblems.BodyMissing : CommonProblems.MediaTypeUnsupported
            );
        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new RefusedRequestException(CommonProblems.BodyUnreadable);
        }
        return new EnactConversionTableRequest(
            form["id"] is [{ Length: > 0 } id]
                ? Guid.TryParse(id, out var read)
                    ? read
                    : Guid.Empty
                : null,
            form["number"],
            form["issuingBody"],
            form["effectiveOn"] is [{ Length: > 0 } day]
                ? DateOnly.TryParseExact(day, "yyyy-MM-dd", out var first)
                    ? first
                    : NoDay
                : null,
            form["note"],
            form.Files["lineage"],
            form.Files["units"]
        );
    }
}

public sealed class EnactConversionTableRules : AbstractValidator<EnactConversionTableRequest>
{
    public EnactConversionTableRules()
    {
        LegalActRules.AddTo(this, EnactConversionTableRequest.NoDay);
        RuleFor(request => request.Lineage).NotNull();
        RuleFor(request => request.Units).NotNull();
    }
}

public static class EnactConversionTable
{
    private const int MaxRows = 50_000;

    /// <summary>Changes the tree by a legal act that comes as an official conversion table and the new catalogue.</summary>
    /// <remarks>
    /// What the catalogue does not hold ends; what the table does not name goes on. Otherwise as with the changes of an act
    /// one by one: all or nothing, and what went to several waits on the worklist, unless one of them is
    /// <c>primary</c>. Every error is named with its file, row and field.
    /// </remarks>
    /// <param name="dryRun">True answers the full effect and keeps nothing.</param>
    public static async Task<
        Results<Created<ReorganizationResponse>, Ok<ReorganizationResponse>, ProblemHttpResult>
    > Handle(
        EnactConversionTableRequest request,
        HttpRequest http,
        Caller caller,
        RegistryDbContext db,
        ReorganizationWriter writer,
        IValidator<LineageRow> lineageRules,
        IValidator<CatalogueRow> unitRules,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        if (caller.Unit != UnitPath.Nation)
            return CommonProblems.UnitOutOfScope.Result(UnitPath.Nation);
        var errors = new List<RowError>();
        var lineage = await ReadAsync(request.Lineage!, "lineage", lineageRules, errors, cancellationToken);
        var units = await ReadAsync(request.Units!, "units", unitRules, errors, cancellationToken);
        // Whether parents are there can be said only once every row could be read.
        var (catalogue, wrong) = errors.Count == 0 ? Catalogue.Of(units) : (new Catalogue([]), []);
        errors.AddRange(wrong.Select(error => error with { Field = $"units.{error.Field}" }));
        var names = await UnitSpellings.ReadAsync(db, cancellationToken);
        return await writer.EnactAsync(
            StableId.Of(request.Id, http, caller),
            request.ToAct(),
            ContentHash.Of(request.ToAct(), lineage.Select(row => row.Row), units.Select(row => row.Row)),
            tree =>
            {
                if (errors.Count > 0)
                    return (new Redrawing([], [], [], IsWhole: true), errors);
                var (redrawing, told) = LineageTable.Redraw(lineage, catalogue, tree, names);
                return (redrawing, [.. told.Select(error => error with { Field = $"lineage.{error.Field}" })]);
            },
            dryRun,
            cancellationToken
        );
    }

    private static async Task<List<(int Number, T Row)>> ReadAsync<T>(
        IFormFile file,
        string name,
        IValidator<T> rules,
        List<RowError> errors,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var rows = new List<(int, T)>();
        await using var stream = file.OpenReadStream();
        await foreach (var row in BulkReader.ReadCsvAsync(stream, rules, cancellationToken))
        {
            if (row.Number > MaxRows)
                throw new RefusedRequestException(CommonProblems.TooLarge);
            if (row.Errors.Count == 0)
                rows.Add((row.Number, row.Value!));
            errors.AddRange(
                row.Errors.Select(error => RowError.Of(row.Number, error with { Field = $"{name}.{error.Field}" }))
            );
        }
        return rows;
    }
}
